package dev.velocity.simulation;

import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Notes which steps a series stays past for longer than their on-delay: a plain reading of the limits, not the
/// rules.
final class Watcher {
    private static final class State {
        final String name;
        final Step step;
        final Limit limit;
        final ArrayDeque<Sample> window = new ArrayDeque<>();
        double sum;
        Instant past = Instant.MAX;

        State(Sensor sensor, Limit limit, Step step) {
            this.name = sensor.id() + " " + limit.name() + " " + step.severity().text();
            this.limit = limit;
            this.step = step;
        }
    }

    /// What the sensors that are judged by their background show on an ordinary day.
    private static final Map<String, Double> BACKGROUND =
            Map.of("exterior-dose-rate", 0.048, "command-dose-rate", 0.075, "water-conductivity", 420.0);

    private final List<State> open = new ArrayList<>();
    private final Map<String, List<State>> states = new HashMap<>();
    private final Map<String, Instant> called = new TreeMap<>();
    private final Set<String> holding = new TreeSet<>();
    private long readings;

    Watcher(Site site) {
        for (var zone : site.zones())
            for (var sensor : zone.sensors()) {
                var list = new ArrayList<State>();
                for (var limit : sensor.limits())
                    for (var step : steps(limit)) list.add(new State(sensor, limit, step));
                states.put(sensor.id().text(), list);
            }
    }

    void see(Sample sample) {
        readings++;
        // A contact says nothing more while it stays open.
        for (var state : open) call(state, sample.at());
        for (var state : states.getOrDefault(sample.sensor().text(), List.of())) {
            if (!past(state, sample)) {
                state.past = Instant.MAX;
                holding.remove(state.name);
                open.remove(state);
                continue;
            }
            if (state.past.equals(Instant.MAX)) {
                state.past = sample.at();
                if (state.limit instanceof Limit.Open) open.add(state);
            }
            call(state, sample.at());
        }
    }

    private void call(State state, Instant at) {
        if (Duration.between(state.past, at).compareTo(state.step.onDelay()) < 0) return;
        called.putIfAbsent(state.name, at);
        holding.add(state.name);
    }

    /// Each step that called, `galley-co2 high medium`, and when first.
    Map<String, Instant> called() {
        return called;
    }

    /// The steps that are past now.
    Set<String> holding() {
        return holding;
    }

    long readings() {
        return readings;
    }

    private static boolean past(State state, Sample sample) {
        double at = state.step.at();
        return switch (state.limit) {
            case Limit.High high -> mean(state, sample, high.mean()) > at;
            case Limit.Low low -> mean(state, sample, low.mean()) < at;
            case Limit.Rising rising -> slope(state, sample, rising.window()) > at;
            case Limit.Falling falling -> -slope(state, sample, falling.window()) > at;
            case Limit.Open _ -> sample.value() > at;
            case Limit.AboveBackground background ->
                sample.value() > background.floor()
                        && sample.value()
                                > at * BACKGROUND.getOrDefault(sample.sensor().text(), 0.0);
            case Limit.Stale _, Limit.Flat _, Limit.OutOfRange _, Limit.Late _ -> false;
        };
    }

    private static double mean(State state, Sample sample, Duration over) {
        if (over.isZero()) return sample.value();
        state.window.addLast(sample);
        state.sum += sample.value();
        while (state.window.getFirst().at().isBefore(sample.at().minus(over)))
            state.sum -= state.window.removeFirst().value();
        return state.sum / state.window.size();
    }

    /// Units per hour over a full window, or zero while it is not full.
    private static double slope(State state, Sample sample, Duration over) {
        state.window.addLast(sample);
        while (state.window.getFirst().at().isBefore(sample.at().minus(over))) state.window.removeFirst();
        var first = state.window.getFirst();
        double hours = Duration.between(first.at(), sample.at()).toSeconds() / 3600.0;
        return hours * 3600 < over.toSeconds() * 0.9 ? 0 : (sample.value() - first.value()) / hours;
    }

    private static List<Step> steps(Limit limit) {
        return switch (limit) {
            case Limit.High high -> high.steps();
            case Limit.Low low -> low.steps();
            case Limit.Rising rising -> rising.steps();
            case Limit.Falling falling -> falling.steps();
            case Limit.AboveBackground background -> List.of(background.step());
            case Limit.Open open -> open.steps();
            case Limit.Stale _, Limit.Flat _, Limit.OutOfRange _, Limit.Late _ -> List.of();
        };
    }
}

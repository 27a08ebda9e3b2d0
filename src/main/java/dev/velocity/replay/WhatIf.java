package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.TimeBase;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What would have happened in a window of the past with other rules, and whether it would have been any different.
/// Reads history, writes nothing. Any thread.
public final class WhatIf {
    private final Readings readings;
    private final Alerts alerts;
    private final Silences silences;
    private final Catalogue today;

    private WhatIf(Readings readings, Alerts alerts, Silences silences, Catalogue today) {
        this.readings = readings;
        this.alerts = alerts;
        this.silences = silences;
        this.today = today;
    }

    public static WhatIf of(Readings readings, Alerts alerts, Silences silences, Catalogue today) {
        return new WhatIf(readings, alerts, silences, today);
    }

    /// Told how far a run has come, often.
    public interface Progress {
        /// @param arrived when the newest input had come
        /// @param readings how many have been judged
        void at(Instant arrived, long readings);
    }

    /// Why a window cannot be told again; empty when it can.
    public Optional<String> obstacle(Instant from, Instant to) {
        if (!from.isBefore(to)) return Optional.of("the window must begin before it ends");
        var since = readings.replayableFrom();
        if (since.isEmpty())
            return Optional.of("nothing of the past can be told again: the journal has been forgotten");
        return from.isBefore(since.get())
                ? Optional.of("the past can be told again from " + since.get() + " on, and not from " + from)
                : Optional.empty();
    }

    /// Tells the window again, by the rules of today and by the changed ones.
    ///
    /// @param enough asked often; when it says so the run ends with nothing
    public Optional<Comparison> compare(
            Catalogue changed, Instant from, Instant to, Progress progress, BooleanSupplier enough) {
        boolean same = today.sites().equals(changed.sites());
        var comparing = new Comparing(from, to, this::when, same, progress::at);
        var backtest = new Backtest(readings, alerts, silences, today, changed, from, until(to), comparing);
        return backtest.run(enough) ? Optional.of(comparing.done(backtest.count())) : Optional.empty();
    }

    /// On a recorded site time is the readings' own, whenever they were brought.
    private Instant when(AlertChanged move) {
        return recorded() ? move.at() : move.recorded();
    }

    private Instant until(Instant to) {
        return recorded() ? FAR : to;
    }

    private boolean recorded() {
        return today.sites().stream().anyMatch(site -> site.timeBase() == TimeBase.RECORDED);
    }

    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
}

package dev.velocity.sensor;

import dev.velocity.measure.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes the `limits:` block of a sensor: only what differs from its kind, in the order [LimitReader] reads.
final class LimitWriter {
    private static final List<Class<? extends Limit>> ORDER = List.of(
            Limit.High.class,
            Limit.Low.class,
            Limit.Rising.class,
            Limit.Falling.class,
            Limit.AboveBackground.class,
            Limit.Open.class,
            Limit.Stale.class,
            Limit.Flat.class,
            Limit.OutOfRange.class,
            Limit.Late.class);

    private LimitWriter() {}

    static void write(Lines lines, List<Limit> limits, List<Limit> base) {
        for (var type : ORDER) write(lines, type, limits, base);
    }

    private static <L extends Limit> void write(Lines lines, Class<L> type, List<Limit> limits, List<Limit> base) {
        var now = limits.stream().filter(type::isInstance).findFirst();
        var before = base.stream().filter(type::isInstance).findFirst();
        if (now.equals(before)) return;
        if (now.isEmpty()) before.ifPresent(limit -> lines.put(limit.name(), "none"));
        else lines.block(now.get().name(), inside -> limit(inside, now.get(), before));
    }

    private static void limit(Lines lines, Limit limit, Optional<Limit> base) {
        switch (limit) {
            case Limit.High high -> {
                var before = base.map(Limit.High.class::cast);
                duration(
                        lines, "mean", high.mean(), before.map(Limit.High::mean).orElse(Duration.ZERO));
                flag(lines, high.latched(), before.map(Limit.High::latched).orElse(false));
                steps(lines, high.steps(), before.map(Limit.High::steps).orElse(List.of()), true);
            }
            case Limit.Low low -> {
                var before = base.map(Limit.Low.class::cast);
                duration(lines, "mean", low.mean(), before.map(Limit.Low::mean).orElse(Duration.ZERO));
                flag(lines, low.latched(), before.map(Limit.Low::latched).orElse(false));
                steps(lines, low.steps(), before.map(Limit.Low::steps).orElse(List.of()), true);
            }
            case Limit.Rising rising -> {
                var before = base.map(Limit.Rising.class::cast);
                duration(
                        lines,
                        "window",
                        rising.window(),
                        before.map(Limit.Rising::window).orElse(Duration.ZERO));
                steps(lines, rising.steps(), before.map(Limit.Rising::steps).orElse(List.of()), true);
            }
            case Limit.Falling falling -> {
                var before = base.map(Limit.Falling.class::cast);
                duration(
                        lines,
                        "window",
                        falling.window(),
                        before.map(Limit.Falling::window).orElse(Duration.ZERO));
                steps(lines, falling.steps(), before.map(Limit.Falling::steps).orElse(List.of()), true);
            }
            case Limit.AboveBackground(var step, var floor, var window) -> {
                var before = base.map(Limit.AboveBackground.class::cast);
                if (before.isEmpty() || before.get().floor() != floor) lines.put("floor", number(floor));
                duration(
                        lines,
                        "window",
                        window,
                        before.map(Limit.AboveBackground::window).orElse(Duration.ZERO));
                steps(lines, List.of(step), before.map(b -> List.of(b.step())).orElse(List.of()), true);
            }
            case Limit.Open open -> {
                var before = base.map(Limit.Open.class::cast);
                flag(lines, open.latched(), before.map(Limit.Open::latched).orElse(false));
                steps(lines, open.steps(), before.map(Limit.Open::steps).orElse(List.of()), false);
            }
            case Limit.Stale(int periods, var severity) -> {
                var before = base.map(Limit.Stale.class::cast);
                if (before.isEmpty() || before.get().periods() != periods) lines.put("periods", number(periods));
                severity(lines, severity, before.map(Limit.Stale::severity));
            }
            case Limit.Flat(var after, var severity) -> {
                var before = base.map(Limit.Flat.class::cast);
                duration(lines, "after", after, before.map(Limit.Flat::after).orElse(Duration.ZERO));
                severity(lines, severity, before.map(Limit.Flat::severity));
            }
            case Limit.OutOfRange(var severity) ->
                severity(lines, severity, base.map(Limit.OutOfRange.class::cast).map(Limit.OutOfRange::severity));
            case Limit.Late(var severity) ->
                severity(lines, severity, base.map(Limit.Late.class::cast).map(Limit.Late::severity));
        }
    }

    /// `valued` is false for a contact: it has one place to stand between closed and open, so a file does not say it.
    private static void steps(Lines lines, List<Step> steps, List<Step> base, boolean valued) {
        for (var severity : Severity.values()) {
            var now = steps.stream().filter(step -> step.severity() == severity).findFirst();
            var before =
                    base.stream().filter(step -> step.severity() == severity).findFirst();
            if (now.equals(before)) continue;
            if (now.isEmpty()) lines.put(severity.text(), "none");
            else lines.block(severity.text(), inside -> step(inside, now.get(), before, valued));
        }
    }

    private static void step(Lines lines, Step step, Optional<Step> base, boolean valued) {
        boolean changed = base.isEmpty() || base.get().at() != step.at();
        if (changed && valued) lines.put("at", number(step.at()));
        if (base.map(Step::deadband).orElse(0.0) != step.deadband()) lines.put("deadband", number(step.deadband()));
        duration(lines, "on-delay", step.onDelay(), base.map(Step::onDelay).orElse(Duration.ZERO));
        duration(lines, "off-delay", step.offDelay(), base.map(Step::offDelay).orElse(Duration.ZERO));
        if (changed || !base.map(Step::basis).equals(Optional.of(step.basis()))) lines.text("basis", step.basis());
    }

    private static void duration(Lines lines, String key, Duration length, Duration base) {
        if (!length.equals(base)) lines.put(key, Durations.text(length));
    }

    private static void flag(Lines lines, boolean latched, boolean base) {
        if (latched != base) lines.put("latched", String.valueOf(latched));
    }

    private static void severity(Lines lines, Severity severity, Optional<Severity> base) {
        if (!Optional.of(severity).equals(base)) lines.put("severity", severity.text());
    }

    /// `5000`, `0.15`, `1E+20`: the shortest text that reads back as the same number.
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15 ? shortest.toPlainString() : shortest.toString();
    }
}

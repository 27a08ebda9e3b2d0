package dev.velocity.sensor;

import dev.velocity.measure.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads the `limits:` block of a kind or a sensor, laid over the limits it starts from: what the block does not
/// mention stays, what it calls `none` goes.
///
/// A step whose value is changed must say its own basis: a number without a reason is how limits rot.
final class LimitReader {
    /// Every [Limit#name()], in the order of a site file.
    static final List<String> NAMES =
            List.of("high", "low", "rising", "falling", "background", "open", "stale", "flat", "range", "late");

    private final Fields limits;
    private final List<Limit> base;
    private final Quantity quantity;
    private final double spanLeast;
    private final double spanMost;

    LimitReader(Fields limits, List<Limit> base, Quantity quantity, double spanLeast, double spanMost) {
        this.limits = limits;
        this.base = base;
        this.quantity = quantity;
        this.spanLeast = spanLeast;
        this.spanMost = spanMost;
    }

    List<Limit> read() {
        var read = new ArrayList<Limit>();
        read("high", Limit.High.class, this::high).ifPresent(read::add);
        read("low", Limit.Low.class, this::low).ifPresent(read::add);
        read("rising", Limit.Rising.class, this::rising).ifPresent(read::add);
        read("falling", Limit.Falling.class, this::falling).ifPresent(read::add);
        read("background", Limit.AboveBackground.class, this::background).ifPresent(read::add);
        read("open", Limit.Open.class, this::open).ifPresent(read::add);
        read("stale", Limit.Stale.class, this::stale).ifPresent(read::add);
        read("flat", Limit.Flat.class, this::flat).ifPresent(read::add);
        read("range", Limit.OutOfRange.class, this::range).ifPresent(read::add);
        read("late", Limit.Late.class, this::late).ifPresent(read::add);
        limits.finish();
        return read;
    }

    private interface Reader<L extends Limit> {
        Optional<? extends Limit> read(Fields block, Optional<L> base);
    }

    private <L extends Limit> Optional<? extends Limit> read(String name, Class<L> type, Reader<L> reader) {
        var inherited = base.stream().filter(type::isInstance).map(type::cast).findFirst();
        if (limits.isNone(name)) return Optional.empty();
        if (type == Limit.Open.class && quantity != Quantity.CONTACT) {
            if (limits.has(name))
                limits.wrong(name, "is for contacts only, and this measures " + quantity.text() + ".");
            return Optional.empty();
        }
        var block = limits.block(name);
        if (block.isEmpty()) return inherited;
        var limit = reader.read(block.get(), inherited);
        block.get().finish();
        return limit;
    }

    private Optional<Limit> high(Fields block, Optional<Limit.High> base) {
        var mean = block.duration("mean", false, base.map(Limit.High::mean).orElse(Duration.ZERO));
        boolean latched = block.flag("latched", base.map(Limit.High::latched).orElse(false));
        return steps(
                        block,
                        base.map(Limit.High::steps).orElse(List.of()),
                        Order.UPWARD,
                        value("above", spanLeast, spanMost))
                .map(steps -> new Limit.High(steps, mean, latched));
    }

    private Optional<Limit> low(Fields block, Optional<Limit.Low> base) {
        var mean = block.duration("mean", false, base.map(Limit.Low::mean).orElse(Duration.ZERO));
        boolean latched = block.flag("latched", base.map(Limit.Low::latched).orElse(false));
        return steps(
                        block,
                        base.map(Limit.Low::steps).orElse(List.of()),
                        Order.DOWNWARD,
                        value("below", spanLeast, spanMost))
                .map(steps -> new Limit.Low(steps, mean, latched));
    }

    private Optional<Limit> rising(Fields block, Optional<Limit.Rising> base) {
        var window = window(block, base.map(Limit.Rising::window));
        return steps(block, base.map(Limit.Rising::steps).orElse(List.of()), Order.UPWARD, rate())
                .map(steps -> new Limit.Rising(steps, window));
    }

    private Optional<Limit> falling(Fields block, Optional<Limit.Falling> base) {
        var window = window(block, base.map(Limit.Falling::window));
        return steps(block, base.map(Limit.Falling::steps).orElse(List.of()), Order.UPWARD, rate())
                .map(steps -> new Limit.Falling(steps, window));
    }

    private Optional<Limit> background(Fields block, Optional<Limit.AboveBackground> base) {
        var window = window(block, base.map(Limit.AboveBackground::window));
        var floor = block.number("floor", "a number of " + quantity.unit());
        if (floor.isEmpty() && base.isEmpty() && !block.has("floor"))
            block.missing("floor", "must be a number of " + quantity.unit() + ".");
        var steps = steps(
                block,
                base.map(limit -> List.of(limit.step())).orElse(List.of()),
                Order.UPWARD,
                new Allowed("a number more than 1, how many times the background", at -> at > 1));
        if (steps.isPresent() && steps.get().size() > 1) {
            limits.wrong("background", "may have one step only; call the other severity 'none'.");
            return Optional.empty();
        }
        double least = floor.orElse(base.map(Limit.AboveBackground::floor).orElse(0.0));
        return steps.map(list -> new Limit.AboveBackground(list.getFirst(), least, window));
    }

    private Optional<Limit> open(Fields block, Optional<Limit.Open> base) {
        boolean latched = block.flag("latched", base.map(Limit.Open::latched).orElse(false));
        return steps(block, base.map(Limit.Open::steps).orElse(List.of()), Order.NONE, new Allowed("", _ -> true))
                .map(steps -> new Limit.Open(steps, latched));
    }

    private Optional<Limit> stale(Fields block, Optional<Limit.Stale> base) {
        int periods = block.count("periods", 1, base.map(Limit.Stale::periods).orElse(3));
        return severity(block, base.map(Limit.Stale::severity)).map(severity -> new Limit.Stale(periods, severity));
    }

    private Optional<Limit> flat(Fields block, Optional<Limit.Flat> base) {
        if (base.isEmpty() && !block.has("after")) block.missing("after", "must be how long the same value may last.");
        var after = block.duration("after", true, base.map(Limit.Flat::after).orElse(Duration.ofHours(1)));
        return severity(block, base.map(Limit.Flat::severity)).map(severity -> new Limit.Flat(after, severity));
    }

    private Optional<Limit> range(Fields block, Optional<Limit.OutOfRange> base) {
        return severity(block, base.map(Limit.OutOfRange::severity)).map(Limit.OutOfRange::new);
    }

    private Optional<Limit> late(Fields block, Optional<Limit.Late> base) {
        return severity(block, base.map(Limit.Late::severity)).map(Limit.Late::new);
    }

    private static Optional<Severity> severity(Fields block, Optional<Severity> base) {
        if (base.isEmpty() || block.has("severity")) {
            var written = block.requiredOneOf("severity", Choices.SEVERITIES);
            return written.isPresent() ? written : base;
        }
        return base;
    }

    private static Duration window(Fields block, Optional<Duration> base) {
        if (base.isEmpty() && !block.has("window")) block.missing("window", "must be a duration longer than zero.");
        return block.duration("window", true, base.orElse(Duration.ofHours(1)));
    }

    private enum Order {
        UPWARD,
        DOWNWARD,
        NONE
    }

    private record Allowed(String what, Predicate<Double> test) {}

    private Allowed value(String side, double least, double most) {
        return new Allowed(
                "a number within the span, " + LimitWriter.number(least) + " to " + LimitWriter.number(most) + " "
                        + quantity.unit() + ", with room " + side,
                at -> side.equals("above") ? least <= at && at < most : least < at && at <= most);
    }

    private Allowed rate() {
        return new Allowed("a number of " + quantity.unit() + " per hour, more than zero", at -> at > 0);
    }

    /// The steps of one limit, mild to severe; empty when none is left, which is noted.
    private Optional<List<Step>> steps(Fields block, List<Step> base, Order order, Allowed allowed) {
        var steps = new ArrayList<Step>();
        boolean written = false;
        boolean broken = false;
        for (var severity : Severity.values()) {
            var name = severity.text();
            var inherited =
                    base.stream().filter(step -> step.severity() == severity).findFirst();
            if (block.isNone(name)) continue;
            var fields = block.block(name);
            written |= fields.isPresent();
            var step = fields.isPresent() ? step(fields.get(), severity, inherited, order, allowed) : inherited;
            broken |= fields.isPresent() && step.isEmpty();
            if (step.isEmpty()) continue;
            if (!allowed.test().test(step.get().at())) {
                if (fields.isPresent() && fields.get().has("at"))
                    fields.get().wrong("at", "must be " + allowed.what() + ".");
                else
                    block.wrong(
                            name,
                            "has its value " + LimitWriter.number(step.get().at()) + " from the kind, which must be "
                                    + allowed.what() + ".");
                broken = true;
                continue;
            }
            if (!steps.isEmpty() && outOfOrder(steps.getLast(), step.get(), order)) {
                fields.filter(f -> f.has("at"))
                        .ifPresentOrElse(
                                f -> f.wrong("at", order(steps.getLast(), step.get(), order)),
                                () -> block.wrong(name, order(steps.getLast(), step.get(), order)));
                broken = true;
                continue;
            }
            steps.add(step.get());
        }
        if (steps.isEmpty() && !broken)
            block.missing(
                    written || base.isEmpty() ? "low, medium, high or critical" : "a step",
                    "a limit needs at least one step; to do without the limit, write 'none' instead of it.");
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps);
    }

    private static boolean outOfOrder(Step milder, Step worse, Order order) {
        return switch (order) {
            case UPWARD -> worse.at() < milder.at();
            case DOWNWARD -> worse.at() > milder.at();
            case NONE -> false;
        };
    }

    private static String order(Step milder, Step worse, Order order) {
        return worse.severity().text() + " at " + LimitWriter.number(worse.at()) + " must not be "
                + (order == Order.UPWARD ? "below " : "above ")
                + milder.severity().text() + " at " + LimitWriter.number(milder.at()) + ".";
    }

    private Optional<Step> step(Fields fields, Severity severity, Optional<Step> base, Order order, Allowed allowed) {
        var at = Optional.of(Limit.Open.HALF_OPEN);
        double deadband = 0;
        if (order != Order.NONE) {
            if (base.isEmpty() && !fields.has("at")) fields.missing("at", "must be " + allowed.what() + ".");
            at = fields.number("at", allowed.what()).or(() -> base.map(Step::at));
            deadband = fields.size(
                    "deadband", at.orElse(0.0), base.map(Step::deadband).orElse(0.0));
        }
        var onDelay = fields.duration("on-delay", false, base.map(Step::onDelay).orElse(Duration.ZERO));
        var offDelay =
                fields.duration("off-delay", false, base.map(Step::offDelay).orElse(Duration.ZERO));
        var basis = fields.text("basis").or(() -> base.map(Step::basis));
        var value = at;
        boolean changed = base.isEmpty() || !base.map(Step::at).equals(value);
        if (changed && !fields.has("basis"))
            fields.missing("basis", "say where this number comes from: a standard, a measurement, an order.");
        fields.finish();
        double band = deadband;
        return value.map(number -> new Step(severity, number, band, onDelay, offDelay, basis.orElse("")));
    }
}

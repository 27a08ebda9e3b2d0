package dev.velocity.sensor;

import java.util.List;
import java.util.Optional;

/// Reads what a kind or a sensor says of itself, laid over what it starts from.
final class KindReader {
    private KindReader() {}

    /// `base` with everything `fields` changes; the caller finishes the fields.
    static Kind read(Fields fields, Kind base) {
        var quantity = base.quantity();
        var title = fields.text("name", base.title());
        var inherited = new double[] {base.spanLeast(), base.spanMost()};
        var span = fields.range("span").orElse(inherited);
        if (!(quantity.admits(span[0]) && quantity.admits(span[1]) && span[0] < span[1])) {
            fields.wrong(
                    "span",
                    "must be two rising numbers within what nature allows for " + quantity.text() + ", "
                            + LimitWriter.number(quantity.least()) + " to " + LimitWriter.number(quantity.most()) + " "
                            + quantity.unit() + ".");
            span = inherited;
        }
        var normal = fields.range("normal").orElse(new double[] {base.normalLeast(), base.normalMost()});
        if (!(span[0] <= normal[0] && normal[0] <= normal[1] && normal[1] <= span[1])) {
            fields.wrong(
                    fields.has("normal") ? "normal" : "span",
                    "the normal band " + range(normal) + " must rise and lie within the span " + range(span) + ".");
            normal = span;
        }
        var period = fields.duration("period", false, base.period());
        var reorder = fields.duration("reorder", false, base.reorder());
        var owner = fields.oneOf("owner", Choices.ROLES, base.owner());
        var informed = fields.listOf("informed", Choices.ROLES, base.informed());
        double least = span[0];
        double most = span[1];
        var limits = fields.block("limits")
                .map(block -> new LimitReader(block, base.limits(), quantity, least, most).read())
                .orElse(base.limits());
        check(fields, limits, span, period.isZero());
        return new Kind(
                base.name(),
                title,
                quantity,
                span[0],
                span[1],
                normal[0],
                normal[1],
                period,
                reorder,
                owner,
                informed,
                limits,
                base.guidance());
    }

    private static String range(double[] range) {
        return "[" + LimitWriter.number(range[0]) + ", " + LimitWriter.number(range[1]) + "]";
    }

    /// What holds between limits, or between limits and the rest.
    private static void check(Fields fields, List<Limit> limits, double[] span, boolean eventsOnly) {
        Optional<Step> mildestHigh = Optional.empty();
        Optional<Step> mildestLow = Optional.empty();
        for (var limit : limits)
            switch (limit) {
                case Limit.High high -> {
                    mildestHigh = Optional.of(high.steps().getFirst());
                    for (var step : high.steps()) {
                        if (step.at() - step.deadband() < span[0] || step.at() >= span[1])
                            outsideSpan(fields, "high", step, span);
                    }
                }
                case Limit.Low low -> {
                    mildestLow = Optional.of(low.steps().getFirst());
                    for (var step : low.steps()) {
                        if (step.at() + step.deadband() > span[1] || step.at() <= span[0])
                            outsideSpan(fields, "low", step, span);
                    }
                }
                case Limit.Stale _ -> {
                    if (eventsOnly)
                        fields.wrong(
                                fields.has("limits") ? "limits" : "period",
                                "a sensor that reports only changes (period 0 s) cannot be stale: write 'stale: none' in its limits.");
                }
                case Limit.Rising _,
                        Limit.Falling _,
                        Limit.AboveBackground _,
                        Limit.Open _,
                        Limit.Flat _,
                        Limit.OutOfRange _,
                        Limit.Late _ -> {}
            }
        if (mildestHigh.isPresent()
                && mildestLow.isPresent()
                && mildestLow.get().at() >= mildestHigh.get().at())
            fields.wrong(
                    "limits",
                    "low at " + LimitWriter.number(mildestLow.get().at()) + " must be below high at "
                            + LimitWriter.number(mildestHigh.get().at()) + ".");
    }

    private static void outsideSpan(Fields fields, String limit, Step step, double[] span) {
        fields.wrong(
                fields.has("limits") ? "limits" : "span",
                limit + " " + step.severity().text() + " at " + LimitWriter.number(step.at()) + " with its deadband "
                        + LimitWriter.number(step.deadband()) + " can never call and return within the span "
                        + range(span) + ".");
    }
}

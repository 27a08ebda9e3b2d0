package dev.velocity.incident;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Flood;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes the figures of one role out of what was recorded. Pure.
final class Measuring {
    static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FLEETING = Duration.ofSeconds(10);
    private static final int BUSY_TEN_MINUTES = 10;
    private static final int BUSY_HOUR = 30;
    private static final int TOP = 10;

    private final Role role;
    private final Period period;
    private final List<AlertChanged> calls;
    private final Map<Long, List<AlertChanged>> histories;
    private final Set<Long> unauthorised;

    /// @param histories everything that happened to the alerts that may matter, each oldest first: those of the role
    /// that
    ///     called in the period or in the month before it, and those that are present
    /// @param unauthorised numbers of silences made by somebody who may not
    Measuring(Role role, Period period, Collection<List<AlertChanged>> histories, Set<Long> unauthorised) {
        this.unauthorised = Set.copyOf(unauthorised);
        this.role = role;
        this.period = period;
        this.histories = new LinkedHashMap<>();
        // What came later must not change the figures of a period that is over.
        for (var whole : histories) {
            var history = whole.stream()
                    .filter(event -> event.recorded().isBefore(period.to()))
                    .toList();
            if (!history.isEmpty())
                this.histories.put(history.getFirst().alert().id(), history);
        }
        calls = this.histories.values().stream()
                .flatMap(List::stream)
                .filter(AlertChanged::called)
                .filter(call -> call.alert().role() == role && period.holds(call.recorded()))
                .sorted(Comparator.comparingLong(AlertChanged::seq))
                .toList();
    }

    KpiReport report() {
        var figures = Stream.of(Measure.values()).map(this::figure).toList();
        return new KpiReport(role, period, calls.size(), figures, rating(), answers());
    }

    private KpiReport.Figure figure(Measure measure) {
        return switch (measure) {
            case PER_DAY -> figure(measure, per(DAY), calls);
            case PER_HOUR -> figure(measure, per(HOUR), calls);
            case PER_TEN_MINUTES -> figure(measure, per(TEN_MINUTES), calls);
            case BUSY_HOURS -> busy(measure, HOUR, BUSY_HOUR);
            case BUSY_TEN_MINUTES -> busy(measure, TEN_MINUTES, BUSY_TEN_MINUTES);
            case PEAK -> peak();
            case FLOOD -> flood();
            case TOP_TEN -> topTen();
            case CHATTERING -> {
                var rows =
                        calls.stream().filter(call -> call.alert().chattering()).toList();
                yield figure(measure, byCondition(rows).size(), rows);
            }
            case FLEETING -> {
                var rows = calls.stream().filter(this::fleeting).toList();
                yield figure(measure, rows.size(), rows);
            }
            case STALE -> stale();
            case LOW -> share(measure, Severity.LOW);
            case MEDIUM -> share(measure, Severity.MEDIUM);
            case HIGH -> share(measure, Severity.HIGH);
            case CRITICAL -> share(measure, Severity.CRITICAL);
            case UNAUTHORISED -> {
                var rows = histories.values().stream()
                        .flatMap(List::stream)
                        .filter(event -> event.alert().role() == role && period.holds(event.recorded()))
                        .filter(this::unauthorised)
                        .toList();
                yield figure(measure, rows.size(), rows);
            }
        };
    }

    private static KpiReport.Figure figure(Measure measure, double value, List<AlertChanged> rows) {
        return new KpiReport.Figure(measure, value, rows);
    }

    private double per(Duration length) {
        return calls.size() * (double) length.toMillis() / period.length().toMillis();
    }

    /// How many calls each part of the period holds, those without any too.
    private int[] counts(Duration length) {
        var counts = new int[period.parts(length)];
        for (var call : calls) counts[period.part(call.recorded(), length)]++;
        return counts;
    }

    private KpiReport.Figure busy(Measure measure, Duration length, int above) {
        var counts = counts(length);
        double busy = Arrays.stream(counts).filter(count -> count > above).count();
        return figure(
                measure,
                busy / counts.length,
                calls.stream()
                        .filter(call -> counts[period.part(call.recorded(), length)] > above)
                        .toList());
    }

    private KpiReport.Figure peak() {
        var counts = counts(TEN_MINUTES);
        int most = Arrays.stream(counts).max().orElse(0);
        int where = IntStream.range(0, counts.length)
                .filter(part -> counts[part] == most)
                .findFirst()
                .orElse(0);
        return figure(
                Measure.PEAK,
                most,
                calls.stream()
                        .filter(call -> period.part(call.recorded(), TEN_MINUTES) == where)
                        .toList());
    }

    private KpiReport.Figure flood() {
        var spans = Flood.spans(calls.stream().map(AlertChanged::recorded).toList(), period.to());
        var length = spans.stream().map(Flood.Span::length).reduce(Duration.ZERO, Duration::plus);
        return figure(
                Measure.FLOOD,
                (double) length.toMillis() / period.length().toMillis(),
                calls.stream()
                        .filter(call -> spans.stream().anyMatch(span -> span.holds(call.recorded())))
                        .toList());
    }

    private KpiReport.Figure topTen() {
        var conditions = byCondition(calls);
        // Where no more than ten called, their share says nothing.
        if (conditions.size() <= TOP) return figure(Measure.TOP_TEN, Double.NaN, calls);
        var top = conditions.values().stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .limit(TOP)
                .flatMap(List::stream)
                .toList();
        return figure(Measure.TOP_TEN, part(top.size()), top);
    }

    private KpiReport.Figure share(Measure measure, Severity severity) {
        var rows = calls.stream()
                .filter(call -> call.alert().severity() == severity)
                .toList();
        return figure(measure, part(rows.size()), rows);
    }

    /// Not a number where nothing called.
    private double part(int count) {
        return calls.isEmpty() ? Double.NaN : (double) count / calls.size();
    }

    private static Map<String, List<AlertChanged>> byCondition(List<AlertChanged> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        call -> call.alert().sensor().text() + "/"
                                + call.alert().rule(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private boolean fleeting(AlertChanged call) {
        return comes(call)
                && after(call, event -> event.alert().present().isEmpty())
                        .filter(gone -> Duration.between(call.at(), gone.at()).compareTo(FLEETING) <= 0)
                        .isPresent();
    }

    private static boolean comes(AlertChanged event) {
        return event.kind() == EventKind.RAISED || event.kind() == EventKind.RECURRED;
    }

    private Optional<AlertChanged> after(AlertChanged event, Predicate<AlertChanged> wanted) {
        var history = histories.getOrDefault(event.alert().id(), List.of());
        // An alert that chatters has thousands of events, each of which asks what followed it.
        for (int i = behind(history, event.seq()); i < history.size(); i++)
            if (wanted.test(history.get(i))) return Optional.of(history.get(i));
        return Optional.empty();
    }

    /// Place of the first event with a greater number.
    private static int behind(List<AlertChanged> history, long seq) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.get(middle).seq() <= seq) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// A condition is stale from its 25th hour on until it goes.
    private KpiReport.Figure stale() {
        var days = new int[period.parts(DAY)];
        var rows = new ArrayList<AlertChanged>();
        for (var history : histories.values())
            for (var event : history) {
                if (!comes(event) || event.alert().role() != role) continue;
                var from = event.recorded().plus(DAY);
                var to = after(event, later -> later.alert().present().isEmpty())
                        .map(AlertChanged::recorded)
                        .orElse(period.to());
                var begins = from.isBefore(period.from()) ? period.from() : from;
                var ends = to.isBefore(period.to()) ? to : period.to();
                if (!begins.isBefore(ends)) continue;
                rows.add(event);
                for (int day = period.part(begins, DAY); day <= period.part(ends.minusNanos(1), DAY); day++)
                    days[day]++;
            }
        return figure(Measure.STALE, Arrays.stream(days).max().orElse(0), rows);
    }

    private boolean unauthorised(AlertChanged event) {
        // What a silence does later it does in the server's name; who made it is what counts.
        boolean silenced =
                event.kind() == EventKind.SILENCED || !event.hiddenBy().isEmpty();
        if (silenced
                && event.alert()
                        .covers()
                        .silence()
                        .filter(unauthorised::contains)
                        .isPresent()) return true;
        var action = switch (event.kind()) {
            case SHELVED -> Optional.of(Action.SHELVE);
            case OUT_OF_SERVICE -> Optional.of(Action.TAKE_OUT_OF_SERVICE);
            default -> Optional.<Action>empty();
        };
        return action.filter(needed -> Stream.of(Role.values())
                        .filter(one -> one.text().equals(event.actor().role()))
                        .noneMatch(one -> Permissions.allows(one, needed)))
                .isPresent();
    }

    private KpiReport.Rating rating() {
        double mean = per(TEN_MINUTES);
        var counts = counts(TEN_MINUTES);
        int peak = Arrays.stream(counts).max().orElse(0);
        double busy = (double) Arrays.stream(counts)
                        .filter(count -> count > BUSY_TEN_MINUTES)
                        .count()
                / counts.length;
        if (mean > 100 || peak > 1_000 || busy > 0.50) return KpiReport.Rating.OVERLOADED;
        if (mean > 10 || busy > 0.25) return KpiReport.Rating.REACTIVE;
        if (peak > 100 || busy > 0.05) return KpiReport.Rating.STABLE;
        if (mean >= 1 || peak >= 10 || busy >= 0.01) return KpiReport.Rating.ROBUST;
        return KpiReport.Rating.PREDICTIVE;
    }

    private List<KpiReport.Answer> answers() {
        return Stream.of(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> {
                    var own = calls.stream()
                            .filter(call -> call.alert().severity() == severity)
                            .toList();
                    var taken = times(own, alert -> alert.triage() != Triage.NEW);
                    var over = times(own, alert -> alert.triage() == Triage.RESOLVED);
                    return new KpiReport.Answer(
                            severity,
                            own.size(),
                            quantile(taken, 0.5),
                            quantile(taken, 0.95),
                            quantile(over, 0.5),
                            quantile(over, 0.95));
                })
                .toList();
    }

    /// From each call to the first moment the alert stands so, shortest first.
    private List<Duration> times(List<AlertChanged> own, Predicate<Alert> stands) {
        return own.stream()
                .flatMap(call -> after(call, event -> stands.test(event.alert()))
                        .map(event -> between(call.recorded(), event.recorded()))
                        .stream())
                .sorted()
                .toList();
    }

    private static Duration between(Instant from, Instant to) {
        var length = Duration.between(from, to);
        return length.isNegative() ? Duration.ZERO : length;
    }

    /// The smallest that at least that part of them does not exceed (nearest rank).
    private static Optional<Duration> quantile(List<Duration> sorted, double part) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((int) Math.ceil(part * sorted.size()) - 1));
    }
}

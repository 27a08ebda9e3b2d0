package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.incident.Heat;
import dev.velocity.incident.Heatmap.Cell;
import dev.velocity.incident.Heatmap.Mean;
import dev.velocity.incident.IncidentQuery;
import dev.velocity.incident.Selection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the address of a timeline asks for. Its query is the whole state of the page, so that a link to it shows the
/// same to somebody else.
///
/// @param first first date shown
/// @param last last date shown, inclusive
/// @param heat what the colours tell
/// @param week whether hours stand by weekday, and not by date
/// @param queue only this queue; without one, all that concern the viewer
/// @param zone only this zone
/// @param from beginning of the hours chosen by date; empty when none are
/// @param to their end
/// @param weekdays chosen in the layout by weekday
/// @param hours chosen with them
record TimelineAsked(
        LocalDate first,
        LocalDate last,
        Heat heat,
        boolean week,
        Optional<Role> queue,
        Optional<String> zone,
        Optional<Instant> from,
        Optional<Instant> to,
        Set<DayOfWeek> weekdays,
        Set<Integer> hours) {
    static final int DAYS = 14;
    private static final int MOST_INCIDENTS = 200;

    /// @param said the values of the address
    /// @param today what "until today" means
    /// @throws IllegalArgumentException naming the part and what it may be
    static TimelineAsked read(Map<String, String> said, LocalDate today) {
        int days = number(said, "days", DAYS, 1, 90);
        var last = say(said, "last").map(text -> date("last", text)).orElse(today);
        var first = say(said, "first").map(text -> date("first", text)).orElse(last.minusDays(days - 1L));
        var from = say(said, "from").map(text -> instant("from", text));
        var to = say(said, "to").map(text -> instant("to", text));
        if (from.isPresent() != to.isPresent()
                || (from.isPresent() && !from.get().isBefore(to.orElseThrow())))
            throw new IllegalArgumentException("hours are chosen with from and to, from being earlier");
        return new TimelineAsked(
                first,
                last,
                say(said, "heat").map(Heat::of).orElse(Heat.CALLS),
                say(said, "layout").filter("week"::equals).isPresent(),
                say(said, "role").map(TimelineAsked::role),
                say(said, "zone"),
                from,
                to,
                weekdays(say(said, "weekdays").orElse("")),
                hours(say(said, "hours").orElse("")));
    }

    /// Whether hours are chosen, and not everything is shown.
    boolean chosen() {
        return from.isPresent() || !weekdays.isEmpty() || !hours.isEmpty();
    }

    /// What lists below the hours are of.
    Selection selection(Role viewer, ZoneId timeZone) {
        return new Selection(
                viewer,
                from.orElseGet(() -> first.atStartOfDay(timeZone).toInstant()),
                to.orElseGet(() -> last.plusDays(1).atStartOfDay(timeZone).toInstant()),
                weekdays,
                hours,
                queue,
                zone);
    }

    /// The incidents of the same; weekdays and hours are not among what incidents are asked by.
    IncidentQuery incidents(Role viewer, ZoneId timeZone) {
        var selection = selection(viewer, timeZone);
        return new IncidentQuery(
                viewer, selection.from(), selection.to(), zone, Optional.empty(), queue, Set.of(), MOST_INCIDENTS);
    }

    boolean holds(Cell cell, DayOfWeek day) {
        return chosen()
                && from.filter(begin -> cell.from().isBefore(begin)).isEmpty()
                && to.filter(end -> cell.to().isAfter(end)).isEmpty()
                && holds(day, cell.hour());
    }

    boolean holds(Mean cell) {
        return chosen() && from.isEmpty() && holds(cell.day(), cell.hour());
    }

    private boolean holds(DayOfWeek day, int hour) {
        return (weekdays.isEmpty() || weekdays.contains(day)) && (hours.isEmpty() || hours.contains(hour));
    }

    TimelineAsked of(Heat to) {
        return new TimelineAsked(first, last, to, week, queue, zone, from, this.to, weekdays, hours);
    }

    TimelineAsked byWeek(boolean on) {
        return new TimelineAsked(
                first, last, heat, on, queue, zone, Optional.empty(), Optional.empty(), Set.of(), Set.of());
    }

    TimelineAsked choosing(Cell cell) {
        return new TimelineAsked(
                first,
                last,
                heat,
                week,
                queue,
                zone,
                Optional.of(cell.from()),
                Optional.of(cell.to()),
                Set.of(),
                Set.of());
    }

    TimelineAsked choosing(Mean cell) {
        return new TimelineAsked(
                first,
                last,
                heat,
                week,
                queue,
                zone,
                Optional.empty(),
                Optional.empty(),
                EnumSet.of(cell.day()),
                Set.of(cell.hour()));
    }

    TimelineAsked choosingNothing() {
        return byWeek(week);
    }

    /// The whole page's address.
    String address() {
        return "/timeline?" + query();
    }

    String query() {
        var parts = new StringBuilder();
        add(parts, "first", first.toString());
        add(parts, "last", last.toString());
        add(parts, "heat", heat.text());
        if (week) add(parts, "layout", "week");
        queue.ifPresent(one -> add(parts, "role", one.text()));
        zone.ifPresent(one -> add(parts, "zone", one));
        from.ifPresent(at -> add(parts, "from", at.toString()));
        to.ifPresent(at -> add(parts, "to", at.toString()));
        if (!weekdays.isEmpty())
            add(
                    parts,
                    "weekdays",
                    weekdays.stream().sorted().map(TimelineAsked::word).collect(Collectors.joining(",")));
        if (!hours.isEmpty())
            add(
                    parts,
                    "hours",
                    new TreeSet<>(hours).stream().map(String::valueOf).collect(Collectors.joining(",")));
        return parts.toString();
    }

    static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static void add(StringBuilder parts, String name, String value) {
        parts.append(parts.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static Optional<String> say(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static int number(Map<String, String> said, String name, int otherwise, int least, int most) {
        var text = say(said, name);
        if (text.isEmpty()) return otherwise;
        if (!text.get().matches("\\d{1,4}"))
            throw new IllegalArgumentException(name + " is a number, not " + text.get());
        int number = Integer.parseInt(text.get());
        if (number < least || number > most)
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + number);
        return number;
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no role"));
    }

    private static Set<DayOfWeek> weekdays(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var one : text.split(",", -1))
            if (!one.isBlank())
                days.add(Arrays.stream(DayOfWeek.values())
                        .filter(day -> word(day).equals(one))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + one + "' is no weekday")));
        return days;
    }

    private static Set<Integer> hours(String text) {
        var hours = new TreeSet<Integer>();
        for (var one : text.split(",", -1)) {
            if (one.isBlank()) continue;
            if (!one.matches("\\d|1\\d|2[0-3]")) throw new IllegalArgumentException("an hour is 0 to 23, not " + one);
            hours.add(Integer.parseInt(one));
        }
        return hours;
    }

    private static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is a date as 2026-03-01, not " + text, e);
        }
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is an instant as 2026-03-01T14:00:00Z, not " + text, e);
        }
    }
}

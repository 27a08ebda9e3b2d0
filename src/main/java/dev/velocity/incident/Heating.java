package dev.velocity.incident;

import dev.velocity.alert.Flood;
import dev.velocity.platform.Micros;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;

/// Makes a heatmap of calls and episodes. Pure.
///
/// Everything is first counted by ten minutes of the wall clock, the unit in which floods and load are measured, and
/// then added up to hours. Every offset from UTC in use is a multiple of five minutes and every change of one a
/// multiple of ten, so tens of minutes that begin at midnight stay tens of minutes of the wall clock over any such
/// change.
final class Heating {
    static final long BUCKET_SECONDS = 600;
    private static final long MICROS = 1_000_000;
    private static final double MICROS_A_MINUTE = 60e6;

    private final LocalDate first;
    private final LocalDate last;
    private final ZoneId zone;
    private final long begin;
    private final long end;
    private final int[] calls;
    private final int[] weighted;
    /// Microseconds of each ten minutes.
    private final long[] alarm;
    private final long[] flood;
    private final boolean[] known;

    private Heating(LocalDate first, LocalDate last, ZoneId zone) {
        this.first = first;
        this.last = last;
        this.zone = zone;
        begin = first.atStartOfDay(zone).toEpochSecond();
        end = last.plusDays(1).atStartOfDay(zone).toEpochSecond();
        int buckets = Math.toIntExact((end - begin) / BUCKET_SECONDS);
        calls = new int[buckets];
        weighted = new int[buckets];
        alarm = new long[buckets];
        flood = new long[buckets];
        known = new boolean[buckets];
    }

    /// @param calls those to count, in any order; of other days none
    /// @param episodes those to count, in any order
    /// @param listened when the server listened
    /// @param now what is there now ends here
    static Heatmap of(
            LocalDate first,
            LocalDate last,
            ZoneId zone,
            List<Call> calls,
            List<Episode> episodes,
            List<Span> listened,
            Instant now) {
        var heating = new Heating(first, last, zone);
        heating.count(calls);
        heating.spread(union(episodes, now), heating.alarm);
        var times = calls.stream().map(Call::at).sorted().toList();
        heating.spread(
                Flood.spans(times, now).stream()
                        .map(flood -> new Span(flood.from(), flood.to()))
                        .toList(),
                heating.flood);
        for (var span : listened) heating.know(span);
        return heating.map();
    }

    private void count(List<Call> counted) {
        for (var call : counted) {
            int bucket = bucket(call.at().getEpochSecond());
            if (bucket < 0 || bucket >= calls.length) continue;
            calls[bucket]++;
            // Who called was listened to.
            known[bucket] = true;
            weighted[bucket] += Heat.weight(call.severity());
        }
    }

    /// Gives each ten minutes the part of the spans that lies in them.
    private void spread(List<Span> spans, long[] micros) {
        for (var span : spans) {
            long from = Math.max(begin * MICROS, Micros.of(span.from()));
            long to = Math.min(end * MICROS, Micros.of(span.to()));
            while (from < to) {
                int bucket = bucket(Math.floorDiv(from, MICROS));
                long edge = Math.min(to, (begin + (bucket + 1) * BUCKET_SECONDS) * MICROS);
                micros[bucket] += edge - from;
                from = edge;
            }
        }
    }

    private void know(Span span) {
        long from = Math.max(begin, span.from().getEpochSecond());
        // To the last full second: a span that ends on an edge says nothing of what follows it.
        long to = Math.min(end, span.to().getEpochSecond());
        if (from > to || from >= end) return;
        Arrays.fill(known, bucket(from), Math.min(known.length, bucket(Math.max(from, to - 1)) + 1), true);
    }

    private Heatmap map() {
        var days = new ArrayList<Heatmap.Day>();
        var week = new EnumMap<DayOfWeek, Heatmap.Held[]>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            var hours = new Heatmap.Held[24];
            Arrays.fill(hours, Heatmap.Held.NOTHING);
            week.put(day, hours);
        }
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            var cells = hours(date);
            days.add(new Heatmap.Day(date, cells));
            var row = week.getOrDefault(date.getDayOfWeek(), new Heatmap.Held[0]);
            for (var cell : cells)
                // What nobody knows must not thin out the mean.
                if (cell.held().known()) row[cell.hour()] = row[cell.hour()].plus(cell.held());
        }
        var weekdays = new ArrayList<Heatmap.Weekday>();
        week.forEach((day, hours) -> {
            var cells = new ArrayList<Heatmap.Mean>();
            for (int hour = 0; hour < hours.length; hour++) cells.add(new Heatmap.Mean(day, hour, hours[hour]));
            weekdays.add(new Heatmap.Weekday(day, cells));
        });
        return new Heatmap(first, last, zone, days, weekdays);
    }

    private List<Heatmap.Cell> hours(LocalDate date) {
        long midnight = date.plusDays(1).atStartOfDay(zone).toEpochSecond();
        var cells = new ArrayList<Heatmap.Cell>();
        for (long at = date.atStartOfDay(zone).toEpochSecond(); at < midnight; ) {
            var local = Instant.ofEpochSecond(at).atZone(zone);
            long next = at;
            var held = Heatmap.Held.NOTHING;
            // As long as the clock shows this hour with this offset.
            for (; next < midnight; next += BUCKET_SECONDS) {
                var there = Instant.ofEpochSecond(next).atZone(zone);
                if (there.getHour() != local.getHour() || !there.getOffset().equals(local.getOffset())) break;
                held = held.plus(held(bucket(next)));
            }
            cells.add(new Heatmap.Cell(
                    Instant.ofEpochSecond(at), Instant.ofEpochSecond(next), local.getHour(), local.getOffset(), held));
            at = next;
        }
        return cells;
    }

    private Heatmap.Held held(int bucket) {
        return new Heatmap.Held(
                known[bucket] ? (int) (BUCKET_SECONDS / 60) : 0,
                calls[bucket],
                weighted[bucket],
                alarm[bucket] / MICROS_A_MINUTE,
                flood[bucket] / MICROS_A_MINUTE);
    }

    private int bucket(long second) {
        return Math.toIntExact(Math.floorDiv(second - begin, BUCKET_SECONDS));
    }

    /// The time in which at least one was there, no part of it twice.
    static List<Span> union(List<Episode> episodes, Instant now) {
        var joined = new ArrayList<Span>();
        var from = Instant.MIN;
        var to = Instant.MIN;
        for (var episode :
                episodes.stream().sorted(Comparator.comparing(Episode::from)).toList()) {
            var end = episode.to().orElse(now);
            if (!episode.from().isBefore(end)) continue;
            if (to.isBefore(episode.from())) {
                if (from.isBefore(to)) joined.add(new Span(from, to));
                from = episode.from();
                to = end;
            } else if (to.isBefore(end)) to = end;
        }
        if (from.isBefore(to)) joined.add(new Span(from, to));
        return joined;
    }
}

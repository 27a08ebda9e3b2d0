package dev.velocity.incident;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// Load by hour: how often alerts called, how long conditions were there, by the wall clocks of the site.
///
/// A day on which clocks are put forward has 23 cells and one on which they are put back has 25, two of them with the
/// same hour and another offset.
///
/// @param first first date
/// @param last last date, inclusive
/// @param zone whose wall clocks
/// @param days a row for each date, each with its hours in order
/// @param week seven rows, Monday first, each with 24 cells: the same hours of all dates together
public record Heatmap(LocalDate first, LocalDate last, ZoneId zone, List<Day> days, List<Weekday> week) {
    public Heatmap {
        days = List.copyOf(days);
        week = List.copyOf(week);
    }

    public record Day(LocalDate date, List<Cell> cells) {
        public Day {
            cells = List.copyOf(cells);
        }
    }

    public record Weekday(DayOfWeek day, List<Mean> cells) {
        public Weekday {
            cells = List.copyOf(cells);
        }
    }

    /// What an hour, or several together, held.
    ///
    /// @param minutes of which the server listened, in tens
    /// @param calls how often alerts called
    /// @param weighted the same by severity
    /// @param alarmMinutes in which at least one condition was there
    /// @param floodMinutes in which more called than anybody can answer
    public record Held(int minutes, int calls, int weighted, double alarmMinutes, double floodMinutes) {
        public static final Held NOTHING = new Held(0, 0, 0, 0, 0);

        public Held plus(Held other) {
            return new Held(
                    minutes + other.minutes,
                    calls + other.calls,
                    weighted + other.weighted,
                    alarmMinutes + other.alarmMinutes,
                    floodMinutes + other.floodMinutes);
        }

        public boolean known() {
            return minutes > 0;
        }

        public double of(Heat heat) {
            return switch (heat) {
                case CALLS -> calls;
                case WEIGHTED -> weighted;
                case ALARM_MINUTES -> alarmMinutes;
                case FLOOD_MINUTES -> floodMinutes;
            };
        }
    }

    /// One hour of one date.
    ///
    /// @param from when it begins
    /// @param to when it ends
    /// @param hour 0 to 23, as the wall clock shows it
    /// @param offset from UTC, which tells the two hours of the same name apart
    public record Cell(Instant from, Instant to, int hour, ZoneOffset offset, Held held) {
        /// The number to show; whatever it is when [#band] says that nobody knows.
        public double value(Heat heat) {
            return held.of(heat);
        }

        public LoadBand band(Heat heat) {
            return held.known() ? LoadBand.of(value(heat)) : LoadBand.NO_DATA;
        }
    }

    /// One hour of one weekday, over all dates: what is shown is the mean of an hour in which the server listened.
    public record Mean(DayOfWeek day, int hour, Held held) {
        public double value(Heat heat) {
            return held.known() ? held.of(heat) * 60 / held.minutes() : 0;
        }

        public LoadBand band(Heat heat) {
            return held.known() ? LoadBand.of(value(heat)) : LoadBand.NO_DATA;
        }
    }
}

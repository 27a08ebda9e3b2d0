package dev.velocity.console;

import java.util.List;
import java.util.Optional;

/// A what-if as the page shows it, in words.
///
/// @param state `waiting`, `running`, `done`, `cancelled` or `failed`
/// @param ahead how many run before it
/// @param percent how much is done
/// @param rows what is counted, side by side; none before it is done
/// @param bars the same by the hour; empty before it is done
/// @param differences the first of them
/// @param differing how many there are
/// @param moot the first things people did that would not have applied
/// @param mooted how many there are
/// @param exact whether the rules of today tell what was recorded
public record WhatIfView(
        long id,
        Moment from,
        Moment to,
        String by,
        String state,
        int ahead,
        int percent,
        long readings,
        List<Row> rows,
        Optional<Bars> bars,
        List<Line> differences,
        long differing,
        List<Moot> moot,
        long mooted,
        boolean exact,
        String hash) {
    public WhatIfView {
        rows = List.copyOf(rows);
        differences = List.copyOf(differences);
        moot = List.copyOf(moot);
    }

    public boolean under() {
        return state.equals("waiting") || state.equals("running");
    }

    /// @param word key of what is counted
    /// @param wasPart length of its bar, 0 to 100, of the longer of the two
    public record Row(String word, String was, String wouldBe, double wasPart, double wouldBePart) {
        static Row of(Wording wording, String word, double was, double wouldBe) {
            double most = Math.max(was, wouldBe);
            return new Row(word, wording.digits(was), wording.digits(wouldBe), part(was, most), part(wouldBe, most));
        }

        static Row of(Wording wording, String word, long was, long wouldBe) {
            return of(wording, word, (double) was, (double) wouldBe);
        }

        public boolean differs() {
            return !was.equals(wouldBe);
        }

        private static double part(double value, double most) {
            return most > 0 ? Math.round(1_000 * value / most) / 10.0 : 0;
        }
    }

    /// What came, as two rows of bars over the same parts of the window.
    ///
    /// @param title what is counted, and how long a part is
    /// @param spoken the same for who does not see it
    /// @param parts every part of the window, in order
    /// @param shown those in which something was or would have been
    public record Bars(String title, String spoken, Moment from, Moment to, List<Part> parts, List<Part> shown) {
        public Bars {
            parts = List.copyOf(parts);
            shown = List.copyOf(shown);
        }
    }

    /// @param was height of its bar, 0 to 100, of the highest of all
    /// @param address where that part is played again
    public record Part(
            Moment at,
            String address,
            double was,
            double wouldBe,
            long fired,
            long wouldFire,
            long calls,
            long wouldCall,
            boolean differs) {}

    /// @param address where that moment is played again
    public record Line(Moment at, String condition, Happened was, Happened wouldBe, String address) {}

    /// @param turn key of its word; empty for nothing
    public record Happened(String turn, String severity, Moment at, String hiddenBy) {
        static final Happened NOTHING = new Happened("", "", Moment.NONE, "");
    }

    public record Moot(Moment at, String who, String did, String condition, String because) {}

    /// One row of the form.
    public record Field(int number, String rule, String at, String deadband, String on, String off, boolean without) {}
}

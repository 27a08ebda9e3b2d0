package dev.velocity.rule;

import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// One limit of one sensor, compiled: how its state moves with each reading and each timer.
///
/// A track has no fields that change. Its state is `width()` cells of the sensor's one `long[]`, beginning at
/// `base`, so that a state is copied, compared and stored as plain numbers; doubles are kept as their bits. Cell 0
/// is the verdict: 0 for nothing, else the severity's rank. Instants are epoch microseconds. All cells 0 is the
/// state of a sensor never heard of.
abstract sealed class Track {
    static final long NEVER = Long.MAX_VALUE;
    static final int VERDICT = 0;

    /// Told of each change of verdict, in event order.
    interface Emit {
        void verdict(Track track, long at, long verdict, double value);
    }

    final Limit limit;

    private Track(Limit limit) {
        this.limit = limit;
    }

    abstract int width();

    /// Takes the reading `value` at `at`; timers due before `at` have fired already. What [#due] says afterwards:
    /// asking once more for every reading took a tenth of the writer's time.
    abstract long reading(long[] cells, int base, long at, double value, Emit emit);

    /// Whether it ever waits for an instant: only then [#due] is worth asking.
    boolean timed() {
        return false;
    }

    /// The instant of the next timer, or [#NEVER].
    long due(long[] cells, int base) {
        return NEVER;
    }

    /// Fires the timers that are due at `at`, the instant [#due] named; `value` is the last one heard.
    void fire(long[] cells, int base, long at, double value, Emit emit) {}

    /// Makes the state say `verdict`, as when an alert is open that the state does not know of.
    void assume(long[] cells, int base, long verdict) {
        cells[base + VERDICT] = verdict;
    }

    static Track of(Sensor sensor, Limit limit) {
        return switch (limit) {
            case Limit.High high -> new Levels(limit, high.steps(), true, Signal.mean(high.mean()));
            case Limit.Low low -> new Levels(limit, low.steps(), false, Signal.mean(low.mean()));
            case Limit.Open open -> new Levels(limit, open.steps(), true, Signal.VALUE);
            case Limit.Rising rising -> new Levels(limit, rising.steps(), true, new Signal.Slope(rising.window(), 1));
            case Limit.Falling falling ->
                new Levels(limit, falling.steps(), true, new Signal.Slope(falling.window(), -1));
            case Limit.AboveBackground above ->
                new Levels(
                        limit, List.of(above.step()), true, new Signal.OverBackground(above.window(), above.floor()));
            case Limit.Stale stale -> new Silence(stale, micros(sensor.period()) * stale.periods());
            case Limit.Flat flat -> new Sameness(flat);
            case Limit.OutOfRange outOfRange -> new Outside(outOfRange, sensor.spanLeast(), sensor.spanMost());
            case Limit.Late late -> new Lateness(late);
        };
    }

    static long micros(Duration length) {
        return length.toNanos() / 1_000;
    }

    static long code(Severity severity) {
        return severity.rank();
    }

    final void say(long[] cells, int base, long at, long verdict, double value, Emit emit) {
        if (cells[base + VERDICT] == verdict) return;
        cells[base + VERDICT] = verdict;
        emit.verdict(this, at, verdict, value);
    }

    /// Steps of severity over a signal, each with deadband and delays. Per step two cells: where it stands, and since
    /// when it waits.
    static final class Levels extends Track {
        private static final long OFF = 0;
        private static final long RISING = 1;
        private static final long ON = 2;
        private static final long FALLING = 3;
        private static final int STEPS = 1;
        private final Signal signal;
        private final boolean upward;
        private final double[] beyond;
        private final double[] back;
        private final long[] onDelay;
        private final long[] offDelay;
        private final long[] verdicts;

        Levels(Limit limit, List<Step> steps, boolean upward, Signal signal) {
            super(limit);
            this.signal = signal;
            this.upward = upward;
            beyond = steps.stream().mapToDouble(Step::at).toArray();
            back = steps.stream()
                    .mapToDouble(step -> upward ? step.at() - step.deadband() : step.at() + step.deadband())
                    .toArray();
            if (limit instanceof Limit.Open) {
                // A contact is 1 or 0: open is above one half, and the step's value says nothing.
                Arrays.fill(beyond, 0.5);
                Arrays.fill(back, 0.5);
            }
            onDelay = steps.stream().mapToLong(step -> micros(step.onDelay())).toArray();
            offDelay = steps.stream().mapToLong(step -> micros(step.offDelay())).toArray();
            verdicts = steps.stream().mapToLong(step -> code(step.severity())).toArray();
        }

        @Override
        int width() {
            return STEPS + 2 * beyond.length + signal.width();
        }

        @Override
        long reading(long[] cells, int base, long at, double value, Emit emit) {
            double x = signal.take(cells, base + STEPS + 2 * beyond.length, at, value);
            if (Double.isNaN(x)) return due(cells, base);
            long next = NEVER;
            long worst = 0;
            for (int i = 0; i < beyond.length; i++) {
                int place = base + STEPS + 2 * i;
                boolean isBeyond = upward ? x > beyond[i] : x < beyond[i];
                boolean isBack = upward ? x <= back[i] : x >= back[i];
                long stands = cells[place];
                if (stands == OFF || stands == RISING) {
                    if (!isBeyond) cells[place] = OFF;
                    else if (stands == OFF) start(cells, place, RISING, at);
                    if (cells[place] == RISING && at - cells[place + 1] >= onDelay[i]) cells[place] = ON;
                } else {
                    if (!isBack) cells[place] = ON;
                    else if (stands == ON) start(cells, place, FALLING, at);
                    if (cells[place] == FALLING && at - cells[place + 1] >= offDelay[i]) cells[place] = OFF;
                }
                long stood = cells[place];
                if (stood == OFF) continue;
                if (stood >= ON) worst = Math.max(worst, verdicts[i]);
                next = Math.min(next, due(cells, place, i));
            }
            say(cells, base, at, worst, value, emit);
            return next;
        }

        @Override
        boolean timed() {
            return true;
        }

        @Override
        long due(long[] cells, int base) {
            long next = NEVER;
            for (int i = 0; i < beyond.length; i++) next = Math.min(next, due(cells, base + STEPS + 2 * i, i));
            return next;
        }

        private long due(long[] cells, int place, int i) {
            if (cells[place] == RISING) return cells[place + 1] + onDelay[i];
            return cells[place] == FALLING ? cells[place + 1] + offDelay[i] : NEVER;
        }

        @Override
        void fire(long[] cells, int base, long at, double value, Emit emit) {
            for (int i = 0; i < beyond.length; i++) {
                int place = base + STEPS + 2 * i;
                if (cells[place] == RISING && cells[place + 1] + onDelay[i] <= at) cells[place] = ON;
                else if (cells[place] == FALLING && cells[place + 1] + offDelay[i] <= at) cells[place] = OFF;
            }
            say(cells, base, at, worst(cells, base), value, emit);
        }

        @Override
        void assume(long[] cells, int base, long verdict) {
            super.assume(cells, base, verdict);
            for (int i = 0; i < beyond.length; i++) cells[base + STEPS + 2 * i] = verdicts[i] <= verdict ? ON : OFF;
        }

        private static void start(long[] cells, int place, long state, long at) {
            cells[place] = state;
            cells[place + 1] = at;
        }

        private long worst(long[] cells, int base) {
            long worst = 0;
            for (int i = 0; i < beyond.length; i++)
                if (cells[base + STEPS + 2 * i] >= ON) worst = Math.max(worst, verdicts[i]);
            return worst;
        }
    }

    /// No reading for too long. One cell: until when there is patience, 0 when the sensor was never expected.
    /// A sensor that reports only changes (period 0) is never silent.
    static final class Silence extends Track {
        private static final int UNTIL = 1;
        private final long patience;
        private final long verdict;

        Silence(Limit.Stale stale, long patience) {
            super(stale);
            this.patience = patience;
            verdict = code(stale.severity());
        }

        @Override
        int width() {
            return 2;
        }

        @Override
        long reading(long[] cells, int base, long at, double value, Emit emit) {
            expect(cells, base, at);
            say(cells, base, at, 0, value, emit);
            return due(cells, base);
        }

        /// Starts waiting at `at`, unless it waits for longer already.
        void expect(long[] cells, int base, long at) {
            cells[base + UNTIL] = Math.max(cells[base + UNTIL], patience == 0 ? NEVER : at + patience);
        }

        boolean expects(long[] cells, int base) {
            return cells[base + UNTIL] != 0;
        }

        @Override
        boolean timed() {
            return true;
        }

        @Override
        long due(long[] cells, int base) {
            return cells[base + VERDICT] == 0 && expects(cells, base) ? cells[base + UNTIL] : NEVER;
        }

        @Override
        void fire(long[] cells, int base, long at, double value, Emit emit) {
            say(cells, base, at, verdict, value, emit);
        }
    }

    /// The same value to the last bit for too long. Two cells: the value, and since when plus 1 (0 for none yet).
    static final class Sameness extends Track {
        private static final int VALUE = 1;
        private static final int SINCE = 2;
        private final long after;
        private final long verdict;

        Sameness(Limit.Flat flat) {
            super(flat);
            after = micros(flat.after());
            verdict = code(flat.severity());
        }

        @Override
        int width() {
            return 3;
        }

        @Override
        long reading(long[] cells, int base, long at, double value, Emit emit) {
            long bits = Double.doubleToLongBits(value);
            if (cells[base + SINCE] == 0 || cells[base + VALUE] != bits) {
                cells[base + VALUE] = bits;
                cells[base + SINCE] = at + 1;
                say(cells, base, at, 0, value, emit);
            } else if (at + 1 - cells[base + SINCE] > after) {
                say(cells, base, at, verdict, value, emit);
            }
            return NEVER;
        }
    }

    /// Outside what the instrument can measure.
    static final class Outside extends Track {
        private final double least;
        private final double most;
        private final long verdict;

        Outside(Limit.OutOfRange outOfRange, double least, double most) {
            super(outOfRange);
            this.least = least;
            this.most = most;
            verdict = code(outOfRange.severity());
        }

        @Override
        int width() {
            return 1;
        }

        @Override
        long reading(long[] cells, int base, long at, double value, Emit emit) {
            say(cells, base, at, least <= value && value <= most ? 0 : verdict, value, emit);
            return NEVER;
        }
    }

    /// Readings too late to be judged in order. Judged by arrival and not by event time, so it stands outside the
    /// reorder window. One cell: readings in order still to come before it lets go.
    static final class Lateness extends Track {
        private static final int TO_COME = 1;
        private static final int IN_ORDER_TO_CLEAR = 10;
        private final long verdict;

        Lateness(Limit.Late late) {
            super(late);
            verdict = code(late.severity());
        }

        @Override
        int width() {
            return 2;
        }

        @Override
        long reading(long[] cells, int base, long at, double value, Emit emit) {
            if (cells[base + TO_COME] > 0 && --cells[base + TO_COME] == 0) say(cells, base, at, 0, value, emit);
            return NEVER;
        }

        void late(long[] cells, int base, long at, double value, Emit emit) {
            cells[base + TO_COME] = IN_ORDER_TO_CLEAR;
            say(cells, base, at, verdict, value, emit);
        }

        @Override
        void assume(long[] cells, int base, long verdict) {
            super.assume(cells, base, verdict);
            cells[base + TO_COME] = verdict == 0 ? 0 : IN_ORDER_TO_CLEAR;
        }
    }
}

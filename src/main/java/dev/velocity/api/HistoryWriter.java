package dev.velocity.api;

import dev.velocity.history.Bucket;
import dev.velocity.history.Run;
import dev.velocity.history.Series;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What is told of the past of several sensors, one after the other. The forms are described in the OpenAPI document.
abstract sealed class HistoryWriter {
    final Output out;

    private HistoryWriter(Output out) {
        this.out = out;
    }

    /// How an answer is written.
    enum Form {
        JSON("application/json"),
        CSV("text/csv;charset=UTF-8"),
        BINARY("application/octet-stream");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        /// @param series how many will be written
        HistoryWriter on(Output out, int series) {
            return switch (this) {
                case JSON -> new Json(out);
                case CSV -> new Csv(out);
                case BINARY -> new Binary(out, series);
            };
        }
    }

    /// All the readings of a span.
    ///
    /// @param truncated whether older ones are left out
    /// @param late places of those that came too late to be judged
    /// @param outside places of those beyond what the instrument can measure
    /// @param gaps places of those before which the sensor was silent for longer than it may be
    @SuppressWarnings("ArrayRecordComponent") // made for one answer
    record Readings(
            Sensor sensor,
            Instant from,
            Instant to,
            Run run,
            boolean truncated,
            int[] late,
            int[] outside,
            int[] gaps) {
        static Readings of(Sensor sensor, Instant from, Instant to, Run run, boolean truncated) {
            var late = IntStream.builder();
            var outside = IntStream.builder();
            var gaps = IntStream.builder();
            long silent = dev.velocity.history.Readings.longestSilence(sensor).toNanos() / 1_000;
            if (silent == 0) silent = Long.MAX_VALUE;
            long before = run.size() > 0 ? run.at(0) : 0;
            for (int i = 0; i < run.size(); i++) {
                long at = run.at(i);
                double value = run.value(i);
                if (at - before > silent) gaps.add(i);
                if (value < sensor.spanLeast() || value > sensor.spanMost()) outside.add(i);
                if (run.late(i)) late.add(i);
                before = at;
            }
            return new Readings(
                    sensor,
                    from,
                    to,
                    run,
                    truncated,
                    late.build().toArray(),
                    outside.build().toArray(),
                    gaps.build().toArray());
        }
    }

    /// Places of the points of which something is so.
    private static int[] places(List<Bucket> all, Predicate<Bucket> is) {
        return IntStream.range(0, all.size()).filter(i -> is.test(all.get(i))).toArray();
    }

    private static int[] late(List<Bucket> all) {
        return places(all, bucket -> bucket.late() > 0);
    }

    private static int[] outside(List<Bucket> all) {
        return places(all, bucket -> bucket.quality() == Quality.OUT_OF_RANGE);
    }

    private static int[] gaps(List<Bucket> all) {
        return places(all, Bucket::gap);
    }

    void begin() throws IOException {}

    abstract void write(Readings readings) throws IOException;

    abstract void write(Sensor sensor, Series series) throws IOException;

    void end() throws IOException {}

    /// Columns, for charts: `{"series":[{"sensor":…,"at":[…],"value":[…],…},…]}`.
    private static final class Json extends HistoryWriter {
        private boolean first = true;

        Json(Output out) {
            super(out);
        }

        @Override
        void begin() throws IOException {
            out.text("{\"series\":[");
        }

        @Override
        void write(Readings readings) throws IOException {
            head(readings.sensor, Micros.of(readings.from), Micros.of(readings.to), Duration.ZERO);
            out.text(readings.truncated ? ",\"truncated\":true" : ",\"truncated\":false");
            var run = readings.run;
            int n = run.size();
            open("at");
            for (int i = 0; i < n; i++) comma(i).millis(run.at(i));
            close("value");
            for (int i = 0; i < n; i++) comma(i).number(run.value(i));
            out.symbol(']');
            places("late", readings.late);
            places("outOfRange", readings.outside);
            places("gaps", readings.gaps);
            out.symbol('}');
        }

        @Override
        void write(Sensor sensor, Series series) throws IOException {
            head(sensor, Micros.of(series.from()), Micros.of(series.to()), series.width());
            out.text(",\"truncated\":false");
            var all = series.buckets();
            int n = all.size();
            open("at");
            for (int i = 0; i < n; i++) comma(i).millis(Micros.of(all.get(i).at()));
            if (series.width().isZero()) column("value", all, Bucket::last);
            else {
                close("count");
                for (int i = 0; i < n; i++) comma(i).number((long) all.get(i).count());
                column("least", all, Bucket::least);
                column("mean", all, Bucket::mean);
                column("most", all, Bucket::most);
                column("last", all, Bucket::last);
            }
            out.symbol(']');
            places("late", late(all));
            places("outOfRange", outside(all));
            places("gaps", gaps(all));
            out.symbol('}');
        }

        @Override
        void end() throws IOException {
            out.text("]}");
        }

        private void head(Sensor sensor, long from, long to, Duration width) throws IOException {
            if (!first) out.symbol(',');
            first = false;
            // Ids, units and instants have no character that JSON would have quoted otherwise.
            out.text("{\"sensor\":\"").text(sensor.id().text());
            out.text("\",\"unit\":\"").text(sensor.quantity().unit());
            out.text("\",\"from\":\"").instant(from).text("\",\"to\":\"").instant(to);
            out.text("\",\"width\":").number(width.toNanos() / 1e9);
        }

        private void column(String name, List<Bucket> all, ToDoubleFunction<Bucket> value) throws IOException {
            close(name);
            for (int i = 0; i < all.size(); i++) comma(i).number(value.applyAsDouble(all.get(i)));
        }

        private void places(String name, int[] places) throws IOException {
            open(name);
            for (int i = 0; i < places.length; i++) comma(i).number((long) places[i]);
            out.symbol(']');
        }

        private Output comma(int i) throws IOException {
            return i == 0 ? out : out.symbol(',');
        }

        private void open(String name) throws IOException {
            out.text(",\"").text(name).text("\":[");
        }

        private void close(String name) throws IOException {
            out.symbol(']');
            open(name);
        }
    }

    /// One line for each reading or bucket, with the sensor in front; both kinds have the same columns.
    private static final class Csv extends HistoryWriter {
        Csv(Output out) {
            super(out);
        }

        @Override
        void begin() throws IOException {
            out.text("sensor,unit,at,seconds,count,late,least,mean,most,last,quality,gap\r\n");
        }

        @Override
        void write(Readings readings) throws IOException {
            var run = readings.run;
            var head = readings.sensor.id().text() + ","
                    + readings.sensor.quantity().unit() + ",";
            int outside = 0;
            int gap = 0;
            for (int i = 0; i < run.size(); i++) {
                out.text(head).instant(run.at(i)).text(",0,1,").symbol(run.late(i) ? '1' : '0');
                for (int same = 0; same < 4; same++) out.symbol(',').number(run.value(i));
                boolean isOutside = outside < readings.outside.length && readings.outside[outside] == i;
                boolean isGap = gap < readings.gaps.length && readings.gaps[gap] == i;
                if (isOutside) outside++;
                if (isGap) gap++;
                var quality = isOutside ? Quality.OUT_OF_RANGE : run.late(i) ? Quality.LATE : Quality.GOOD;
                end(quality.text(), isGap);
            }
        }

        @Override
        void write(Sensor sensor, Series series) throws IOException {
            var head = sensor.id().text() + "," + sensor.quantity().unit() + ",";
            for (var bucket : series.buckets()) {
                out.text(head)
                        .instant(Micros.of(bucket.at()))
                        .symbol(',')
                        .number(series.width().toNanos() / 1e9);
                out.symbol(',').number((long) bucket.count()).symbol(',').number((long) bucket.late());
                out.symbol(',').number(bucket.least()).symbol(',').number(bucket.mean());
                out.symbol(',').number(bucket.most()).symbol(',').number(bucket.last());
                end(bucket.quality().text(), bucket.gap());
            }
        }

        private void end(String quality, boolean gap) throws IOException {
            out.symbol(',').text(quality).text(gap ? ",1\r\n" : ",0\r\n");
        }
    }

    /// Columns a browser takes into arrays of numbers at once; little-endian, each at a multiple of eight bytes.
    private static final class Binary extends HistoryWriter {
        private static final int EVEN = 0;
        private static final int OFFSETS = 1;
        private static final int INSTANTS = 2;
        private static final long LONGEST_OFFSET = 1_000L * ((1L << 32) - 1);
        private final int series;

        Binary(Output out, int series) {
            super(out);
            this.series = series;
        }

        @Override
        void begin() throws IOException {
            out.text("VEL1").raw(series);
        }

        @Override
        void write(Readings readings) throws IOException {
            int n = readings.run.size();
            head(readings.sensor, readings.from, readings.to, Duration.ZERO, n);
            times(Micros.of(readings.from), readings.run.instants(), n);
            out.column(readings.run.values(), n);
            places(readings.late, readings.outside, readings.gaps);
        }

        @Override
        void write(Sensor sensor, Series series) throws IOException {
            var all = series.buckets();
            int n = all.size();
            head(sensor, series.from(), series.to(), series.width(), n);
            times(
                    Micros.of(series.from()),
                    all.stream().mapToLong(bucket -> Micros.of(bucket.at())).toArray(),
                    n);
            if (!series.width().isZero()) {
                column(all, Bucket::least);
                column(all, Bucket::mean);
                column(all, Bucket::most);
            }
            column(all, Bucket::last);
            if (!series.width().isZero()) column(all, Bucket::count);
            places(late(all), outside(all), gaps(all));
        }

        private void head(Sensor sensor, Instant from, Instant to, Duration width, int n) throws IOException {
            var name = sensor.id().text().getBytes(StandardCharsets.UTF_8);
            out.raw(n).raw(name.length).text(sensor.id().text()).fill();
            out.raw(Micros.of(from) / 1e3).raw(Micros.of(to) / 1e3).raw(width.toNanos() / 1e9);
        }

        /// In the shortest form that holds them all. Fractions of milliseconds are doubles of their own, for sums of
        /// them would be rounded.
        private void times(long from, long[] at, int n) throws IOException {
            long step = n > 1 ? at[1] - at[0] : 0;
            boolean even = n == 0 || (step % 1_000 == 0 && at[0] % 1_000 == 0);
            for (int i = 0; i < n && even; i++) even = at[i] == at[0] + i * step;
            var offsets = even ? Optional.<int[]>empty() : offsets(from, at, n);
            out.raw(even ? EVEN : offsets.isPresent() ? OFFSETS : INSTANTS).fill();
            if (even) out.raw(n > 0 ? at[0] / 1e3 : 0).raw(step / 1e3);
            else if (offsets.isPresent()) out.raw(offsets.get(), n);
            else for (int i = 0; i < n; i++) out.raw(at[i] / 1e3);
            out.fill();
        }

        /// Milliseconds since `from`, when all are whole and fit.
        private static Optional<int[]> offsets(long from, long[] at, int n) {
            if (from % 1_000 != 0 || at[0] < from || at[n - 1] - from > LONGEST_OFFSET) return Optional.empty();
            var offsets = new int[n];
            for (int i = 0; i < n; i++) {
                long millis = (at[i] - from) / 1_000;
                if (millis * 1_000 != at[i] - from) return Optional.empty();
                offsets[i] = (int) millis;
            }
            return Optional.of(offsets);
        }

        private void column(List<Bucket> all, ToDoubleFunction<Bucket> value) throws IOException {
            out.column(all.stream().mapToDouble(value).toArray(), all.size());
        }

        private void places(int[]... lists) throws IOException {
            for (var places : lists) {
                out.raw(places.length);
                for (int place : places) out.raw(place);
            }
            out.fill();
        }
    }
}

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
import java.util.function.ToDoubleFunction;

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
    /// @param silent for how long the sensor may be silent, in microseconds; 0 when it may for ever
    /// @param truncated whether older ones are left out
    record Readings(Sensor sensor, Instant from, Instant to, Run run, long silent, boolean truncated) {
        static Readings of(Sensor sensor, Instant from, Instant to, Run run, boolean truncated) {
            Duration silent = dev.velocity.history.Readings.longestSilence(sensor);
            return new Readings(sensor, from, to, run, silent.toNanos() / 1_000, truncated);
        }

        boolean gap(int i) {
            return i > 0 && silent > 0 && run.at(i) - run.at(i - 1) > silent;
        }

        boolean outside(int i) {
            return run.value(i) < sensor.spanLeast() || run.value(i) > sensor.spanMost();
        }

        String quality(int i) {
            return (outside(i) ? Quality.OUT_OF_RANGE : run.late(i) ? Quality.LATE : Quality.GOOD).text();
        }
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
            places("late", n, run::late);
            places("outOfRange", n, readings::outside);
            places("gaps", n, readings::gap);
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
            places("late", n, i -> all.get(i).late() > 0);
            places("outOfRange", n, i -> all.get(i).quality() == Quality.OUT_OF_RANGE);
            places("gaps", n, i -> all.get(i).gap());
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

        /// Where something is so: few places in a long list.
        private void places(String name, int n, java.util.function.IntPredicate is) throws IOException {
            open(name);
            boolean none = true;
            for (int i = 0; i < n; i++) {
                if (!is.test(i)) continue;
                if (!none) out.symbol(',');
                none = false;
                out.number((long) i);
            }
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
            for (int i = 0; i < run.size(); i++) {
                out.text(head).instant(run.at(i)).text(",0,1,").symbol(run.late(i) ? '1' : '0');
                for (int same = 0; same < 4; same++) out.symbol(',').number(run.value(i));
                end(readings.quality(i), readings.gap(i));
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

    /// Columns of doubles a browser takes as they are; little-endian, each column at a multiple of eight bytes.
    private static final class Binary extends HistoryWriter {
        private static final int LATE = 1;
        private static final int OUT_OF_RANGE = 2;
        private static final int GAP = 4;
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
            var run = readings.run;
            int n = run.size();
            head(readings.sensor, readings.from, readings.to, Duration.ZERO, n);
            out.raw(run);
            for (int i = 0; i < n; i++) marks(run.late(i), readings.outside(i), readings.gap(i));
            out.fill();
        }

        @Override
        void write(Sensor sensor, Series series) throws IOException {
            var all = series.buckets();
            head(sensor, series.from(), series.to(), series.width(), all.size());
            for (var bucket : all) out.raw(Micros.of(bucket.at()) / 1e3);
            if (series.width().isZero()) {
                for (var bucket : all) out.raw(bucket.last());
            } else {
                for (var bucket : all) out.raw(bucket.least());
                for (var bucket : all) out.raw(bucket.mean());
                for (var bucket : all) out.raw(bucket.most());
                for (var bucket : all) out.raw(bucket.last());
                for (var bucket : all) out.raw((double) bucket.count());
            }
            for (var bucket : all) marks(bucket.late() > 0, bucket.quality() == Quality.OUT_OF_RANGE, bucket.gap());
            out.fill();
        }

        private void head(Sensor sensor, Instant from, Instant to, Duration width, int n) throws IOException {
            var name = sensor.id().text().getBytes(StandardCharsets.UTF_8);
            out.raw(n).raw(name.length).text(sensor.id().text()).fill();
            out.raw(Micros.of(from) / 1e3).raw(Micros.of(to) / 1e3).raw(width.toNanos() / 1e9);
        }

        private void marks(boolean late, boolean outOfRange, boolean gap) throws IOException {
            out.raw((byte) ((late ? LATE : 0) | (outOfRange ? OUT_OF_RANGE : 0) | (gap ? GAP : 0)));
        }
    }
}

package dev.velocity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.velocity.history.Bucket;
import dev.velocity.history.Past;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryRoutesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String SPAN = "&from=" + Past.BEGIN + "&to=" + Past.BEGIN.plus(Duration.ofHours(1));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private Past past;
    private MockMvc routes;

    @BeforeEach
    void fill() {
        past = new Past(directory, SECOND, Duration.ofSeconds(10));
        var samples = new ArrayList<Past.Sample>();
        for (int i = 0; i < 3_600; i++)
            if (i < 1_000 || i >= 1_300) samples.add(sample(0, i, 400 + i % 13 / 10.0, i == 50));
        samples.add(sample(1, 5, 12_000, false));
        samples.add(new Past.Sample(1, Past.BEGIN.plusNanos(7_000_123_000L), 1.25, false));
        past.keep(samples);
        routes = MockMvcBuilders.standaloneSetup(
                        new HistoryRoutes(past.catalogue, past.readings(), () -> Past.BEGIN.plusSeconds(3_600)))
                .setControllerAdvice(new Failures())
                .build();
    }

    @AfterEach
    void close() {
        past.close();
    }

    @Test
    void readingsComeInColumns() throws Exception {
        var answer = json(ask("/api/v1/history?sensor=s0&sensor=s1" + SPAN)).get("series");
        var one = answer.get(0);
        assertThat(one.get("sensor").asString()).isEqualTo("s0");
        assertThat(one.get("unit").asString()).isEqualTo("[ppm]");
        assertThat(one.get("width").asDouble()).isZero();
        assertThat(one.get("truncated").asBoolean()).isFalse();
        assertThat(one.get("at").size()).isEqualTo(3_300);
        assertThat(one.get("value").size()).isEqualTo(3_300);
        assertThat(one.get("at").get(1).asLong())
                .isEqualTo(Past.BEGIN.plusSeconds(1).toEpochMilli());
        assertThat(one.get("value").get(7).asDouble()).isEqualTo(400.7);
        assertThat(numbers(one.get("late"))).containsExactly(50.0);
        assertThat(numbers(one.get("gaps"))).containsExactly(1_000.0);
        var other = answer.get(1);
        assertThat(numbers(other.get("outOfRange"))).containsExactly(0.0);
        assertThat(other.get("at").get(1).decimalValue()).isEqualByComparingTo("1772323207000.123");
    }

    @Test
    void withPointsTheBucketsAreThoseOfTheSeries() throws Exception {
        var one = json(ask("/api/v1/history?sensor=s0&points=100" + SPAN))
                .get("series")
                .get(0);
        var buckets = past.readings()
                .series(Past.id(0), Past.BEGIN, Past.BEGIN.plus(Duration.ofHours(1)), 100)
                .buckets();
        assertThat(one.get("width").asDouble()).isEqualTo(60);
        assertColumn(one, "least", buckets, Bucket::least);
        assertColumn(one, "mean", buckets, Bucket::mean);
        assertColumn(one, "most", buckets, Bucket::most);
        assertColumn(one, "last", buckets, Bucket::last);
        assertColumn(one, "count", buckets, bucket -> (double) bucket.count());
        assertColumn(one, "at", buckets, bucket -> (double) bucket.at().toEpochMilli());
        assertThat(numbers(one.get("late"))).containsExactly(0.0);
        assertThat(numbers(one.get("gaps"))).hasSize(1);
    }

    @Test
    void theBinaryFormHoldsTheSameColumns() throws Exception {
        var in = new Binary(ask("/api/v1/history?sensor=s0&sensor=s1&points=100&format=binary" + SPAN)
                .getContentAsByteArray());
        assertThat(in.text(4)).isEqualTo("VEL1");
        assertThat(in.number()).isEqualTo(2);
        var series = past.readings().series(Past.id(0), Past.BEGIN, Past.BEGIN.plus(Duration.ofHours(1)), 100);
        var buckets = series.buckets();
        int n = in.number();
        assertThat(n).isEqualTo(buckets.size());
        assertThat(in.text(in.number())).isEqualTo("s0");
        in.fill();
        assertThat(in.real()).isEqualTo((double) series.from().toEpochMilli());
        assertThat(in.real()).isEqualTo((double) series.to().toEpochMilli());
        assertThat(in.real()).isEqualTo(60);
        assertThat(in.times(n, (double) series.from().toEpochMilli()))
                .isEqualTo(buckets.stream()
                        .map(bucket -> (double) bucket.at().toEpochMilli())
                        .toList());
        assertThat(in.column(n)).isEqualTo(buckets.stream().map(Bucket::least).toList());
        assertThat(in.column(n)).isEqualTo(buckets.stream().map(Bucket::mean).toList());
        assertThat(in.column(n)).isEqualTo(buckets.stream().map(Bucket::most).toList());
        assertThat(in.column(n)).isEqualTo(buckets.stream().map(Bucket::last).toList());
        assertThat(in.column(n))
                .isEqualTo(
                        buckets.stream().map(bucket -> (double) bucket.count()).toList());
        assertThat(in.places()).containsExactly(0);
        assertThat(in.places()).isEmpty();
        assertThat(in.places()).hasSize(1);
        in.fill();
        // Two readings are fewer than a hundred points: instants of their own, and one column of values.
        assertThat(in.number()).isEqualTo(2);
        assertThat(in.text(in.number())).isEqualTo("s1");
        in.fill();
        in.real();
        in.real();
        assertThat(in.real()).isZero();
        assertThat(in.times(2, 0)).containsExactly(1_772_323_205_000.0, 1_772_323_207_000.123);
        assertThat(in.column(2)).containsExactly(12_000.0, 1.25);
        assertThat(in.places()).isEmpty();
        assertThat(in.places()).containsExactly(0);
        assertThat(in.places()).isEmpty();
        in.fill();
        assertThat(in.left()).isZero();
    }

    @Test
    void aDayOfSecondsTakesFourBytesEach() throws Exception {
        var samples = new ArrayList<Past.Sample>();
        for (int i = 10_000; i < 20_000; i++) samples.add(sample(0, i, 400 + i % 13 / 10.0, false));
        past.keep(samples);
        var bytes = ask("/api/v1/history?sensor=s0&format=binary&from=" + Past.BEGIN.plusSeconds(10_000) + "&to="
                        + Past.BEGIN.plusSeconds(20_000))
                .getContentAsByteArray();
        assertThat(bytes).hasSizeBetween(40_000, 40_120);
        var odd = new ArrayList<Past.Sample>();
        for (int i = 0; i < 100; i++)
            odd.add(new Past.Sample(0, Past.BEGIN.plusSeconds(30_000 + i).plusMillis(i * i % 7), Math.sqrt(i), false));
        past.keep(odd);
        var in = new Binary(ask("/api/v1/history?sensor=s0&format=binary&from=" + Past.BEGIN.plusSeconds(30_000)
                        + "&to=" + Past.BEGIN.plusSeconds(31_000))
                .getContentAsByteArray());
        in.text(8);
        assertThat(in.number()).isEqualTo(100);
        in.text(in.number());
        in.fill();
        in.text(24);
        assertThat(in.times(100, (double) Past.BEGIN.plusSeconds(30_000).toEpochMilli()))
                .isEqualTo(odd.stream()
                        .map(one -> (double) one.at().toEpochMilli())
                        .toList());
        assertThat(in.column(100))
                .isEqualTo(odd.stream().map(Past.Sample::value).toList());
    }

    @Test
    void aLineOfCsvForEachReadingOrBucket() throws Exception {
        var lines = ask("/api/v1/history?sensor=s1&format=csv" + SPAN)
                .getContentAsString()
                .lines()
                .toList();
        assertThat(lines)
                .containsExactly(
                        "sensor,unit,at,seconds,count,late,least,mean,most,last,quality,gap",
                        "s1,[ppm],2026-03-01T00:00:05Z,0,1,0,12000,12000,12000,12000,out-of-range,0",
                        "s1,[ppm],2026-03-01T00:00:07.000123Z,0,1,0,1.25,1.25,1.25,1.25,good,0");
        assertThat(ask("/api/v1/history?sensor=s0&points=60&format=csv" + SPAN)
                        .getContentAsString()
                        .lines()
                        .skip(1))
                .hasSize(56)
                .first()
                .asString()
                .startsWith("s0,[ppm],2026-03-01T00:00:00Z,60,60,1,400,");
    }

    @Test
    void whoHasTheAnswerIsToldThatNothingHasChangedUntilSomethingHas() throws Exception {
        var address = "/api/v1/history?sensor=s0&sensor=s1&points=50" + SPAN;
        var tag = ask(address).getHeader(HttpHeaders.ETAG);
        assertThat(ask(address, tag).getStatus()).isEqualTo(304);
        past.keep(List.of(sample(0, 100_000_000, 1, false)));
        assertThat(ask(address, tag).getStatus()).isEqualTo(304);
        past.keep(List.of(new Past.Sample(1, Past.BEGIN.plusSeconds(900), 2, true)));
        var changed = ask(address, tag);
        assertThat(changed.getStatus()).isEqualTo(200);
        assertThat(changed.getHeader(HttpHeaders.ETAG)).isNotEqualTo(tag);
        past.pack();
        var packed = ask(address, changed.getHeader(HttpHeaders.ETAG));
        assertThat(packed.getContentAsString()).isEqualTo(changed.getContentAsString());
        assertThat(ask(address, packed.getHeader(HttpHeaders.ETAG)).getStatus()).isEqualTo(304);
        assertThat(ask(address + "&format=csv", packed.getHeader(HttpHeaders.ETAG))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void oneSensorsReadingsAreObjectsAndItsBucketsToo() throws Exception {
        var answer = json(ask("/api/v1/sensors/s1/readings?" + SPAN.substring(1)));
        assertThat(answer.get("readings").get(1).toString())
                .isEqualTo("{\"at\":\"2026-03-01T00:00:07.000123Z\",\"value\":1.25,\"late\":false}");
        assertThat(answer.get("to").asString()).isEqualTo("2026-03-01T01:00:00Z");
        var buckets = json(ask("/api/v1/sensors/s0/readings?points=60" + SPAN));
        assertThat(buckets.get("width").asDouble()).isEqualTo(60);
        assertThat(buckets.get("buckets").size()).isEqualTo(56);
        assertThat(buckets.get("buckets").get(0).get("late").asInt()).isOne();
        assertThat(buckets.get("buckets").get(0).get("quality").asString()).isEqualTo("late");
    }

    @Test
    void whatCannotBeToldIsRefusedInWords() throws Exception {
        assertThat(ask("/api/v1/history?sensor=s0&sensor=nobody" + SPAN).getStatus())
                .isEqualTo(404);
        assertThat(ask("/api/v1/sensors/nobody/readings").getStatus()).isEqualTo(404);
        assertRefused("/api/v1/history?sensor=s0&points=1" + SPAN, "ask for 2 to 20000 points");
        assertRefused("/api/v1/history?sensor=s0&format=xml" + SPAN, "'xml' is none of [json, csv, binary]");
        assertRefused("/api/v1/history?sensor=s0&from=" + Past.BEGIN + "&to=" + Past.BEGIN, "from must be before to");
        assertRefused("/api/v1/history?sensor=s0&from=yesterday", "is no instant such as");
        assertRefused("/api/v1/history?sensor=s0" + "&sensor=s1".repeat(50) + SPAN, "at most 50 sensors");
    }

    /// Reads the binary form as its description says.
    private static final class Binary {
        private final ByteBuffer in;

        Binary(byte[] bytes) {
            in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        int number() {
            return in.getInt();
        }

        double real() {
            return in.getDouble();
        }

        String text(int length) {
            var bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        void fill() {
            while (in.position() % 8 != 0) assertThat(in.get()).isZero();
        }

        int left() {
            return in.remaining();
        }

        List<Double> times(int n, double from) {
            int form = number();
            fill();
            var times = new ArrayList<Double>();
            double first = form == 0 ? real() : from;
            double step = form == 0 ? real() : 0;
            for (int i = 0; i < n; i++)
                times.add(
                        switch (form) {
                            case 0 -> first + i * step;
                            case 1 -> first + Integer.toUnsignedLong(number());
                            default -> real();
                        });
            fill();
            return times;
        }

        List<Double> column(int n) {
            int form = number();
            fill();
            var column = new ArrayList<Double>();
            for (int i = 0; i < n; i++) column.add(form == 255 ? real() : number() / Math.pow(10, form));
            fill();
            return column;
        }

        List<Integer> places() {
            var places = new ArrayList<Integer>();
            for (int left = number(); left > 0; left--) places.add(number());
            return places;
        }
    }

    private void assertRefused(String address, String why) throws Exception {
        var answer = ask(address);
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains(why);
    }

    private MockHttpServletResponse ask(String address) throws Exception {
        return routes.perform(get(java.net.URI.create(address.replace("[", "%5B"))))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse ask(String address, @org.jspecify.annotations.Nullable String tag)
            throws Exception {
        return routes.perform(get(java.net.URI.create(address)).header(HttpHeaders.IF_NONE_MATCH, String.valueOf(tag)))
                .andReturn()
                .getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws UnsupportedEncodingException {
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString());
    }

    private static void assertColumn(
            JsonNode series, String name, List<Bucket> buckets, Function<Bucket, Double> value) {
        assertThat(numbers(series.get(name)))
                .as(name)
                .isEqualTo(buckets.stream().map(value).toList());
    }

    private static List<Double> numbers(JsonNode array) {
        var numbers = new ArrayList<Double>();
        for (var one : array) numbers.add(one.asDouble());
        return numbers;
    }

    private static Past.Sample sample(int sensor, int second, double value, boolean late) {
        return new Past.Sample(sensor, Past.BEGIN.plusSeconds(second), value, late);
    }
}

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
    void aBrowserTakesTheBinaryColumnsAsTheyAre() throws Exception {
        var bytes = ask("/api/v1/history?sensor=s0&sensor=s1&points=100&format=binary" + SPAN)
                .getContentAsByteArray();
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("VEL1");
        assertThat(in.getInt(4)).isEqualTo(2);
        int n = in.getInt(8);
        assertThat(in.getInt(12)).isEqualTo(2);
        assertThat(new String(bytes, 16, 2, StandardCharsets.US_ASCII)).isEqualTo("s0");
        var series = past.readings().series(Past.id(0), Past.BEGIN, Past.BEGIN.plus(Duration.ofHours(1)), 100);
        assertThat(n).isEqualTo(series.buckets().size());
        assertThat(in.getDouble(24)).isEqualTo((double) series.from().toEpochMilli());
        assertThat(in.getDouble(40)).isEqualTo(60);
        int columns = 48;
        for (int i = 0; i < n; i++) {
            var bucket = series.buckets().get(i);
            assertThat(in.getDouble(columns + 8 * i))
                    .isEqualTo((double) bucket.at().toEpochMilli());
            assertThat(in.getDouble(columns + 8 * (n + i))).isEqualTo(bucket.least());
            assertThat(in.getDouble(columns + 8 * (2 * n + i))).isEqualTo(bucket.mean());
            assertThat(in.getDouble(columns + 8 * (5 * n + i))).isEqualTo(bucket.count());
            assertThat(bytes[columns + 48 * n + i] & 4).isEqualTo(bucket.gap() ? 4 : 0);
        }
        int next = (columns + 49 * n + 7) / 8 * 8;
        assertThat(in.getInt(next)).isEqualTo(2);
        // Two readings are fewer than a hundred points: a column of instants and one of values.
        assertThat(in.getDouble(next + 16 + 24 + 2 * 8)).isEqualTo(12_000);
        assertThat(bytes[next + 16 + 24 + 4 * 8]).isEqualTo((byte) 2);
        assertThat(bytes).hasSize(next + 16 + 24 + 4 * 8 + 8);
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

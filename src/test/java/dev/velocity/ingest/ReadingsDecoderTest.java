package dev.velocity.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velocity.ingest.Refusal.Code;
import dev.velocity.sensor.Batch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsDecoderTest {
    private static final String AT = "\"at\":\"2026-03-01T11:59:00Z\"";
    private static final String GOOD = "{\"sensor\":\"hall-co2\"," + AT + ",\"value\":812.5}";
    private static final long AT_MICROS = Door.NOON.minusSeconds(60).getEpochSecond() * 1_000_000;
    private static final String WRONGS = "\"\\{}[]:,. -+0159eEnatsuv\u007f\t\n";
    private final ReadingsDecoder decoder = new ReadingsDecoder(Door.CATALOGUE);

    @Test
    void anArrayAndAnObjectHoldTheSameReadings() {
        for (var body : List.of(
                "[" + GOOD + "]",
                "{\"readings\":[" + GOOD + "]}",
                "{\"version\":2,\"readings\":[" + GOOD + "],\"more\":{\"a\":[1,{}]}}",
                " \n[\t" + GOOD + " ]\r\n")) {
            var decoded = decode(body);
            assertThat(decoded.refused()).as(body).isEmpty();
            assertThat(told(decoded.batch())).as(body).containsExactly("0: 0 at " + AT_MICROS + " is 812.5 #-1");
        }
    }

    /// Bodies as devices send them, and the same with something wrong somewhere: the short way and the library's take
    /// the
    /// same, to the last bit.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsReadStraightIsWhatTheLibraryReads(long seed) {
        var random = new Random(seed);
        int straight = 0;
        for (int i = 0; i < 20_000; i++) {
            var body = plain(random);
            if (Straight.read(
                    body, body.length, new Names(Door.CATALOGUE), new Intake(Door.CATALOGUE, _ -> true, AT_MICROS, 1)))
                straight++;
            ReadingsDecoderFuzz.look(body);
            for (int wrongs = random.nextInt(3); wrongs >= 0; wrongs--) {
                int place = random.nextInt(body.length);
                body[place] = (byte) WRONGS.charAt(random.nextInt(WRONGS.length()));
            }
            ReadingsDecoderFuzz.look(body);
            ReadingsDecoderFuzz.look(Arrays.copyOf(body, random.nextInt(body.length)));
        }
        assertThat(straight).isGreaterThan(15_000);
    }

    private static byte[] plain(Random random) {
        var blank = random.nextInt(3) == 0 ? " " : "";
        var items = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var members = new ArrayList<String>();
            members.add("\"sensor\":" + blank + "\""
                    + Door.CATALOGUE
                            .sensor(random.nextInt(Door.CATALOGUE.size()))
                            .id() + "\"");
            members.add("\"value\":" + blank + (random.nextInt(8) == 0 ? "-" : "")
                    + random.nextLong(1L << random.nextInt(1, 40))
                    + (random.nextBoolean() ? "." + random.nextInt(1 << random.nextInt(1, 20)) : ""));
            if (random.nextInt(4) > 0)
                members.add("\"at\":" + blank + "\"2026-03-01T1" + random.nextInt(2) + ":5" + random.nextInt(10) + ":0"
                        + random.nextInt(3) + (random.nextInt(3) == 0 ? ".25+01:00\"" : "Z\""));
            if (random.nextInt(3) == 0) members.add("\"sequence\":" + blank + random.nextInt(1_000));
            if (random.nextInt(4) == 0) Collections.shuffle(members, random);
            items.add("{" + String.join("," + blank, members) + "}");
        }
        return ("[" + String.join("," + blank, items) + "]").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEmptyListIsNothingAndNotWrong() {
        for (var body : List.of("[]", "{\"readings\":[]}")) {
            assertThat(decode(body).batch().size()).isZero();
            assertThat(decode(body).refused()).isEmpty();
        }
    }

    @Test
    void everyMemberMayStandInAnyOrderAndOthersArePassedOver() {
        var decoded = decode("""
                [{"value":1,"unit":"ppm","sequence":7,"at":"2026-03-01T11:59:00Z","meta":{"a":[{"b":[]}]},"sensor":"hall-co2"},
                 {"value":2.0,"sequence":null,"at":null,"sensor":"hall-co2"},
                 {"value":3E2,"sensor":"hall-co2"}]""");
        assertThat(decoded.refused()).isEmpty();
        long now = Door.NOON.getEpochSecond() * 1_000_000;
        assertThat(told(decoded.batch()))
                .containsExactly(
                        "0: 0 at " + AT_MICROS + " is 1.0 #7",
                        "1: 0 at " + now + " is 2.0 #-1",
                        "2: 0 at " + now + " is 300.0 #-1");
    }

    static Stream<Arguments> refusedItems() {
        return Stream.of(
                        item(Code.MALFORMED, "{}"),
                        item(Code.MALFORMED, "null"),
                        item(Code.MALFORMED, "1"),
                        item(Code.MALFORMED, "\"hall-co2\""),
                        item(Code.MALFORMED, "[" + GOOD + "]"),
                        item(Code.MALFORMED, "{" + AT + ",\"value\":1}"),
                        item(Code.MALFORMED, "{\"sensor\":\"hall-co2\"," + AT + "}"),
                        item(Code.MALFORMED, "{\"sensor\":null,\"value\":1}"),
                        item(Code.MALFORMED, "{\"sensor\":7,\"value\":1}"),
                        item(Code.MALFORMED, "{\"sensor\":{\"id\":\"hall-co2\"},\"value\":1}"),
                        item(Code.MALFORMED, "{\"sensor\":[\"hall-co2\"],\"value\":1}"),
                        item(Code.MALFORMED, co2("\"value\":\"812\"")),
                        item(Code.MALFORMED, co2("\"value\":null")),
                        item(Code.MALFORMED, co2("\"value\":true")),
                        item(Code.MALFORMED, co2("\"value\":[812]")),
                        item(Code.MALFORMED, co2("\"value\":{\"v\":812}")),
                        item(Code.MALFORMED, co2("\"value\":1,\"value\":1")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sensor\":\"hall-co2\"")),
                        item(Code.MALFORMED, co2("\"at\":null,\"value\":1,\"at\":null")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":1,\"sequence\":1")),
                        item(Code.MALFORMED, co2("\"value\":0." + "3".repeat(31))),
                        item(Code.MALFORMED, co2("\"value\":" + "9".repeat(33))),
                        item(Code.MALFORMED, co2("\"value\":" + "9".repeat(50_000))),
                        item(Code.MALFORMED, co2("\"value\":0." + "9".repeat(50_000))),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":1.5")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":-1")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":\"1\"")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":1000000000000000000")),
                        item(Code.MALFORMED, co2("\"value\":1,\"sequence\":" + "9".repeat(5_000))),
                        item(Code.MALFORMED, co2("\"at\":1772366340,\"value\":1")),
                        item(Code.MALFORMED, co2("\"at\":{},\"value\":1")),
                        item(Code.NOT_FINITE, co2("\"value\":NaN")),
                        item(Code.NOT_FINITE, co2("\"value\":Infinity")),
                        item(Code.NOT_FINITE, co2("\"value\":-Infinity")),
                        item(Code.NOT_FINITE, co2("\"value\":1e999")),
                        item(Code.NOT_FINITE, co2("\"value\":-1e999")),
                        item(Code.OUT_OF_RANGE, co2("\"value\":-0.001")),
                        item(Code.OUT_OF_RANGE, co2("\"value\":1000000.1")),
                        item(Code.OUT_OF_RANGE, co2("\"value\":1e308")),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"hall-co3\",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"\",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"HALL-CO2\",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"hall-co2 \",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"\\ud800\",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"hall-co2\\u0000\",\"value\":1}"),
                        item(Code.UNKNOWN_SENSOR, "{\"sensor\":\"" + "a".repeat(300_000) + "\",\"value\":1}"),
                        item(Code.FOREIGN_SENSOR, "{\"sensor\":\"vault-co2\",\"value\":1}"),
                        item(Code.BAD_TIME, co2("\"at\":\"yesterday\",\"value\":1")),
                        item(Code.BAD_TIME, co2("\"at\":\"\",\"value\":1")),
                        item(Code.BAD_TIME, co2("\"at\":\"2026-02-29T00:00:00Z\",\"value\":1")),
                        item(Code.BAD_TIME, co2("\"at\":\"2026-03-01T12:00:00\",\"value\":1")),
                        item(Code.BAD_TIME, co2("\"at\":\"1969-12-31T23:59:59Z\",\"value\":1")),
                        item(Code.FUTURE, co2("\"at\":\"2026-03-01T12:05:00.000001Z\",\"value\":1")),
                        item(Code.FUTURE, co2("\"at\":\"9999-12-31T23:59:59Z\",\"value\":1")))
                .map(Arguments::of);
    }

    record Item(Code code, String text) {
        @Override
        public String toString() {
            return code.text() + " " + (text.length() > 60 ? text.substring(0, 60) + "..." : text);
        }
    }

    private static Item item(Code code, String text) {
        return new Item(code, text);
    }

    private static String co2(String members) {
        return "{\"sensor\":\"hall-co2\"," + members + "}";
    }

    @ParameterizedTest
    @MethodSource("refusedItems")
    void aBadItemIsRefusedAloneAndItsNeighboursAreTaken(Item item) {
        var decoded = decode("[" + GOOD + "," + item.text() + "," + GOOD + "]");
        assertThat(decoded.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(item.code());
            assertThat(refusal.position()).isOne();
            assertThat(refusal.detail()).isNotBlank().hasSizeLessThan(300);
        });
        assertThat(told(decoded.batch()))
                .containsExactly("0: 0 at " + AT_MICROS + " is 812.5 #-1", "2: 0 at " + AT_MICROS + " is 812.5 #-1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyMixOfGoodAndBadItemsIsToldApart(long seed) {
        var random = new Random(seed);
        var bad = refusedItems().map(arguments -> (Item) arguments.get()[0]).toList();
        var items = new ArrayList<String>();
        var expected = new ArrayList<String>();
        var taken = new ArrayList<Integer>();
        for (int i = 0; i < 300; i++) {
            var one = bad.get(random.nextInt(bad.size()));
            if (random.nextBoolean() || one.text().length() > 1_000) {
                taken.add(i);
                items.add(GOOD);
            } else {
                expected.add(i + " " + one.code());
                items.add(one.text());
            }
        }
        var decoded = decode("{\"readings\":[" + String.join(",", items) + "]}");
        assertThat(decoded.refused().stream().map(one -> one.position() + " " + one.code()))
                .as("seed %d", seed)
                .isEqualTo(expected);
        assertThat(IntStream.range(0, decoded.batch().size())
                        .mapToObj(i -> decoded.batch().position(i)))
                .as("seed %d", seed)
                .isEqualTo(taken);
    }

    @Test
    void fiveMinutesAheadIsTheLastInstantTaken() {
        assertThat(decode("[" + co2("\"at\":\"2026-03-01T12:05:00Z\",\"value\":1") + "]")
                        .batch()
                        .size())
                .isOne();
    }

    @Test
    void theEndsOfTheNaturalRangeAreTaken() {
        assertThat(decode("[" + co2("\"value\":0") + "," + co2("\"value\":1000000") + "," + co2("\"value\":-0.0") + "]")
                        .refused())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"readings\"",
                "{}",
                "{\"readings\":{}}",
                "{\"readings\":null}",
                "{\"Readings\":[]}",
                "{\"readings\":[],\"readings\":[]}",
                "[",
                "[{",
                "[{\"sensor\"",
                "[{\"sensor\":\"hall-co2",
                "[{\"sensor\":\"hall-co2\"}",
                "[{}]]",
                "[]x",
                "[][]",
                "[{}],",
                "[{},]",
                "[{'sensor':'hall-co2'}]",
                "[{sensor:\"hall-co2\"}]",
                "[{\"sensor\":\"hall-co2\",}]",
                "[{\"sensor\":\"hall\nco2\"}]",
                "[// comment\n]",
                "[+1]",
                "[01]",
                "[1.]",
                "[0x10]",
                "[nul]",
                "[NaNa]",
                "\ufeffx[]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "{\"readings\":[{}",
            })
    void whatIsNotJsonOfTheShapeIsRefusedAsAWhole(String body) {
        var refused = catchThrowableOfType(BadBody.class, () -> decode(body));
        assertThat(refused).as(body).isNotNull();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("malformed-json");
        assertThat(refused.detail()).contains("nothing was taken");
    }

    @Test
    void everyBeginningOfABodyIsNoBody() {
        var body = "{\"readings\":[" + GOOD + "," + GOOD + "]}";
        for (int length = 0; length < body.length(); length++) {
            var cut = body.substring(0, length);
            assertThat(catchThrowableOfType(BadBody.class, () -> decode(cut)))
                    .as(cut)
                    .isNotNull();
        }
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        for (var open : List.of("[", "{\"a\":", "[{\"sensor\":", "[{\"x\":[")) {
            var refused = catchThrowableOfType(BadBody.class, () -> decode(open.repeat(100_000)));
            assertThat(refused).as(open).isNotNull();
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void moreReadingsThanFitAreRefusedAndNoneTaken() {
        var most = String.join(",", Collections.nCopies(ReadingsDecoder.MOST_READINGS, "{}"));
        assertThat(decode("[" + most + "]").refused()).hasSize(ReadingsDecoder.MOST_READINGS);
        var refused = catchThrowableOfType(BadBody.class, () -> decode("[" + most + ",{}]"));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("too-many-readings");
    }

    @Test
    void bytesThatAreNotUtf8AreNotJson() {
        for (var bytes : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xe2, (byte) 0x82},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80})) {
            var refused = catchThrowableOfType(BadBody.class, () -> decode(named("hall", bytes)));
            assertThat(refused).as(List.of(bytes[0]).toString()).isNotNull();
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    /// The parser is lenient with signs written in more bytes than they need.
    @Test
    void aLongerFormOfASlashIsNoSensor() {
        assertThat(decode(named("hall-co2", new byte[] {(byte) 0xc0, (byte) 0xaf}))
                        .refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SENSOR));
    }

    private static byte[] named(String name, byte[] more) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("[{\"sensor\":\"" + name).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(more);
        body.writeBytes("\",\"value\":1}]".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private Decoded decode(String body) {
        return decode(body.getBytes(StandardCharsets.UTF_8));
    }

    /// The body may stand in a longer buffer, as the door's does; nothing behind it is read.
    private Decoded decode(byte[] body) {
        var buffer = new byte[body.length + 8];
        java.util.Arrays.fill(buffer, (byte) ']');
        System.arraycopy(body, 0, buffer, 0, body.length);
        int foreign = Door.CATALOGUE.index("vault-co2");
        return decoder.decode(buffer, body.length, sensor -> sensor != foreign, Door.NOON);
    }

    private static List<String> told(Batch batch) {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> batch.position(i) + ": " + batch.sensor(i) + " at " + batch.at(i) + " is "
                        + batch.value(i) + " #" + batch.sequence(i))
                .toList();
    }
}

package dev.velocity.ingest;

import dev.velocity.ingest.Refusal.Code;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import java.time.Instant;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/// Reads `[{"sensor","at","value","sequence"}, …]` or `{"readings":[…]}` from bytes, one token at a time, into columns.
/// Thread-safe.
///
/// Whatever is wrong with one item refuses that item alone, as long as the whole is JSON. Members it does not know
/// are passed over; a member that stands twice in an item refuses it, because it cannot be known which was meant.
final class ReadingsDecoder {
    static final int MOST_READINGS = 10_000;
    /// What a reading with a short name and a time takes; room is made for so many, and grows for shorter ones.
    private static final int USUAL_BYTES = 50;

    private static final int MOST_DIGITS = 32;
    private static final int LONGEST = 1 << 20;
    private static final int SENSOR = 0;
    private static final int AT = 1;
    private static final int VALUE = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    // As long as a body may be: what is too long spoils its own item alone. Names are kept by the
                    // factory for the next body, so they must be short.
                    .maxNumberLength(LONGEST)
                    .maxStringLength(LONGEST)
                    .maxNameLength(1_000)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /// Finds a name by its bytes, without making a text of it; a name's place here stands for it.
    private static final PropertyNameMatcher MEMBERS = JSON.constructNameMatcher(
            Stream.of("sensor", "at", "value", "sequence")
                    .map(Named::fromString)
                    .toList(),
            true);

    private final Catalogue catalogue;
    private final Names names;

    ReadingsDecoder(Catalogue catalogue) {
        this.catalogue = catalogue;
        names = new Names(catalogue);
    }

    /// Reads the first `length` bytes of `body`.
    ///
    /// @param allowed whether the device may speak for the sensor at an index of the catalogue
    /// @param now stands in for an instant that was not sent, and bounds the future
    /// @throws BadBody when nothing can be taken: not JSON, not of this shape, or too many readings
    Decoded decode(byte[] body, int length, IntPredicate allowed, Instant now) {
        var straight = intake(length, allowed, now);
        return Straight.read(body, length, names, straight) ? straight.done() : byLibrary(body, length, allowed, now);
    }

    /// The same, whatever the body looks like.
    Decoded byLibrary(byte[] body, int length, IntPredicate allowed, Instant now) {
        var intake = intake(length, allowed, now);
        try (var json = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            new Decoding(json, intake).document();
            return intake.done();
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new BadBody(
                    400,
                    "malformed-json",
                    "the body is not JSON of the documented shape"
                            + (place == null ? "" : ", near byte " + Math.max(0, place.getByteOffset()))
                            + "; nothing was taken");
        }
    }

    private Intake intake(int length, IntPredicate allowed, Instant now) {
        return new Intake(catalogue, allowed, Micros.of(now), Math.min(MOST_READINGS, length / USUAL_BYTES + 1));
    }

    /// One body being read.
    private final class Decoding {
        private final JsonParser json;
        private final Intake into;

        private int sensor;
        private long at;
        private double value;
        private long sequence;
        private String unknownName = "";

        Decoding(JsonParser json, Intake into) {
            this.json = json;
            this.into = into;
        }

        void document() {
            var first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                items();
            } else if (first == JsonToken.START_OBJECT) {
                boolean found = false;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean readings = json.currentName().equals("readings");
                    var token = json.nextToken();
                    if (readings && !found && token == JsonToken.START_ARRAY) {
                        found = true;
                        items();
                    } else if (readings) {
                        throw shape();
                    } else {
                        json.skipChildren();
                    }
                }
                if (!found) throw shape();
            } else {
                throw shape();
            }
            if (json.nextToken() != null) throw shape();
        }

        private void items() {
            for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == null) throw shape();
                if (into.count() == MOST_READINGS)
                    throw new BadBody(
                            413,
                            "too-many-readings",
                            "at most " + MOST_READINGS + " readings fit one request; nothing was taken");
                if (token == JsonToken.START_OBJECT) {
                    item();
                } else {
                    json.skipChildren();
                    into.refuse(Code.MALFORMED, "a reading is an object {\"sensor\",\"at\",\"value\"}");
                }
            }
        }

        private void item() {
            int seen = 0;
            String wrong = "";
            sensor = -1;
            at = into.now();
            value = Double.NaN;
            sequence = Batch.NO_SEQUENCE;
            for (int member = json.nextNameMatch(MEMBERS);
                    member != PropertyNameMatcher.MATCH_END_OBJECT;
                    member = json.nextNameMatch(MEMBERS)) {
                if (member == PropertyNameMatcher.MATCH_ODD_TOKEN) throw shape();
                var token = json.nextToken();
                if (member == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                    json.skipChildren();
                    continue;
                }
                if ((seen & 1 << member) != 0) wrong = json.currentName() + " stands twice";
                seen |= 1 << member;
                boolean right = switch (member) {
                    case SENSOR -> sensor(token);
                    case AT -> at(token);
                    case VALUE -> value(token);
                    default -> sequence(token);
                };
                if (!right) {
                    if (wrong.isEmpty()) wrong = wanted(member);
                    json.skipChildren();
                }
            }
            if ((seen & 1 << SENSOR) == 0) wrong = wanted(SENSOR);
            else if ((seen & 1 << VALUE) == 0) wrong = wanted(VALUE);
            if (!wrong.isEmpty()) into.refuse(Code.MALFORMED, wrong);
            else if (sensor < 0)
                into.refuse(Code.UNKNOWN_SENSOR, "there is no sensor '" + unknownName + "' in the catalogue");
            else into.take(sensor, at, value, sequence);
        }

        private boolean sensor(JsonToken token) {
            if (token != JsonToken.VALUE_STRING) return false;
            sensor = names.find(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
            if (sensor < 0) unknownName = shortened(json.getString());
            return true;
        }

        private boolean at(JsonToken token) {
            if (token == JsonToken.VALUE_NULL) return true;
            if (token != JsonToken.VALUE_STRING) return false;
            at = Instants.micros(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
            return true;
        }

        private boolean value(JsonToken token) {
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) return false;
            if (json.getStringLength() > MOST_DIGITS) return false;
            value = json.getDoubleValue();
            return true;
        }

        private boolean sequence(JsonToken token) {
            if (token == JsonToken.VALUE_NULL) return true;
            if (token != JsonToken.VALUE_NUMBER_INT || json.getStringLength() > 18) return false;
            sequence = json.getLongValue();
            return sequence >= 0;
        }

        private static String wanted(int member) {
            return switch (member) {
                case SENSOR -> "sensor must be a text: the id of a sensor";
                case AT -> "at must be a text: an instant as 2026-01-31T13:45:00Z";
                case VALUE -> "value must be a number of at most " + MOST_DIGITS + " characters";
                default -> "sequence must be a whole number from 0 to 999999999999999999";
            };
        }

        private static String shortened(String text) {
            return text.length() <= 64 ? text : text.substring(0, 64) + "…";
        }

        private static BadBody shape() {
            return new BadBody(
                    400,
                    "malformed-json",
                    "the body must be a JSON array of readings or {\"readings\":[…]}; nothing was taken");
        }
    }
}

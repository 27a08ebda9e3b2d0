package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// The one JSON shape of an alert: stored with its events, sent to screens, answered by the API. Described in the
/// OpenAPI document as `Alert`.
public final class AlertJson {
    /// In ASCII: text of one byte a character is joined and sent by copying.
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AlertJson() {}

    public static String text(Alert alert) {
        return text(alert, _ -> {});
    }

    /// With the members that `more` writes behind the alert's own.
    public static String text(Alert alert, Consumer<JsonGenerator> more) {
        var out = new StringWriter(600);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, alert, more);
        }
        return out.toString();
    }

    /// An event as screens get it: `{"seq","kind","at","actor","words","alert":{…}}`.
    public static String text(AlertChanged change) {
        return text(change, text(change.alert()));
    }

    /// @param alert the alert of the change, written already
    static String text(AlertChanged change, String alert) {
        var out = new StringWriter(800);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, change, alert);
        }
        return out.toString();
    }

    /// Writes the event as an object at the generator's place.
    public static void write(JsonGenerator json, AlertChanged change) {
        write(json, change, text(change.alert()));
    }

    private static void write(JsonGenerator json, AlertChanged change, String alert) {
        json.writeStartObject();
        json.writeNumberProperty("seq", change.seq());
        json.writeStringProperty("kind", word(change.kind()));
        json.writeStringProperty("at", change.at().toString());
        json.writeStringProperty("recorded", change.recorded().toString());
        json.writeStringProperty("actor", change.actor().name());
        json.writeStringProperty("role", change.actor().role());
        json.writeStringProperty("words", change.words());
        json.writeName("alert");
        json.writeRawValue(alert);
        json.writeEndObject();
    }

    /// Writes the alert as an object at the generator's place.
    public static void write(JsonGenerator json, Alert alert) {
        write(json, alert, _ -> {});
    }

    private static void write(JsonGenerator json, Alert alert, Consumer<JsonGenerator> more) {
        var source = alert.source();
        json.writeStartObject();
        json.writeNumberProperty("id", alert.id());
        json.writeNumberProperty("version", alert.version());
        json.writeStringProperty("sensor", source.sensor().text());
        json.writeStringProperty("rule", source.rule());
        json.writeStringProperty("site", source.site());
        json.writeStringProperty("zone", source.zone());
        json.writeStringProperty("kind", source.kind());
        json.writeStringProperty("title", source.title());
        json.writeStringProperty("owner", source.owner().text());
        json.writeStringProperty("role", alert.role().text());
        json.writeArrayPropertyStart("informed");
        alert.informed().stream().sorted(Comparator.naturalOrder()).forEach(role -> json.writeString(role.text()));
        json.writeEndArray();
        optional(json, "assignee", alert.assignee());
        json.writeStringProperty("severity", alert.severity().text());
        json.writeStringProperty("condition", word(alert.condition()));
        optional(json, "present", alert.present().map(Severity::text));
        json.writeStringProperty("triage", word(alert.triage()));
        json.writeStringProperty("isa", String.valueOf(alert.isaState()));
        json.writeBooleanProperty("latched", alert.latched());
        json.writeBooleanProperty("lapsed", alert.lapsed());
        json.writeBooleanProperty("chattering", alert.chattering());
        json.writeStringProperty("raisedAt", alert.raisedAt().toString());
        instant(json, "returnedAt", alert.returnedAt());
        optional(json, "acknowledgedBy", alert.acknowledged().map(Acknowledgement::by));
        instant(json, "acknowledgedAt", alert.acknowledged().map(Acknowledgement::at));
        optional(
                json,
                "acknowledgedSeverity",
                alert.acknowledged().map(by -> by.severity().text()));
        instant(json, "remindAt", alert.acknowledged().flatMap(Acknowledgement::remindAt));
        optional(json, "resolvedBy", alert.resolved().map(Deed::by));
        instant(json, "resolvedAt", alert.resolved().map(Deed::at));
        write(json, alert.covers());
        json.writeNumberProperty("value", alert.value());
        json.writeNumberProperty("occurrences", alert.occurrences());
        json.writeStringProperty("changedAt", alert.changedAt().toString());
        more.accept(json);
        json.writeEndObject();
    }

    /// What hides it: members only while they do.
    private static void write(JsonGenerator json, Covers covers) {
        json.writeObjectPropertyStart("covers");
        covers.shelf().ifPresent(shelf -> {
            json.writeStringProperty("shelfUntil", shelf.until().toString());
            json.writeBooleanProperty("shelfOneShot", shelf.oneShot());
            json.writeStringProperty("shelfUpTo", shelf.upTo().text());
            json.writeStringProperty("shelfBy", shelf.by());
            json.writeStringProperty("shelfAt", shelf.at().toString());
            json.writeStringProperty("shelfReason", shelf.reason());
        });
        covers.silence().ifPresent(number -> json.writeNumberProperty("silence", number));
        covers.suppressedBy().ifPresent(cause -> json.writeStringProperty("suppressedBy", cause));
        covers.outOfService().ifPresent(out -> {
            json.writeStringProperty("serviceBy", out.by());
            json.writeStringProperty("serviceAt", out.at().toString());
            json.writeStringProperty("serviceReference", out.reference());
        });
        json.writeEndObject();
    }

    /// Reads what [#text(Alert)] wrote; members it does not know are passed over, and what older versions did not write
    /// has the meaning it had then.
    static Alert read(String text) {
        var fields = new Fields();
        try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) continue;
                var name = json.currentName();
                var value = json.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY)
                        if (name.equals("informed")) fields.informed.add(role(json.getString()));
                } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getString());
                }
            }
        }
        return fields.alert();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Role role(String text) {
        return Role.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) {
        if (value.isPresent()) json.writeStringProperty(name, value.get());
        else json.writeNullProperty(name);
    }

    private static void instant(JsonGenerator json, String name, Optional<Instant> value) {
        optional(json, name, value.map(Instant::toString));
    }

    /// The members of an alert's object, and of its covers, as they are read.
    private static final class Fields {
        private final java.util.Map<String, String> texts = new java.util.HashMap<>();
        private final EnumSet<Role> informed = EnumSet.noneOf(Role.class);

        void put(String name, String value) {
            texts.put(name, value);
        }

        Alert alert() {
            var severity = severity(text("severity"));
            var source = new Source(
                    new SensorId(text("sensor")),
                    text("rule"),
                    text("site"),
                    text("zone"),
                    find("kind").orElse(""),
                    text("title"),
                    role(find("owner").orElseGet(() -> text("role"))));
            return new Alert(
                    Long.parseLong(text("id")),
                    source,
                    role(text("role")),
                    informed,
                    find("assignee"),
                    severity,
                    find("present").map(Fields::severity),
                    Triage.valueOf(text("triage").toUpperCase(Locale.ROOT)),
                    yes("latched"),
                    yes("lapsed"),
                    yes("chattering"),
                    Instant.parse(text("raisedAt")),
                    instant("returnedAt"),
                    find("acknowledgedBy")
                            .map(by -> new Acknowledgement(
                                    by,
                                    Instant.parse(text("acknowledgedAt")),
                                    find("acknowledgedSeverity")
                                            .map(Fields::severity)
                                            .orElse(severity),
                                    instant("remindAt"))),
                    find("resolvedBy").map(by -> new Deed(by, Instant.parse(text("resolvedAt")))),
                    covers(),
                    Double.parseDouble(text("value")),
                    Integer.parseInt(text("occurrences")),
                    Instant.parse(text("changedAt")),
                    Long.parseLong(text("version")));
        }

        private Covers covers() {
            return new Covers(
                    instant("shelfUntil")
                            .map(until -> new Shelf(
                                    until,
                                    yes("shelfOneShot"),
                                    severity(text("shelfUpTo")),
                                    text("shelfBy"),
                                    Instant.parse(text("shelfAt")),
                                    text("shelfReason"))),
                    find("silence").map(Long::valueOf),
                    find("suppressedBy"),
                    find("serviceBy")
                            .map(by ->
                                    new OutOfService(by, Instant.parse(text("serviceAt")), text("serviceReference"))));
        }

        private Optional<Instant> instant(String name) {
            return find(name).map(Instant::parse);
        }

        private boolean yes(String name) {
            return find(name).filter("true"::equals).isPresent();
        }

        private static Severity severity(String text) {
            return Severity.valueOf(text.toUpperCase(Locale.ROOT));
        }

        private String text(String name) {
            return find(name).orElseThrow(() -> new IllegalArgumentException("a stored alert lacks " + name));
        }

        private Optional<String> find(String name) {
            @Nullable String found = texts.get(name);
            return Optional.ofNullable(found);
        }
    }
}

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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The one JSON shape of an alert: stored with its events, sent to screens, answered by the API. Described in the
/// OpenAPI document as `Alert`.
public final class AlertJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertJson() {}

    public static String text(Alert alert) {
        var out = new StringWriter(600);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, alert);
        }
        return out.toString();
    }

    /// An event as screens get it: `{"seq","kind","at","actor","words","alert":{…}}`.
    public static String text(AlertChanged change) {
        var out = new StringWriter(800);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, change);
        }
        return out.toString();
    }

    /// Writes the event as an object at the generator's place.
    public static void write(JsonGenerator json, AlertChanged change) {
        json.writeStartObject();
        json.writeNumberProperty("seq", change.seq());
        json.writeStringProperty("kind", word(change.kind()));
        json.writeStringProperty("at", change.at().toString());
        json.writeStringProperty("recorded", change.recorded().toString());
        json.writeStringProperty("actor", change.actor().name());
        json.writeStringProperty("role", change.actor().role());
        json.writeStringProperty("words", change.words());
        json.writeName("alert");
        write(json, change.alert());
        json.writeEndObject();
    }

    /// Writes the alert as an object at the generator's place.
    public static void write(JsonGenerator json, Alert alert) {
        json.writeStartObject();
        json.writeNumberProperty("id", alert.id());
        json.writeNumberProperty("version", alert.version());
        json.writeStringProperty("sensor", alert.sensor().text());
        json.writeStringProperty("rule", alert.rule());
        json.writeStringProperty("site", alert.site());
        json.writeStringProperty("zone", alert.zone());
        json.writeStringProperty("title", alert.title());
        json.writeStringProperty("role", alert.role().text());
        json.writeArrayPropertyStart("informed");
        alert.informed().stream().sorted(Comparator.naturalOrder()).forEach(role -> json.writeString(role.text()));
        json.writeEndArray();
        json.writeStringProperty("severity", alert.severity().text());
        json.writeStringProperty("condition", word(alert.condition()));
        optional(json, "present", alert.present().map(Severity::text));
        json.writeStringProperty("triage", word(alert.triage()));
        json.writeStringProperty("isa", String.valueOf(alert.isaState()));
        json.writeBooleanProperty("latched", alert.latched());
        json.writeStringProperty("raisedAt", alert.raisedAt().toString());
        optional(json, "returnedAt", alert.returnedAt().map(Instant::toString));
        optional(json, "acknowledgedBy", alert.acknowledged().map(Deed::by));
        optional(
                json,
                "acknowledgedAt",
                alert.acknowledged().map(deed -> deed.at().toString()));
        optional(json, "resolvedBy", alert.resolved().map(Deed::by));
        optional(json, "resolvedAt", alert.resolved().map(deed -> deed.at().toString()));
        json.writeNumberProperty("value", alert.value());
        json.writeNumberProperty("occurrences", alert.occurrences());
        json.writeStringProperty("changedAt", alert.changedAt().toString());
        json.writeEndObject();
    }

    /// Reads what [#text(Alert)] wrote; members it does not know are passed over.
    static Alert read(String text) {
        var fields = new Fields();
        try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY)
                        if (name.equals("informed")) fields.informed.add(role(json.getString()));
                } else if (json.currentToken() != JsonToken.VALUE_NULL) {
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

    /// The members of an alert's object as they are read.
    private static final class Fields {
        private final java.util.Map<String, String> texts = new java.util.HashMap<>();
        private final EnumSet<Role> informed = EnumSet.noneOf(Role.class);

        void put(String name, String value) {
            texts.put(name, value);
        }

        Alert alert() {
            return new Alert(
                    Long.parseLong(text("id")),
                    new SensorId(text("sensor")),
                    text("rule"),
                    text("site"),
                    text("zone"),
                    text("title"),
                    role(text("role")),
                    informed,
                    severity(text("severity")),
                    find("present").map(Fields::severity),
                    Triage.valueOf(text("triage").toUpperCase(Locale.ROOT)),
                    Boolean.parseBoolean(text("latched")),
                    Instant.parse(text("raisedAt")),
                    find("returnedAt").map(Instant::parse),
                    deed("acknowledged"),
                    deed("resolved"),
                    Double.parseDouble(text("value")),
                    Integer.parseInt(text("occurrences")),
                    Instant.parse(text("changedAt")),
                    Long.parseLong(text("version")));
        }

        private Optional<Deed> deed(String name) {
            return find(name + "By").map(by -> new Deed(by, Instant.parse(text(name + "At"))));
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

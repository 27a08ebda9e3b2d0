package dev.velocity.audit;

import dev.velocity.platform.Micros;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Lines and checkpoints as JSON, one object a line, so that a trail can be carried to another machine. Instants are
/// epoch microseconds and bytes are hex, so that nothing is lost that the hashes cover.
final class TrailJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();

    private TrailJson() {}

    static String text(Line line) {
        return object(json -> {
            json.writeNumberProperty("seq", line.seq());
            json.writeNumberProperty("at", Micros.of(line.at()));
            json.writeStringProperty("actor", line.actor().name());
            json.writeStringProperty("role", line.actor().role());
            json.writeStringProperty("action", line.action());
            json.writeStringProperty("object", line.object());
            json.writeStringProperty("detail", line.detail());
            json.writeStringProperty("hash", HEX.formatHex(line.hash()));
        });
    }

    static String text(Checkpoint checkpoint) {
        return object(json -> {
            json.writeNumberProperty("checkpoint", checkpoint.seq());
            json.writeNumberProperty("at", Micros.of(checkpoint.at()));
            json.writeStringProperty("hash", HEX.formatHex(checkpoint.hash()));
            json.writeStringProperty("signature", HEX.formatHex(checkpoint.signature()));
        });
    }

    /// The first line of an exported trail.
    static String header(String publicKeyPem) {
        return object(json -> {
            json.writeNumberProperty("velocityAudit", 1);
            json.writeStringProperty("publicKey", publicKeyPem);
        });
    }

    /// The members of an object whose values are texts and numbers.
    ///
    /// @throws IllegalArgumentException when the text is not such an object
    static Map<String, String> members(String text) {
        var members = new HashMap<String, String>();
        try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw new IllegalArgumentException("not a JSON object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                if (!json.nextToken().isScalarValue())
                    throw new IllegalArgumentException(name + " is not a plain value");
                if (members.put(name, json.getString()) != null)
                    throw new IllegalArgumentException(name + " stands twice");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        return members;
    }

    static Checkpoint checkpoint(String text) {
        return checkpoint(members(text));
    }

    static Checkpoint checkpoint(Map<String, String> members) {
        return new Checkpoint(
                number(members, "checkpoint"),
                Micros.toInstant(number(members, "at")),
                bytes(members, "hash"),
                bytes(members, "signature"));
    }

    static Line line(Map<String, String> members) {
        return new Line(
                number(members, "seq"),
                Micros.toInstant(number(members, "at")),
                new Actor(member(members, "actor"), member(members, "role")),
                member(members, "action"),
                member(members, "object"),
                member(members, "detail"),
                bytes(members, "hash"));
    }

    static String member(Map<String, String> members, String name) {
        var value = members.get(name);
        if (value == null) throw new IllegalArgumentException(name + " is missing");
        return value;
    }

    private static long number(Map<String, String> members, String name) {
        return Long.parseLong(member(members, name));
    }

    private static byte[] bytes(Map<String, String> members, String name) {
        return HEX.parseHex(member(members, name));
    }

    private static String object(Consumer<JsonGenerator> members) {
        var out = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return out.toString();
    }
}

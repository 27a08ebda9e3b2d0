package dev.velocity.incident;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What the trail keeps of a shaping or a review.
final class IncidentJson {
    private static final JsonFactory JSON = new JsonFactory();

    private IncidentJson() {}

    static String detail(Reshaping deed) {
        return object(json -> {
            json.writeArrayPropertyStart("episodes");
            switch (deed) {
                case Reshaping.Merged merged -> {
                    json.writeNumber(merged.one());
                    json.writeNumber(merged.other());
                }
                case Reshaping.Split split -> split.episodes().forEach(json::writeNumber);
            }
            json.writeEndArray();
            json.writeStringProperty("reason", deed.reason());
        });
    }

    static String detail(Review review) {
        return object(json -> {
            json.writeNumberProperty("review", review.id());
            json.writeStringProperty("happened", review.words().happened());
            json.writeStringProperty("why", review.words().why());
            json.writeStringProperty("well", review.words().well());
            json.writeStringProperty("actions", review.words().actions());
        });
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

package dev.velocity.api;

import dev.velocity.replay.Replay;
import tools.jackson.core.JsonGenerator;

/// A replay as JSON.
public final class ReplayJson {
    private ReplayJson() {}

    public static String text(Replay replay) {
        return AlertRoutes.json(out -> write(out, replay));
    }

    static void write(JsonGenerator out, Replay replay) {
        out.writeStartObject();
        out.writeStringProperty("id", replay.id());
        out.writeStringProperty("opener", replay.opener());
        out.writeStringProperty("from", replay.window().from().toString());
        out.writeStringProperty("to", replay.window().to().toString());
        out.writeStringProperty("cursor", replay.cursor().toString());
        out.writeStringProperty("speed", replay.pace().text());
        out.writeBooleanProperty("playing", replay.playing());
        out.writeBooleanProperty("skipping", replay.skipping());
        replay.loop().ifPresent(loop -> {
            out.writeObjectPropertyStart("loop");
            out.writeStringProperty("from", loop.from().toString());
            out.writeStringProperty("to", loop.to().toString());
            out.writeEndObject();
        });
        out.writeArrayPropertyStart("bookmarks");
        for (var mark : replay.bookmarks()) {
            out.writeStartObject();
            out.writeNumberProperty("number", mark.number());
            out.writeStringProperty("at", mark.at().toString());
            out.writeStringProperty("note", mark.note());
            out.writeStringProperty("by", mark.by());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("turn", replay.turn());
        out.writeNumberProperty("viewers", replay.viewers());
        out.writeEndObject();
    }
}

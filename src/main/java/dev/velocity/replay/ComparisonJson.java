package dev.velocity.replay;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The one JSON shape of what came of a what-if, for tools and the command line. Described in the OpenAPI document as
/// `Comparison`.
public final class ComparisonJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ComparisonJson() {}

    public static String text(Comparison comparison) {
        var out = new StringWriter(2_000);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, comparison);
        }
        return out.toString();
    }

    /// A what-if as it stands, with its result when it is done.
    public static String text(WhatIfs.Asked asked) {
        var out = new StringWriter(2_000);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, asked, true);
        }
        return out.toString();
    }

    /// What-ifs as they stand, without results.
    public static String text(List<WhatIfs.Asked> all) {
        var out = new StringWriter(500);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            for (var asked : all) write(json, asked, false);
            json.writeEndArray();
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, WhatIfs.Asked asked, boolean whole) {
        json.writeStartObject();
        json.writeNumberProperty("id", asked.id());
        json.writeStringProperty("by", asked.by());
        json.writeStringProperty("from", asked.from().toString());
        json.writeStringProperty("to", asked.to().toString());
        json.writeStringProperty("state", word(asked.state()));
        json.writeNumberProperty("ahead", asked.ahead());
        json.writeNumberProperty("part", asked.part());
        json.writeNumberProperty("readings", asked.readings());
        if (whole && asked.result().isPresent()) {
            json.writeName("result");
            write(json, asked.result().get());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Comparison comparison) {
        json.writeStartObject();
        json.writeStringProperty("from", comparison.from().toString());
        json.writeStringProperty("to", comparison.to().toString());
        json.writeNumberProperty("readings", comparison.readings());
        json.writeBooleanProperty("same", comparison.same());
        json.writeName("was");
        write(json, comparison.was());
        json.writeName("wouldBe");
        write(json, comparison.wouldBe());
        json.writeArrayPropertyStart("slots");
        for (var slot : comparison.slots()) {
            json.writeStartObject();
            json.writeStringProperty("from", slot.from().toString());
            json.writeStringProperty("to", slot.to().toString());
            json.writeNumberProperty("fired", slot.fired());
            json.writeNumberProperty("wouldFire", slot.wouldFire());
            json.writeNumberProperty("calls", slot.calls());
            json.writeNumberProperty("wouldCall", slot.wouldCall());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("differing", comparison.differing());
        json.writeArrayPropertyStart("differences");
        for (var difference : comparison.differences()) {
            json.writeStartObject();
            json.writeStringProperty("at", difference.at().toString());
            json.writeStringProperty("sensor", difference.sensor());
            json.writeStringProperty("rule", difference.rule());
            write(json, "was", difference.was());
            write(json, "wouldBe", difference.wouldBe());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("mooted", comparison.mooted());
        json.writeArrayPropertyStart("moot");
        for (var moot : comparison.moot()) {
            var deed = moot.deed();
            json.writeStartObject();
            json.writeStringProperty("at", deed.recorded().toString());
            json.writeStringProperty("who", deed.who());
            json.writeStringProperty("did", word(deed.kind()));
            json.writeStringProperty("sensor", deed.alert().sensor().text());
            json.writeStringProperty("rule", deed.alert().rule());
            json.writeNumberProperty("alert", deed.alert().id());
            json.writeStringProperty("because", moot.because());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("record");
        json.writeBooleanProperty("exact", comparison.record().exact());
        json.writeNumberProperty("events", comparison.record().events());
        comparison.record().recorded().ifPresent(event -> json.writeNumberProperty("firstEvent", event.seq()));
        json.writeEndObject();
        json.writeStringProperty("hash", comparison.hash());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Tally tally) {
        json.writeStartObject();
        json.writeNumberProperty("fired", tally.fired());
        json.writeNumberProperty("worsened", tally.worsened());
        json.writeNumberProperty("cleared", tally.cleared());
        json.writeNumberProperty("calls", tally.calls());
        json.writeObjectPropertyStart("bySeverity");
        tally.bySeverity().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> json.writeNumberProperty(one.getKey().text(), one.getValue()));
        json.writeEndObject();
        json.writeNumberProperty("suppressed", tally.suppressed());
        json.writeNumberProperty("shelved", tally.shelved());
        json.writeNumberProperty("silenced", tally.silenced());
        json.writeNumberProperty("calledAgain", tally.calledAgain());
        json.writeNumberProperty("chattering", tally.chattering());
        json.writeNumberProperty("floodMinutes", tally.flood().toSeconds() / 60.0);
        json.writeNumberProperty("peakTenMinutes", tally.peak());
        json.writeNumberProperty("callsPerDay", tally.perDay());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<Difference.Happened> happened) {
        json.writeName(name);
        if (happened.isEmpty()) {
            json.writeNull();
            return;
        }
        var one = happened.get();
        json.writeStartObject();
        json.writeStringProperty("turn", one.turn().text());
        json.writeStringProperty("at", one.at().toString());
        json.writeStringProperty("severity", one.severity().text());
        json.writeStringProperty("hiddenBy", one.hiddenBy());
        json.writeEndObject();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.velocity.sensor;

import dev.velocity.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The default sensor catalogue: each kind of sensor a closed, crewed place has, with its limits and where they come
/// from.
///
/// The kinds are read from `kinds.yaml` beside this class, which is written for people.
public final class Kinds {
    private static final Kinds STANDARD = load();

    private final Map<String, Kind> byName;

    private Kinds(Map<String, Kind> byName) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /// The kinds Velocity ships.
    public static Kinds standard() {
        return STANDARD;
    }

    /// All kinds, in the order of the catalogue.
    public Collection<Kind> all() {
        return byName.values();
    }

    public Optional<Kind> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Map<String, Kind> byName() {
        return byName;
    }

    private static Kinds load() {
        try (var in = Kinds.class.getResourceAsStream("kinds.yaml")) {
            if (in == null) throw new IllegalStateException("kinds.yaml is not in the jar");
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Kinds read(String text) {
        var problems = new Problems();
        var root = Fields.parse(text, problems);
        var instrument = root.block("instrument-limits");
        var instrumentWords = root.block("instrument-guidance")
                .map(words -> GuidebookReader.read(words, GuidebookReader.anyLimits()))
                .orElse(Guidebook.NONE);
        var all = root.block("kinds");
        root.finish();
        var kinds = new LinkedHashMap<String, Kind>();
        all.ifPresent(blocks -> {
            for (var name : blocks.keys())
                blocks.block(name).ifPresent(fields -> {
                    var quantity = fields.requiredOneOf("quantity", Choices.QUANTITIES);
                    if (quantity.isEmpty()) return;
                    var q = quantity.get();
                    var common = instrument
                            .map(limits -> new LimitReader(limits, List.of(), q, q.least(), q.most()).read())
                            .orElse(List.of());
                    var blank = new Kind(
                            name,
                            name,
                            q,
                            q.least(),
                            q.most(),
                            q.least(),
                            q.most(),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(30),
                            Role.OPERATIONS,
                            List.of(),
                            common,
                            Guidebook.NONE);
                    var kind = KindReader.read(fields, blank);
                    var words = fields.block("guidance")
                            .map(own -> GuidebookReader.read(own, GuidebookReader.limits(kind.limits())))
                            .orElse(Guidebook.NONE);
                    kinds.put(name, kind.with(words.over(instrumentWords)));
                    fields.finish();
                });
        });
        problems.throwIfAny();
        return new Kinds(kinds);
    }
}

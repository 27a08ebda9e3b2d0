package dev.velocity.sensor;

import dev.velocity.access.Role;
import dev.velocity.measure.Durations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A site as people write it: a YAML file of zones and their sensors, each of a kind of the catalogue and with
/// whatever differs from that kind.
///
/// ```yaml
/// site: shelter
/// name: North shelter
/// time-base: live
/// time-zone: Europe/Helsinki
/// zones:
///   dormitory:
///     name: Dormitory
///     sensors:
///       dormitory-co2:
///         kind: carbon-dioxide
///         limits:
///           high:
///             medium:
///               at: 3000
///               basis: house order 7
/// ```
///
/// A zone may say where it is on the plan of the site, its `shape` ([Shape]).
///
/// A site, a zone, a kind and a sensor may each carry `guidance`: what to do about their alerts ([Guidebook]). A
/// sensor's `not-while` names the conditions that explain its own ([Cause]). A site's `tests` say what its rules must
/// find in given readings ([RuleTest]).
///
/// [#write(Site)] is the export: it says only what differs from the kinds, always in the same form, so
/// `read(write(site))` is the site again and `write(read(text))` is the text again if it was in that form. Comments
/// are not part of a site and are lost.
public final class SiteFile {
    private static final String ID = "1 to 64 of a-z 0-9 . _ - beginning and ending with a letter or digit";

    private SiteFile() {}

    /// The site in the file at `path`.
    ///
    /// @throws WrongFile with every problem of the file, if it has any
    /// @throws IOException if the file cannot be read at all
    public static Site read(Path path) throws IOException {
        var bytes = Files.readAllBytes(path);
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            var problems = new Problems();
            problems.file(1, "the file is not UTF-8 text.");
            problems.throwIfAny();
            throw e;
        }
    }

    /// The site `text` describes.
    ///
    /// @throws WrongFile with every problem of the text, if it has any
    public static Site read(String text) {
        var problems = new Problems();
        var site = new Reader(problems).site(Fields.parse(text, problems));
        problems.throwIfAny();
        return site.orElseThrow();
    }

    /// The site in the canonical form of a site file.
    ///
    /// @throws IllegalArgumentException if a sensor's kind is not of the catalogue
    public static String write(Site site) {
        var lines = new Lines();
        lines.text("site", site.id());
        lines.text("name", site.name());
        lines.put("time-base", text(Choices.TIME_BASES, site.timeBase()));
        lines.put("time-zone", Lines.quoted(site.timeZone().getId()));
        lines.block("guidance", words -> GuidebookReader.write(words, site.guidance()));
        lines.block("kinds", kinds -> {
            for (var kind : Kinds.standard().byName().keySet())
                kinds.block(
                        kind,
                        inside -> inside.block(
                                "guidance",
                                words -> GuidebookReader.write(
                                        words, site.kindGuidance().getOrDefault(kind, Guidebook.NONE))));
        });
        lines.block("zones", zones -> {
            for (var zone : site.zones())
                zones.block(zone.id(), inside -> {
                    inside.text("name", zone.name());
                    zone.shape().ifPresent(shape -> inside.block("shape", plan -> ShapeReader.write(plan, shape)));
                    inside.block("guidance", words -> GuidebookReader.write(words, zone.guidance()));
                    inside.block("sensors", sensors -> {
                        for (var sensor : zone.sensors())
                            sensors.block(sensor.id().text(), fields -> sensor(fields, sensor));
                    });
                });
        });
        lines.block("tests", tests -> RuleTestReader.write(tests, site.tests()));
        return lines.toString();
    }

    private static void sensor(Lines lines, Sensor sensor) {
        var kind = Kinds.standard()
                .named(sensor.kind())
                .orElseThrow(() -> new IllegalArgumentException(
                        sensor.id() + " is of kind '" + sensor.kind() + "', which the catalogue does not have"));
        if (kind.quantity() != sensor.quantity())
            throw new IllegalArgumentException(sensor.id() + " measures "
                    + sensor.quantity().text() + ", which its kind '" + kind.name() + "' does not");
        lines.put("kind", kind.name());
        if (!sensor.name().equals(kind.title())) lines.text("name", sensor.name());
        if (sensor.spanLeast() != kind.spanLeast() || sensor.spanMost() != kind.spanMost())
            lines.list("span", numbers(sensor.spanLeast(), sensor.spanMost()));
        if (sensor.normalLeast() != kind.normalLeast() || sensor.normalMost() != kind.normalMost())
            lines.list("normal", numbers(sensor.normalLeast(), sensor.normalMost()));
        if (!sensor.period().equals(kind.period())) lines.put("period", Durations.text(sensor.period()));
        if (!sensor.reorder().equals(kind.reorder())) lines.put("reorder", Durations.text(sensor.reorder()));
        if (sensor.owner() != kind.owner()) lines.put("owner", sensor.owner().text());
        if (!sensor.informed().equals(kind.informed()))
            lines.list("informed", sensor.informed().stream().map(Role::text).toList());
        sensor.calibrationDue().ifPresent(day -> lines.put("calibration-due", day.toString()));
        lines.block("limits", limits -> LimitWriter.write(limits, sensor.limits(), kind.limits()));
        lines.block("not-while", causes -> {
            for (var limit : LimitReader.NAMES)
                if (sensor.notWhile().containsKey(limit))
                    causes.list(
                            limit,
                            sensor.notWhile().get(limit).stream()
                                    .map(Cause::text)
                                    .toList());
        });
        lines.block("guidance", words -> GuidebookReader.write(words, sensor.guidance()));
    }

    private static List<String> numbers(double least, double most) {
        return List.of(LimitWriter.number(least), LimitWriter.number(most));
    }

    private static <T> String text(Map<String, T> choices, T value) {
        return choices.entrySet().stream()
                .filter(choice -> choice.getValue().equals(value))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static final class Reader {
        private final Problems problems;
        private final Map<String, Integer> lineOfSensor = new HashMap<>();
        private final CauseReader causes = new CauseReader();

        Reader(Problems problems) {
            this.problems = problems;
        }

        Optional<Site> site(Fields root) {
            var id = root.made("site", SiteFile::id, "a name of " + ID);
            var name = root.required("name", "say what people call the site.");
            var timeBase = root.oneOf("time-base", Choices.TIME_BASES, TimeBase.LIVE);
            var timeZone =
                    root.made("time-zone", ZoneId::of, "the name of a time zone, such as Europe/Helsinki or UTC");
            var guidance = guidance(root, GuidebookReader.anyLimits());
            var kinds = new HashMap<String, Guidebook>();
            root.block("kinds").ifPresent(all -> kinds(all, kinds));
            var zones = new ArrayList<Zone>();
            var blocks = root.block("zones");
            if (blocks.isEmpty()) root.missing("zones", "a site has one zone or more.");
            blocks.ifPresent(all -> {
                for (var zone : all.keys())
                    all.block(zone).ifPresent(fields -> zones.add(zone(all, fields, id.orElse(""), zone)));
                if (all.keys().isEmpty() && problems.count() == 0) root.wrong("zones", "a site has one zone or more.");
            });
            var sensors =
                    zones.stream().flatMap(zone -> zone.sensors().stream()).toList();
            var tests = root.block("tests")
                    .map(block -> RuleTestReader.read(block, sensors))
                    .orElse(List.of());
            root.finish();
            causes.check(sensors, lineOfSensor.keySet());
            if (problems.count() > 0) return Optional.empty();
            return Optional.of(
                    new Site(id.orElseThrow(), name, timeBase, timeZone.orElseThrow(), zones, guidance, kinds, tests));
        }

        /// What the site says of each kind; sensors may have limits their kind has not, so any may be spoken of.
        private static void kinds(Fields all, Map<String, Guidebook> kinds) {
            for (var kind : Kinds.standard().byName().keySet())
                all.block(kind).ifPresent(fields -> {
                    var words = guidance(fields, GuidebookReader.anyLimits());
                    if (!words.isEmpty()) kinds.put(kind, words);
                    fields.finish();
                });
            all.finish();
        }

        private static Guidebook guidance(Fields fields, Map<String, List<Severity>> limits) {
            return fields.block("guidance")
                    .map(block -> GuidebookReader.read(block, limits))
                    .orElse(Guidebook.NONE);
        }

        private Zone zone(Fields zones, Fields fields, String site, String id) {
            if (!isId(id)) zones.wrongKey(id, "a zone is named by " + ID + ".");
            var name = fields.required("name", "say what people call the zone.");
            var shape = fields.block("shape").flatMap(ShapeReader::read);
            var guidance = guidance(fields, GuidebookReader.anyLimits());
            var sensors = new ArrayList<Sensor>();
            fields.block("sensors").ifPresent(all -> {
                for (var sensor : all.keys())
                    all.block(sensor)
                            .flatMap(inside -> sensor(all, inside, site, id, sensor))
                            .ifPresent(sensors::add);
            });
            fields.finish();
            return new Zone(id, name, sensors, guidance, shape);
        }

        private Optional<Sensor> sensor(Fields sensors, Fields fields, String site, String zone, String id) {
            int before = problems.count();
            if (!isId(id)) sensors.wrongKey(id, "a sensor is named by " + ID + ".");
            if (id.equals("reported") || id.startsWith("reported."))
                sensors.wrongKey(id, "is a name for what people report; call the sensor otherwise.");
            if (id.equals("warned") || id.startsWith("warned."))
                sensors.wrongKey(id, "is a name for what other tools warn of; call the sensor otherwise.");
            var first = lineOfSensor.putIfAbsent(id, sensors.line(id));
            if (first != null)
                sensors.wrongKey(
                        id, "is the name of another sensor too, in line " + first + "; each name once on the server.");
            var kind = fields.requiredOneOf("kind", Kinds.standard().byName());
            if (kind.isEmpty()) return Optional.empty();
            var changed = KindReader.read(fields, kind.get());
            var notWhile = isId(id)
                    ? fields.block("not-while")
                            .map(block -> causes.read(block, new SensorId(id), changed.limits()))
                            .orElse(Map.of())
                    : Map.<String, List<Cause>>of();
            var guidance = guidance(fields, GuidebookReader.limits(changed.limits()));
            var due = fields.has("calibration-due")
                    ? fields.made("calibration-due", LocalDate::parse, "a day as 2026-12-31")
                    : Optional.<LocalDate>empty();
            fields.finish();
            if (problems.count() > before) return Optional.empty();
            return Optional.of(changed.sensor(new SensorId(id), site, zone).with(notWhile, guidance, due));
        }
    }

    private static String id(String text) {
        return new SensorId(text).text();
    }

    private static boolean isId(String text) {
        try {
            return !id(text).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

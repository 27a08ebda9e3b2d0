package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.Velocity;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.NewKey;
import dev.velocity.access.Outcome;
import dev.velocity.access.Scope;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Actor;
import dev.velocity.history.Readings;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.replay.WhatIf;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real recordings through `velocity import` and a real server's door, against what plain loops over the files say.
/// Nothing of the expected side uses the product's reading or judging of the data.
class ImportTest {
    private static final Path EXAMPLES = Path.of("docs", "guide", "examples");
    private static final double MEDIUM = 1_000;
    private static final double HIGH = 1_500;

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();

    private record Point(Instant at, double value) {}

    @Test
    void theOfficesAirCallsAndReturnsWhenAPlainLoopSaysSo() throws Exception {
        var file = Samples.occupancy();
        var points = office(file);
        var expected = new ArrayList<String>();
        String stands = "none";
        for (var point : points) {
            var now = point.value() > HIGH ? "high" : point.value() > MEDIUM ? "medium" : "none";
            if (!now.equals(stands)) expected.add(point.at() + " " + now);
            stands = now;
        }
        assertThat(expected).as("calls and returns of the file itself").hasSizeGreaterThan(20);

        try (var server = server("occupancy-site.yaml")) {
            assertThat(imports(server, file, "occupancy-mapping.yaml"))
                    .as(said.toString())
                    .isZero();
            assertThat(changes(server, "office-co2", "high")).isEqualTo(expected);
            var kept = server.bean(Readings.class)
                    .between(
                            new SensorId("office-co2"),
                            points.getFirst().at(),
                            points.getLast().at().plusSeconds(1));
            assertThat(kept.stream().map(one -> new Point(one.at(), one.value())))
                    .isEqualTo(points);
            assertThat(kept).noneMatch(one -> one.late());
            theSameRulesTellTheRecord(server, points);
            assertThat(said.toString())
                    .contains("8,143 rows", "readings: 32,572 accepted (0 of them late), 0 known already, 0 rejected");

            said.getBuffer().setLength(0);
            assertThat(imports(server, file, "occupancy-mapping.yaml"))
                    .as("the same once more")
                    .isZero();
            assertThat(said.toString()).contains("0 accepted (0 of them late), 32,572 known already, 0 rejected");
            assertThat(changes(server, "office-co2", "high")).isEqualTo(expected);
        }
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void withDeadbandAndDelaysItCallsWhenAPlainLoopOfThoseSaysSo() throws Exception {
        var file = Samples.occupancy();
        var points = office(file);
        var on = Duration.ofMinutes(2);
        var off = Duration.ofMinutes(5);
        var medium = step(points, MEDIUM, 50, on, off);
        var high = step(points, HIGH, 50, on, off);
        var instants = new TreeSet<>(medium);
        instants.addAll(high);
        var expected = new ArrayList<String>();
        String stands = "none";
        for (var at : instants) {
            // Each step changes at every instant of its list, from off to on first.
            boolean isHigh = high.stream().filter(one -> !one.isAfter(at)).count() % 2 == 1;
            boolean isMedium = medium.stream().filter(one -> !one.isAfter(at)).count() % 2 == 1;
            var now = isHigh ? "high" : isMedium ? "medium" : "none";
            if (!now.equals(stands)) expected.add(at + " " + now);
            stands = now;
        }
        assertThat(expected).hasSizeGreaterThan(5);
        try (var server = server("occupancy-calm-site.yaml")) {
            assertThat(imports(server, file, "occupancy-mapping.yaml"))
                    .as(said.toString())
                    .isZero();
            assertThat(changes(server, "office-co2", "high")).isEqualTo(expected);
        }
    }

    @Test
    void aGapInTheRecordIsNoDataAndNotNormal() throws Exception {
        var file = Samples.radnet();
        var points = new ArrayList<Point>();
        for (var row : Samples.rows(file))
            points.add(new Point(
                    LocalDateTime.parse(row[1], DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss"))
                            .toInstant(ZoneOffset.UTC),
                    Double.parseDouble(row[2])));
        var patience = Duration.ofHours(3);
        var expected = new ArrayList<String>();
        for (int i = 1; i < points.size(); i++) {
            var last = points.get(i - 1).at();
            var next = points.get(i).at();
            if (Duration.between(last, next).compareTo(patience) <= 0) continue;
            expected.add(last.plus(patience) + " medium");
            expected.add(next + " none");
        }
        assertThat(expected)
                .as("gaps of the file itself, the one of 184.9 h last")
                .hasSize(6)
                .endsWith("2020-11-12T00:36:00Z medium", "2020-11-19T14:31:00Z none");

        try (var server = server("radnet-site.yaml")) {
            assertThat(imports(server, file, "radnet-mapping.yaml"))
                    .as(said.toString())
                    .isZero();
            assertThat(changes(server, "baton-rouge-dose-rate", "stale")).isEqualTo(expected);
            theSameRulesTellTheRecord(server, points);
            // One row stands twice in the file.
            assertThat(said.toString())
                    .contains("readings: 8,474 accepted (0 of them late), 1 known already, 0 rejected");
            var inTheGap = server.bean(Readings.class)
                    .between(
                            new SensorId("baton-rouge-dose-rate"),
                            Instant.parse("2020-11-11T21:36:01Z"),
                            Instant.parse("2020-11-19T14:31:00Z"));
            assertThat(inTheGap).isEmpty();
            var washout = server.bean(Readings.class)
                    .between(
                            new SensorId("baton-rouge-dose-rate"),
                            Instant.parse("2020-12-16T00:00:00Z"),
                            Instant.parse("2020-12-17T00:00:00Z"));
            assertThat(washout.stream().mapToDouble(one -> one.value()).max())
                    .as("84 nSv/h, in uSv/h")
                    .hasValue(0.084);
        }
    }

    /// All that was imported, through the rules of today again: what was recorded, and the same bytes each time.
    private static void theSameRulesTellTheRecord(Server server, List<Point> points) {
        var catalogue = server.bean(Catalogue.class);
        var whatIf = WhatIf.of(
                server.bean(Readings.class), server.bean(Alerts.class), server.bean(Silences.class), catalogue);
        var from = points.getFirst().at();
        var to = points.getLast().at();
        var told =
                whatIf.compare(catalogue, from, to, (_, _) -> {}, () -> false).orElseThrow();
        assertThat(told.record().told()).isEqualTo(told.record().recorded());
        assertThat(told.record().exact()).isTrue();
        assertThat(told.record().events()).isGreaterThan(5);
        assertThat(told.readings()).isGreaterThanOrEqualTo(points.size() - 1);
        assertThat(told.same()).isTrue();
        var again =
                whatIf.compare(catalogue, from, to, (_, _) -> {}, () -> false).orElseThrow();
        assertThat(again.hash()).isEqualTo(told.hash());
    }

    /// When a step turns on, off, on... by its rules written out: past `limit` for `on`, back by `band` for `off`.
    private static List<Instant> step(List<Point> points, double limit, double band, Duration on, Duration off) {
        var changes = new ArrayList<Instant>();
        Instant since = Instant.MAX;
        for (var point : points) {
            boolean held = changes.size() % 2 == 1;
            var wait = held ? off : on;
            // The wait may end between two readings; a reading at its very end has the last word.
            if (!since.equals(Instant.MAX) && since.plus(wait).isBefore(point.at())) {
                changes.add(since.plus(wait));
                since = Instant.MAX;
                held = !held;
                wait = held ? off : on;
            }
            boolean turning = held ? point.value() <= limit - band : point.value() > limit;
            if (!turning) since = Instant.MAX;
            else if (since.equals(Instant.MAX)) since = point.at();
            if (turning && since.plus(wait).equals(point.at())) {
                changes.add(point.at());
                since = Instant.MAX;
            }
        }
        return changes;
    }

    private static List<Point> office(Path file) throws Exception {
        var points = new ArrayList<Point>();
        for (var row : Samples.rows(file))
            points.add(new Point(
                    LocalDateTime.parse(row[1].replace(' ', 'T')).toInstant(ZoneOffset.ofHours(1)),
                    Double.parseDouble(row[5])));
        return points;
    }

    /// `instant severity` for each change of what the alert says, `none` when it returned.
    private static List<String> changes(Server server, String sensor, String rule) {
        var changes = new ArrayList<AlertChanged>();
        var alerts = server.bean(Alerts.class);
        for (long seq = 0;
                changes.addAll(alerts.eventsAfter(seq, 500));
                seq = changes.getLast().seq()) {}
        return changes.stream()
                .filter(change -> change.alert().sensor().text().equals(sensor)
                        && change.alert().rule().equals(rule))
                .map(change -> change.at() + " "
                        + change.alert().present().map(Severity::text).orElse("none"))
                .toList();
    }

    private Server server(String site) {
        return Server.start(
                Velocity.class,
                Map.of(
                        "velocity.data", directory.resolve("data").toString(),
                        "velocity.site", EXAMPLES.resolve(site).toString(),
                        "velocity.bind", "127.0.0.1",
                        "velocity.reserve", "0",
                        "server.port", "0",
                        "velocity.devices.port", "0",
                        "management.server.port", "0"));
    }

    private int imports(Server server, Path file, String mapping) throws Exception {
        var keys = server.bean(DeviceKeys.class);
        var device = "importer-" + keys.all().size();
        var outcome = keys.add(device, new Scope(List.of("*")), Duration.ofDays(1), Actor.COMMAND_LINE);
        if (!(outcome instanceof Outcome.Done<NewKey>(var made))) throw new AssertionError(outcome.toString());
        var key = Files.writeString(directory.resolve("key"), made.text().reveal() + "\n");
        return Commands.line(Velocity.class)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(
                        "import",
                        file.toString(),
                        "--mapping",
                        EXAMPLES.resolve(mapping).toString(),
                        "--server",
                        "http://127.0.0.1:" + server.bean(DevicesPort.class).number(),
                        "--key-file",
                        key.toString(),
                        "--state",
                        directory.resolve("state").toString());
    }
}

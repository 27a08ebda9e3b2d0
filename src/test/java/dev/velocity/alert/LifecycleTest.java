package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Path GUIDE = Path.of("docs/guide/lifecycle.md");

    @Test
    void nothingIsResolvedWhileItIsStillSo() {
        for (var alert : everyAlert())
            if (alert.condition() == Condition.PRESENT)
                assertThat(Lifecycle.step(alert, new Command.Resolve("done"), OTTO, LATER))
                        .isInstanceOf(Lifecycle.Decision.Stop.class);
    }

    @Test
    void whatIsResolvedStaysResolvedWhateverAPersonDoes() {
        for (var alert : everyAlert())
            for (var command : everyCommand())
                if (alert.triage() == Triage.RESOLVED
                        && Lifecycle.step(alert, command, OTTO, LATER) instanceof Lifecycle.Decision.Go(var move))
                    assertThat(move.to().triage()).isEqualTo(Triage.RESOLVED);
    }

    @Test
    void everyMoveIsOneVersionOnAndKeepsWhatTheAlertIsAbout() {
        for (var alert : everyAlert()) {
            for (var command : everyCommand())
                if (Lifecycle.step(alert, command, OTTO, LATER) instanceof Lifecycle.Decision.Go(var move))
                    assertOneOn(alert, move.to());
            for (var finding : everyFinding())
                Lifecycle.observe(alert, finding, LATER).ifPresent(move -> assertOneOn(alert, move.to()));
        }
    }

    @Test
    void severityNeverFallsWhileTheAlertIsOpen() {
        for (var alert : everyAlert())
            for (var finding : everyFinding())
                Lifecycle.observe(alert, finding, LATER)
                        .ifPresent(move -> assertThat(move.to().severity()).isGreaterThanOrEqualTo(alert.severity()));
    }

    @Test
    void worseThanAcknowledgedCallsAgain() {
        for (var alert : everyAlert()) {
            if (alert.triage() != Triage.ACKNOWLEDGED || alert.severity() == Severity.CRITICAL) continue;
            var move =
                    Lifecycle.observe(alert, raised(Severity.CRITICAL), LATER).orElseThrow();
            assertThat(move.to().triage()).isEqualTo(Triage.NEW);
            assertThat(move.to().acknowledged()).isEmpty();
        }
    }

    @Test
    void theSameVerdictAgainChangesNothing() {
        for (var alert : everyAlert()) {
            alert.present()
                    .ifPresent(severity -> assertThat(Lifecycle.observe(alert, raised(severity), LATER))
                            .isEmpty());
            if (alert.present().isEmpty())
                assertThat(Lifecycle.observe(alert, cleared(), LATER)).isEmpty();
        }
    }

    @Test
    void aLatchedAlertWaitsForAPersonAfterTheConditionWent() {
        for (var alert : everyAlert()) {
            if (!alert.latched() || alert.condition() == Condition.RETURNED || alert.triage() == Triage.RESOLVED)
                continue;
            assertThat(Lifecycle.observe(alert, cleared(), LATER)
                            .orElseThrow()
                            .to()
                            .triage())
                    .isEqualTo(alert.triage());
        }
    }

    @Test
    void aLateReadingMayOnlyMoveTheBeginningBack() {
        var alert = alert(Triage.NEW, Optional.of(Severity.HIGH), false);
        var earlier = new Finding.Raised(alert.sensor(), alert.rule(), Severity.HIGH, NOON.minusSeconds(5), 1, 1);
        assertThat(Lifecycle.observe(alert, earlier, LATER).orElseThrow().to().raisedAt())
                .isEqualTo(NOON.minusSeconds(5));
        var later = new Finding.Raised(alert.sensor(), alert.rule(), Severity.HIGH, NOON.plusSeconds(5), 1, 1);
        assertThat(Lifecycle.observe(alert, later, LATER)).isEmpty();
    }

    @Test
    void anAlertSurvivesItsJson() {
        for (var alert : everyAlert())
            assertThat(AlertJson.read(AlertJson.text(alert))).isEqualTo(alert);
    }

    @Test
    void theGuideShowsTheWholeTable() throws IOException {
        var table = table();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/lifecycle.md"), table);
        assertThat(Files.exists(GUIDE) ? Files.readString(GUIDE) : "")
                .as("copy target/lifecycle.md to %s", GUIDE)
                .isEqualTo(table);
    }

    private static void assertOneOn(Alert from, Alert to) {
        assertThat(to.version()).isEqualTo(from.version() + 1);
        assertThat(to.changedAt()).isEqualTo(LATER);
        assertThat(List.of(to.id(), to.sensor(), to.rule(), to.role(), to.latched()))
                .isEqualTo(List.of(from.id(), from.sensor(), from.rule(), from.role(), from.latched()));
    }

    private static String table() {
        var text = new StringBuilder("""
                # How an alert moves

                Made from the code by `LifecycleTest`; a change of the one without the other fails the build.

                An alert has three things that move by themselves: the **condition** (present, or returned to normal), which only the
                rules change; the **triage** (new, acknowledged, resolved), which people change; and the **severity**, the worst seen
                while the alert is open. *Latched* alerts (smoke, leaks, generator shutdown) stay after the condition returned until a
                person resolves them. In brackets the state letter of ISA-18.2.

                ## What people do

                | condition | latched | triage | acknowledge | comment | resolve |
                |---|---|---|---|---|---|
                """);
        for (var alert : everyAlert()) {
            if (alert.severity() != Severity.HIGH) continue;
            text.append("| ").append(word(alert.condition()));
            text.append(" | ").append(alert.latched() ? "yes" : "no");
            text.append(" | ")
                    .append(word(alert.triage()))
                    .append(" (")
                    .append(alert.isaState())
                    .append(")");
            for (var command : everyCommand())
                text.append(" | ")
                        .append(
                                switch (Lifecycle.step(alert, command, OTTO, LATER)) {
                                    case Lifecycle.Decision.Go(var move)
                                    when move.to().triage() == alert.triage() -> "stays " + word(alert.triage());
                                    case Lifecycle.Decision.Go(var move) ->
                                        "→ **" + word(move.to().triage()) + "**";
                                    case Lifecycle.Decision.Stop(var because) -> "refused: " + because;
                                });
            text.append(" |\n");
        }
        text.append("""

                ## What the rules find

                The alert is of severity high; an alert that is resolved is closed for ever, and the next finding opens a new one.

                | condition | latched | triage | milder | the same | worse | gone |
                |---|---|---|---|---|---|---|
                """);
        for (var alert : everyAlert()) {
            if (alert.severity() != Severity.HIGH || alert.triage() == Triage.RESOLVED) continue;
            text.append("| ").append(word(alert.condition()));
            text.append(" | ").append(alert.latched() ? "yes" : "no");
            text.append(" | ").append(word(alert.triage()));
            for (var finding :
                    List.of(raised(Severity.MEDIUM), raised(Severity.HIGH), raised(Severity.CRITICAL), cleared()))
                text.append(" | ")
                        .append(Lifecycle.observe(alert, finding, LATER)
                                .map(move -> word(move.kind()) + " → "
                                        + word(move.to().triage()))
                                .orElse("–"));
            text.append(" |\n");
        }
        text.append("\n## Who may\n\nOf the alerts their role sees: ");
        text.append(
                "residents those of their own queue, operations those they own or are informed of, the others all.\n\n");
        text.append("| command | ")
                .append(Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append("---|".repeat(Role.values().length))
                .append("\n");
        for (var command : everyCommand()) {
            text.append("| ").append(command.verb());
            for (var role : Role.values())
                text.append(" | ").append(Permissions.allows(role, command.action()) ? "yes" : "–");
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<Command> everyCommand() {
        return List.of(new Command.Acknowledge(), new Command.Comment("words"), new Command.Resolve("done"));
    }

    private static List<Finding> everyFinding() {
        var findings = new ArrayList<Finding>();
        for (var severity : Severity.values()) findings.add(raised(severity));
        findings.add(cleared());
        findings.add(new Finding.Withdrawn(new SensorId("s"), "high", Optional.empty(), NOON, 1, 1));
        findings.add(new Finding.Withdrawn(new SensorId("s"), "high", Optional.of(Severity.LOW), NOON, 1, 1));
        return findings;
    }

    private static Finding raised(Severity severity) {
        return new Finding.Raised(new SensorId("s"), "high", severity, LATER, 2, 0);
    }

    private static Finding cleared() {
        return new Finding.Cleared(new SensorId("s"), "high", LATER, 2, 0);
    }

    private static List<Alert> everyAlert() {
        var alerts = new ArrayList<Alert>();
        for (var severity : Severity.values())
            for (var present : List.of(true, false))
                for (var latched : List.of(false, true))
                    for (var triage : Triage.values()) {
                        // Resolved while present cannot come about, and the schema's rules would not let it.
                        if (present && triage == Triage.RESOLVED) continue;
                        alerts.add(
                                alert(triage, present ? Optional.of(severity) : Optional.empty(), latched, severity));
                    }
        return alerts;
    }

    private static Alert alert(Triage triage, Optional<Severity> present, boolean latched) {
        return alert(triage, present, latched, present.orElse(Severity.HIGH));
    }

    private static Alert alert(Triage triage, Optional<Severity> present, boolean latched, Severity severity) {
        var deed = Optional.of(new Deed("anna", NOON));
        return new Alert(
                17,
                new SensorId("s"),
                "high",
                "site",
                "zone",
                "A \"sensor\" <b>",
                Role.OPERATIONS,
                Set.of(Role.SECURITY),
                severity,
                present,
                triage,
                latched,
                NOON,
                present.isPresent() ? Optional.empty() : Optional.of(NOON),
                triage == Triage.NEW ? Optional.empty() : deed,
                triage == Triage.RESOLVED ? deed : Optional.empty(),
                1.25,
                1,
                NOON,
                3);
    }
}

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Path GUIDE = Path.of("docs/guide/lifecycle.md");

    // ---- what people do

    @Test
    void nothingIsResolvedWhileItIsStillSoUnlessAPersonHidesItAndSaysWhy() {
        for (var alert : everyAlert()) {
            if (alert.condition() == Condition.RETURNED || alert.triage() == Triage.RESOLVED) continue;
            boolean hidden = alert.covers().shelf().isPresent()
                    || alert.covers().outOfService().isPresent();
            assertThat(stops(alert, new Command.Resolve(""))).as("%s", alert).isTrue();
            assertThat(stops(alert, new Command.Resolve("the sensor is replaced")))
                    .as("%s", alert)
                    .isEqualTo(!hidden || alert.latched());
        }
    }

    @Test
    void aLatchedAlertIsResetAndAnotherResolved() {
        for (var alert : everyAlert()) {
            boolean open = alert.triage() != Triage.RESOLVED && alert.condition() == Condition.RETURNED;
            assertThat(stops(alert, new Command.Reset("dry")))
                    .as("%s", alert)
                    .isEqualTo(!(open && alert.latched() && alert.triage() == Triage.ACKNOWLEDGED));
            if (alert.latched())
                assertThat(stops(alert, new Command.Resolve("dry"))).isTrue();
            else if (open)
                assertThat(moved(alert, new Command.Resolve("")).triage()).isEqualTo(Triage.RESOLVED);
        }
    }

    @Test
    void onlyReopeningOpensWhatIsResolved() {
        for (var alert : everyAlert())
            for (var command : everyCommand())
                if (alert.triage() == Triage.RESOLVED
                        && step(alert, command) instanceof Lifecycle.Decision.Go(var move)) {
                    boolean opens = command instanceof Command.Reopen
                            // What hid it ended, and it was closed while it was so.
                            || move.kind() == EventKind.RECALLED;
                    assertThat(move.to().triage())
                            .as("%s %s", command, alert)
                            .isEqualTo(opens ? Triage.NEW : Triage.RESOLVED);
                    assertThat(move.to().resolved().isEmpty()).isEqualTo(opens);
                }
    }

    @Test
    void everyMoveIsOneVersionOnAndKeepsWhatTheAlertIsAbout() {
        for (var alert : everyAlert()) {
            for (var command : everyCommand())
                if (step(alert, command) instanceof Lifecycle.Decision.Go(var move)) assertOneOn(alert, move.to());
            for (var finding : everyFinding())
                Lifecycle.observe(alert, finding, LATER, false).ifPresent(move -> assertOneOn(alert, move.to()));
            Lifecycle.tick(alert, LATER).ifPresent(move -> assertOneOn(alert, move.to()));
            for (var silence : List.of(Optional.<Long>empty(), Optional.of(4L)))
                Lifecycle.silence(alert, silence, LATER).ifPresent(move -> assertOneOn(alert, move.to()));
            for (var cause : List.of(Optional.<String>empty(), Optional.of("hatch/open")))
                Lifecycle.suppress(alert, cause, LATER).ifPresent(move -> assertOneOn(alert, move.to()));
        }
    }

    @Test
    void acknowledgingKeepsTheWorstSeenAndShowsWhatIsNow() {
        var alert = present(Severity.LOW, Severity.HIGH);
        var acknowledged = moved(alert, new Command.Acknowledge());
        assertThat(acknowledged.severity()).isEqualTo(Severity.LOW);
        assertThat(acknowledged.acknowledged().orElseThrow())
                .isEqualTo(new Acknowledgement("otto", LATER, Severity.HIGH, Optional.empty()));
    }

    @Test
    void aCriticalAcknowledgementLapsesByItselfAndAnotherWhenAsked() {
        var critical = moved(present(Severity.CRITICAL, Severity.CRITICAL), new Command.Acknowledge());
        assertThat(critical.due()).contains(LATER.plus(Lifecycle.REMINDER));
        var high = moved(
                present(Severity.HIGH, Severity.HIGH), new Command.Acknowledge(Optional.of(Duration.ofMinutes(5))));
        var due = LATER.plus(Duration.ofMinutes(5));
        assertThat(high.due()).contains(due);
        assertThat(Lifecycle.tick(high, due.minusMillis(1))).isEmpty();
        var lapsed = Lifecycle.tick(high, due).orElseThrow();
        assertThat(lapsed.kind()).isEqualTo(EventKind.LAPSED);
        assertThat(lapsed.to().triage()).isEqualTo(Triage.NEW);
        assertThat(lapsed.to().lapsed()).isTrue();
        assertThat(lapsed.to().due()).isEmpty();
        assertThat(moved(lapsed.to(), new Command.Acknowledge()).lapsed()).isFalse();
    }

    @Test
    void givingBackMakesItNewWithTheWorstThatWasKnown() {
        var given = moved(
                moved(present(Severity.LOW, Severity.HIGH), new Command.Acknowledge()),
                new Command.Unacknowledge("shift ends"));
        assertThat(given.triage()).isEqualTo(Triage.NEW);
        assertThat(given.severity()).isEqualTo(Severity.HIGH);
        assertThat(given.acknowledged()).isEmpty();
    }

    @Test
    void assigningMovesTheQueueAndKeepsTellingWhoHadIt() {
        var alert = present(Severity.HIGH, Severity.HIGH);
        var assigned = moved(alert, new Command.Assign(Optional.of(Role.RESIDENT), Optional.empty()));
        assertThat(assigned.role()).isEqualTo(Role.RESIDENT);
        assertThat(assigned.informed()).containsExactlyInAnyOrder(Role.OPERATIONS, Role.SECURITY);
        assertThat(stops(alert, new Command.Assign(Optional.of(Role.OPERATIONS), Optional.empty())))
                .isTrue();
        assertThat(moved(alert, new Command.Assign(Optional.empty(), Optional.of("anna")))
                        .assignee())
                .contains("anna");
    }

    @Test
    void whatIsTakenIsHandedBackByWhoTookIt() {
        var mine = moved(present(Severity.HIGH, Severity.HIGH), new Command.Take());
        assertThat(mine.assignee()).contains("otto");
        assertThat(stops(mine, new Command.Take())).isTrue();
        assertThat(moved(mine, new Command.HandBack()).assignee()).isEmpty();
        assertThat(Lifecycle.step(
                        mine, new Command.HandBack(), new Actor("anna", "operations"), Role.OPERATIONS, LATER))
                .isEqualTo(new Lifecycle.Decision.Stop(Obstacle.NOT_YOURS.of("otto")));
    }

    // ---- what hides it

    @Test
    void aShelfIsAsLongAsRoleAndSeverityAllow() {
        var longest = new StringBuilder();
        for (var role : Role.values())
            for (var severity : Severity.values())
                longest.append(Lifecycle.longestShelf(role, severity)
                                .map(Duration::toMinutes)
                                .orElse(0L))
                        .append(severity == Severity.CRITICAL ? "\n" : " ");
        assertThat(longest.toString()).isEqualTo("""
                0 0 0 0
                480 480 60 0
                480 480 60 10
                0 0 0 0
                0 0 0 0
                """);
        for (var role : Role.values())
            for (var severity : Severity.values())
                for (int minutes : new int[] {1, 10, 11, 60, 61, 480}) {
                    var shelve = new Command.Shelve(Duration.ofMinutes(minutes), false, "paint");
                    var decision = Lifecycle.step(present(severity, severity), shelve, OTTO, role, LATER);
                    boolean may = Lifecycle.longestShelf(role, severity)
                            .filter(most -> minutes <= most.toMinutes())
                            .isPresent();
                    assertThat(decision instanceof Lifecycle.Decision.Go)
                            .as("%s %s %s", role, severity, minutes)
                            .isEqualTo(may);
                }
    }

    @Test
    void aShelfThatIsRefusedSaysWhatIsAllowed() {
        var hour = new Command.Shelve(Duration.ofHours(1), false, "paint");
        var critical = present(Severity.CRITICAL, Severity.CRITICAL);
        assertThat(Lifecycle.step(critical, hour, OTTO, Role.SECURITY, LATER))
                .isEqualTo(new Lifecycle.Decision.Stop(Obstacle.SHELF_OF_CRITICAL.of()));
        assertThat(Lifecycle.step(critical, hour, OTTO, Role.OPERATIONS, LATER))
                .isEqualTo(new Lifecycle.Decision.Stop(Obstacle.SHELF_TOO_LONG.of(Severity.CRITICAL, 10L)));
        assertThat(Lifecycle.step(present(Severity.LOW, Severity.LOW), hour, OTTO, Role.RESIDENT, LATER))
                .isEqualTo(new Lifecycle.Decision.Stop(Obstacle.SHELF_NOT_YOURS.of()));
    }

    @Test
    void aShelfHoldsToItsLastMoment() {
        var shelved =
                moved(present(Severity.LOW, Severity.LOW), new Command.Shelve(Duration.ofMinutes(5), false, "paint"));
        var until = LATER.plus(Duration.ofMinutes(5));
        assertThat(shelved.due()).contains(until);
        assertThat(Lifecycle.tick(shelved, until.minusMillis(1))).isEmpty();
        assertThat(Lifecycle.tick(shelved, until)).isPresent();
    }

    @Test
    void theEndOfTheLastCoverCallsOnceIfItHoldsAndEndsItIfNot() {
        for (var alert : everyAlert()) {
            if (!alert.covered()) continue;
            var current = uncovered(alert, move -> {});
            assertThat(current.covered()).isFalse();
            if (alert.present().isPresent())
                assertThat(current.calls()).as("%s", alert).isTrue();
            else if (!alert.latched()) assertThat(current.triage()).isEqualTo(Triage.RESOLVED);
            else assertThat(current.triage()).isEqualTo(alert.triage());
            var calls = new ArrayList<EventKind>();
            uncovered(alert, move -> {
                if (move.kind().calls()) calls.add(move.kind());
            });
            assertThat(calls).isEqualTo(alert.present().isPresent() ? List.of(EventKind.RECALLED) : List.of());
        }
    }

    @Test
    void aHiddenAlertIsRecordedAndNeverCalls() {
        for (var alert : everyAlert()) {
            if (alert.covers().outOfService().isEmpty()) continue;
            for (var finding : everyFinding())
                Lifecycle.observe(alert, finding, LATER, false).ifPresent(move -> {
                    assertThat(move.to().covered()).isTrue();
                    assertThat(new AlertChanged(1, move.kind(), LATER, LATER, OTTO, "", move.to()).called())
                            .isFalse();
                    assertThat(move.to().present()).isEqualTo(finding.verdict());
                });
        }
    }

    @Test
    void worseThanItWasShelvedForBreaksThroughAndCriticalThroughASilence() {
        var shelved = moved(
                present(Severity.MEDIUM, Severity.MEDIUM), new Command.Shelve(Duration.ofHours(1), false, "paint"));
        var worse =
                Lifecycle.observe(shelved, raised(Severity.HIGH), LATER, false).orElseThrow();
        assertThat(worse.kind()).isEqualTo(EventKind.ESCALATED);
        assertThat(worse.to().calls()).isTrue();
        var silenced = Lifecycle.silence(present(Severity.LOW, Severity.LOW), Optional.of(4L), LATER)
                .orElseThrow()
                .to();
        var high =
                Lifecycle.observe(silenced, raised(Severity.HIGH), LATER, false).orElseThrow();
        assertThat(high.to().calls()).isFalse();
        var critical = Lifecycle.observe(high.to(), raised(Severity.CRITICAL), LATER, false)
                .orElseThrow();
        assertThat(critical.to().calls()).isTrue();
    }

    @Test
    void aOneShotShelfEndsWithTheConditionAndATimedOneHoldsOverIt() {
        var alert = present(Severity.MEDIUM, Severity.MEDIUM);
        var once = moved(alert, new Command.Shelve(Duration.ofHours(1), true, "paint"));
        assertThat(Lifecycle.observe(once, cleared(), LATER, false).orElseThrow())
                .satisfies(move -> assertThat(move.kind()).isEqualTo(EventKind.RESOLVED))
                .satisfies(move -> assertThat(move.to().covered()).isFalse());
        var timed = moved(alert, new Command.Shelve(Duration.ofHours(1), false, "paint"));
        var gone = Lifecycle.observe(timed, cleared(), LATER, false).orElseThrow();
        assertThat(gone.kind()).isEqualTo(EventKind.RETURNED);
        assertThat(gone.to().triage()).isEqualTo(Triage.NEW);
        var back = Lifecycle.observe(gone.to(), raised(Severity.MEDIUM), LATER, true)
                .orElseThrow();
        assertThat(back.to().calls()).isFalse();
        assertThat(back.to().occurrences()).isEqualTo(2);
        assertThat(back.to().chattering()).isTrue();
        var over = Lifecycle.tick(back.to(), LATER.plus(Duration.ofHours(1))).orElseThrow();
        assertThat(over.kind()).isEqualTo(EventKind.RECALLED);
        assertThat(over.to().calls()).isTrue();
        assertThat(over.to().due()).isEmpty();
    }

    @Test
    void whatIsClosedWhileHiddenComesBackWhenTheCoverEndsAndItIsStillSo() {
        var out = moved(present(Severity.HIGH, Severity.HIGH), new Command.TakeOutOfService("WO-7", ""));
        var closed = moved(out, new Command.Resolve("replaced under WO-7"));
        assertThat(closed.triage()).isEqualTo(Triage.RESOLVED);
        assertThat(closed.open()).isTrue();
        var back = moved(closed, new Command.ReturnToService("done"));
        assertThat(back.calls()).isTrue();
        var gone =
                Lifecycle.observe(closed, cleared(), LATER, false).orElseThrow().to();
        assertThat(moved(gone, new Command.ReturnToService("done")).open()).isFalse();
    }

    // ---- what rules find

    @Test
    void severityLatchesToTheWorstUntilSomebodyAcknowledges() {
        for (var alert : everyAlert())
            for (var finding : everyFinding())
                Lifecycle.observe(alert, finding, LATER, false).ifPresent(move -> {
                    if (alert.triage() == Triage.NEW)
                        assertThat(move.to().severity()).isGreaterThanOrEqualTo(alert.severity());
                    if (finding.verdict().isPresent())
                        assertThat(move.to().severity())
                                .isGreaterThanOrEqualTo(finding.verdict().get());
                });
        var low = moved(present(Severity.HIGH, Severity.HIGH), new Command.Acknowledge());
        var milder = Lifecycle.observe(low, raised(Severity.LOW), LATER, false).orElseThrow();
        assertThat(milder.kind()).isEqualTo(EventKind.VARIED);
        assertThat(milder.to().severity()).isEqualTo(Severity.LOW);
        var again = Lifecycle.observe(milder.to(), raised(Severity.HIGH), LATER, false)
                .orElseThrow();
        assertThat(again.kind()).isEqualTo(EventKind.VARIED);
        assertThat(again.to().triage()).isEqualTo(Triage.ACKNOWLEDGED);
    }

    @Test
    void worseThanAcknowledgedCallsAgain() {
        for (var alert : everyAlert()) {
            if (alert.triage() != Triage.ACKNOWLEDGED || worst(alert) == Severity.CRITICAL) continue;
            var move = Lifecycle.observe(alert, raised(Severity.CRITICAL), LATER, false)
                    .orElseThrow();
            assertThat(move.to().triage()).isEqualTo(Triage.NEW);
            assertThat(move.to().acknowledged()).isEmpty();
            assertThat(move.kind().calls()).isTrue();
        }
    }

    @Test
    void theSameVerdictAgainChangesNothing() {
        for (var alert : everyAlert()) {
            alert.present()
                    .ifPresent(severity -> assertThat(Lifecycle.observe(alert, raised(severity), LATER, true))
                            .isEmpty());
            if (alert.present().isEmpty())
                assertThat(Lifecycle.observe(alert, cleared(), LATER, true)).isEmpty();
        }
    }

    @Test
    void aLatchedAlertWaitsForAPersonAfterTheConditionWent() {
        for (var alert : everyAlert()) {
            if (!alert.latched() || alert.condition() == Condition.RETURNED) continue;
            assertThat(Lifecycle.observe(alert, cleared(), LATER, false)
                            .orElseThrow()
                            .to()
                            .triage())
                    .isEqualTo(alert.triage());
        }
    }

    @Test
    void acknowledgedAndReturnedIsOverByTheConditionsOwnHand() {
        var acknowledged = moved(present(Severity.HIGH, Severity.HIGH), new Command.Acknowledge());
        var over = Lifecycle.observe(acknowledged, cleared(), LATER, false).orElseThrow();
        assertThat(over.kind()).isEqualTo(EventKind.RESOLVED);
        assertThat(over.to().resolved()).contains(new Deed("condition", LATER));
        var unattended = Lifecycle.observe(present(Severity.HIGH, Severity.HIGH), cleared(), LATER, false)
                .orElseThrow();
        assertThat(unattended.kind()).isEqualTo(EventKind.RETURNED);
        assertThat(unattended.to().isaState()).isEqualTo('D');
    }

    @Test
    void aLateReadingMayOnlyMoveTheBeginningBack() {
        var alert = present(Severity.HIGH, Severity.HIGH);
        var earlier = new Finding.Raised(alert.sensor(), alert.rule(), Severity.HIGH, NOON.minusSeconds(5), 1, 1);
        var revised = Lifecycle.observe(alert, earlier, LATER, false).orElseThrow();
        assertThat(revised.kind()).isEqualTo(EventKind.REVISED);
        assertThat(revised.to().raisedAt()).isEqualTo(NOON.minusSeconds(5));
        assertThat(revised.to().value()).isEqualTo(alert.value());
        var later = new Finding.Raised(alert.sensor(), alert.rule(), Severity.HIGH, NOON.plusSeconds(5), 1, 1);
        assertThat(Lifecycle.observe(alert, later, LATER, false)).isEmpty();
        var inOrder = new Finding.Raised(alert.sensor(), alert.rule(), Severity.HIGH, NOON.minusSeconds(5), 1, 0);
        assertThat(Lifecycle.observe(alert, inOrder, LATER, false)).isEmpty();
        var milder = new Finding.Raised(alert.sensor(), alert.rule(), Severity.LOW, NOON.minusSeconds(5), 1, 1);
        var varied = Lifecycle.observe(alert, milder, LATER, false).orElseThrow();
        assertThat(varied.kind()).isEqualTo(EventKind.VARIED);
        assertThat(varied.to().raisedAt()).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void anAlertSurvivesItsJson() {
        for (var alert : everyAlert())
            assertThat(AlertJson.read(AlertJson.text(alert))).isEqualTo(alert);
    }

    @Test
    void aSnapshotOfTheFirstVersionIsStillRead() {
        var alert = AlertJson.read("""
                {"id":1,"version":2,"sensor":"s","rule":"high","site":"x","zone":"z","title":"T","role":"operations",
                "informed":["security"],"severity":"high","condition":"present","present":"high","triage":"acknowledged",
                "isa":"C","latched":false,"raisedAt":"2026-03-01T12:00:00Z","returnedAt":null,"acknowledgedBy":"anna",
                "acknowledgedAt":"2026-03-01T12:01:00Z","resolvedBy":null,"resolvedAt":null,"value":1.5,"occurrences":1,
                "changedAt":"2026-03-01T12:01:00Z"}""");
        assertThat(alert.source().owner()).isEqualTo(Role.OPERATIONS);
        assertThat(alert.acknowledged().orElseThrow().severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.covered()).isFalse();
    }

    // ---- the guide

    @Test
    void theGuideShowsTheWholeTable() throws IOException {
        var table = table();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/lifecycle.md"), table);
        assertThat(Files.exists(GUIDE) ? Files.readString(GUIDE) : "")
                .as("copy target/lifecycle.md to %s", GUIDE)
                .isEqualTo(table);
    }

    private static String table() {
        var text = new StringBuilder("""
                # How an alert moves

                Made from the code by `LifecycleTest`; a change of the one without the other fails the build.

                An alert has several things that move by themselves: the **condition** (present, or returned to normal), which only the
                rules change; the **triage** (new, acknowledged, resolved), which people change; what **hides** it (a shelf, a silence,
                a condition that explains it, work on its sensor); and the **severity**: the worst seen until somebody acknowledges,
                from then on as bad as the condition is. *Latched* alerts (smoke, leaks, generator shutdown) stay after the condition
                returned until a person resets them. In brackets the state letter of ISA-18.2.

                Hiding hides the call and nothing else: the alert is judged and recorded, and time goes on. When the last thing that
                hides it ends and the condition holds, it calls again, once. What is worse than a shelf was made for breaks through it,
                and what is critical through a silence.

                ## What people do

                The alert is of severity high and `otto` of operations acts; `anna` had it before.

                """);
        text.append("| condition | latched | triage | hidden |");
        for (var command : everyCommand())
            text.append(" ").append(command.verb().text()).append(" |");
        text.append("\n|---|---|---|---|")
                .append("---|".repeat(everyCommand().size()))
                .append("\n");
        for (var alert : everyAlert()) {
            if (alert.severity() != Severity.HIGH) continue;
            row(text, alert);
            for (var command : everyCommand())
                text.append(" ")
                        .append(
                                switch (step(alert, command)) {
                                    case Lifecycle.Decision.Go(var move) -> outcome(alert, move);
                                    case Lifecycle.Decision.Stop(var because) -> "– " + because.text();
                                })
                        .append(" |");
            text.append("\n");
        }
        text.append("""

                ## What the rules find, and what time does

                *Ends* is the end of whatever hides it; *lapses* the end of an acknowledgement's time.

                | condition | latched | triage | hidden | milder | the same | worse | gone | ends | lapses |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (var alert : everyAlert()) {
            if (alert.severity() != Severity.HIGH || !alert.open()) continue;
            row(text, alert);
            for (var finding :
                    List.of(raised(Severity.MEDIUM), raised(Severity.HIGH), raised(Severity.CRITICAL), cleared()))
                text.append(" ")
                        .append(Lifecycle.observe(alert, finding, LATER, false)
                                .map(move -> outcome(alert, move))
                                .orElse("–"))
                        .append(" |");
            var ends = new ArrayList<Lifecycle.Move>();
            if (alert.covered()) uncovered(alert, ends::add);
            text.append(" ")
                    .append(ends.isEmpty() ? "–" : outcome(alert, ends.getLast()))
                    .append(" |");
            text.append(" ")
                    .append(
                            alert.reminder().isEmpty()
                                    ? "–"
                                    : Lifecycle.tick(alert, alert.reminder().orElseThrow())
                                            .map(move -> outcome(alert, move))
                                            .orElse("–"))
                    .append(" |\n");
        }
        text.append("\n## Who may\n\nOf the alerts their role sees: ");
        text.append(
                "residents those of their own queue, operations those they own or are informed of, the others all.\n\n");
        text.append("| command | ")
                .append(Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append("---|".repeat(Role.values().length))
                .append("\n");
        for (var verb : Verb.values()) {
            text.append("| ").append(verb.text());
            for (var role : Role.values()) {
                boolean may = Permissions.allows(role, verb.action());
                text.append(" | ")
                        .append(!may ? "–" : verb == Verb.SHELVE ? longest(role) : verb.bulk() ? "yes, many" : "yes");
            }
            text.append(" |\n");
        }
        text.append("\n*Many*: to several alerts at once, never to critical ones.\n");
        return text.toString();
    }

    private static String longest(Role role) {
        return "low, medium %s; high %s; critical %s, many"
                .formatted(longest(role, Severity.LOW), longest(role, Severity.HIGH), longest(role, Severity.CRITICAL));
    }

    private static String longest(Role role, Severity severity) {
        return Lifecycle.longestShelf(role, severity)
                .map(most -> most.toMinutes() + " min")
                .orElse("never");
    }

    private static void row(StringBuilder text, Alert alert) {
        text.append("| ").append(word(alert.condition()));
        text.append(" | ").append(alert.latched() ? "yes" : "no");
        text.append(" | ")
                .append(word(alert.triage()))
                .append(" (")
                .append(alert.isaState())
                .append(")");
        text.append(" | ")
                .append(alert.covered() ? alert.covers().label() : "no")
                .append(" |");
    }

    private static String outcome(Alert from, Lifecycle.Move move) {
        var to = move.to();
        var hidden = to.covered() ? "hidden" : from.covered() ? "shown" : "";
        var triage = to.triage() == from.triage() ? word(to.triage()) : "**" + word(to.triage()) + "**";
        return word(move.kind()) + " → " + triage
                + (hidden.isEmpty() || to.covered() == from.covered() ? "" : ", " + hidden);
    }

    // ---- fixtures

    private static void assertOneOn(Alert from, Alert to) {
        assertThat(to.version()).isEqualTo(from.version() + 1);
        assertThat(to.changedAt()).isEqualTo(LATER);
        assertThat(List.of(to.id(), to.source(), to.latched()))
                .isEqualTo(List.of(from.id(), from.source(), from.latched()));
        assertThat(to.acknowledged().isPresent() && to.triage() == Triage.NEW).isFalse();
        assertThat(to.resolved().isPresent()).isEqualTo(to.triage() == Triage.RESOLVED);
        // Closed while its condition holds is only what a person's cover still hides.
        if (to.triage() == Triage.RESOLVED && to.present().isPresent())
            assertThat(to.covered()).isTrue();
    }

    /// Ends every cover, one after the other, as people and time would.
    private static Alert uncovered(Alert alert, Consumer<Lifecycle.Move> seen) {
        var current = alert;
        if (current.covers().outOfService().isPresent()
                && step(current, new Command.ReturnToService("")) instanceof Lifecycle.Decision.Go(var move)) {
            seen.accept(move);
            current = move.to();
        }
        if (current.covers().shelf().isPresent()) {
            var move = Lifecycle.tick(current, current.covers().shelf().get().until())
                    .orElseThrow();
            seen.accept(move);
            current = move.to();
        }
        var silence = Lifecycle.silence(current, Optional.empty(), LATER);
        if (silence.isPresent()) {
            seen.accept(silence.get());
            current = silence.get().to();
        }
        var cause = Lifecycle.suppress(current, Optional.empty(), LATER);
        if (cause.isPresent()) {
            seen.accept(cause.get());
            current = cause.get().to();
        }
        return current;
    }

    private static Lifecycle.Decision step(Alert alert, Command command) {
        return Lifecycle.step(alert, command, OTTO, Role.OPERATIONS, LATER);
    }

    private static boolean stops(Alert alert, Command command) {
        return step(alert, command) instanceof Lifecycle.Decision.Stop;
    }

    private static Alert moved(Alert alert, Command command) {
        return switch (step(alert, command)) {
            case Lifecycle.Decision.Go(var move) -> move.to();
            case Lifecycle.Decision.Stop(var because) -> throw new AssertionError(command + ": " + because.text());
        };
    }

    private static Severity worst(Alert alert) {
        return alert.acknowledged().map(Acknowledgement::severity).orElse(alert.severity());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static List<Command> everyCommand() {
        return List.of(
                new Command.Acknowledge(),
                new Command.Unacknowledge("not mine"),
                new Command.Assign(Optional.of(Role.SECURITY), Optional.empty()),
                new Command.Take(),
                new Command.HandBack(),
                new Command.Comment("words"),
                new Command.Shelve(Duration.ofHours(1), false, "paint"),
                new Command.Unshelve(),
                new Command.TakeOutOfService("WO-7", "calibration"),
                new Command.ReturnToService("calibrated"),
                new Command.Reset("done"),
                new Command.Resolve("done"),
                new Command.Reopen("it is not"));
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
        var shelf = new Shelf(LATER, false, Severity.CRITICAL, "anna", NOON, "paint");
        var service = new OutOfService("anna", NOON, "WO-1");
        var covers = List.of(
                Covers.NONE,
                Covers.NONE.withShelf(Optional.of(shelf)),
                Covers.NONE.withSilence(Optional.of(3L)),
                Covers.NONE.withSuppressedBy(Optional.of("hatch/open")),
                Covers.NONE.withOutOfService(Optional.of(service)),
                new Covers(Optional.of(shelf), Optional.of(3L), Optional.of("hatch/open"), Optional.of(service)));
        var alerts = new ArrayList<Alert>();
        for (var severity : Severity.values())
            for (var present : List.of(true, false))
                for (var latched : List.of(false, true))
                    for (var triage : Triage.values())
                        for (var cover : covers) {
                            boolean byPerson = cover.shelf().isPresent()
                                    || cover.outOfService().isPresent();
                            // Closed while it is so comes about only under a person's cover, and never latched.
                            if (present && triage == Triage.RESOLVED && (latched || !byPerson)) continue;
                            // A silence hides nothing critical.
                            if (severity == Severity.CRITICAL && cover.silence().isPresent()) continue;
                            alerts.add(alert(
                                    triage,
                                    present ? Optional.of(severity) : Optional.empty(),
                                    latched,
                                    severity,
                                    cover));
                        }
        return alerts;
    }

    private static Alert present(Severity now, Severity worst) {
        return alert(Triage.NEW, Optional.of(now), false, worst, Covers.NONE);
    }

    private static Alert alert(
            Triage triage, Optional<Severity> present, boolean latched, Severity severity, Covers covers) {
        var reminder = severity == Severity.HIGH ? Optional.of(LATER) : Optional.<Instant>empty();
        return new Alert(
                17,
                new Source(
                        new SensorId("s"),
                        "high",
                        "site",
                        "zone",
                        "carbon-dioxide",
                        "A \"sensor\" <b>",
                        Role.OPERATIONS),
                Role.OPERATIONS,
                Set.of(Role.SECURITY),
                Optional.empty(),
                severity,
                present,
                triage,
                latched,
                false,
                false,
                NOON,
                present.isPresent() ? Optional.empty() : Optional.of(NOON),
                triage == Triage.NEW
                        ? Optional.empty()
                        : Optional.of(new Acknowledgement("anna", NOON, severity, reminder)),
                triage == Triage.RESOLVED ? Optional.of(new Deed("anna", NOON)) : Optional.empty(),
                covers,
                1.25,
                1,
                NOON,
                3);
    }
}

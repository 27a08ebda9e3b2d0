package dev.velocity.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Advice;
import dev.velocity.rule.Damping;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final SensorId BUNKS = new SensorId("bunks");
    private static final Person OTTO = person("otto", Role.OPERATIONS);
    private static final Person ADA = person("ada", Role.ADMIN);
    /// The step before proposals.
    private static final int BEFORE = 5;

    private static final Damping NONE = new Damping(0, Duration.ZERO, Duration.ZERO);
    private static final String SITE = """
            site: s
            name: S
            time-base: live
            time-zone: UTC
            zones:
              z:
                name: Z
                sensors:
                  bunks:
                    kind: carbon-dioxide
                    name: Air over the bunks
                    limits:
                      high:
                        low: { deadband: 0, on-delay: 0 s, off-delay: 0 s }
                        medium: { deadband: 0, on-delay: 0 s, off-delay: 0 s }
                    guidance:
                      link: "https://handbook.example/air"
                  still:
                    kind: carbon-dioxide
                    not-while:
                      high: [bunks/high]
            """;

    @TempDir
    private Path data;

    private Database database;
    private Writer writer;
    private KeptSite kept;
    private Proposals proposals;

    @BeforeEach
    void waveringAirOfThreeHours() throws IOException {
        Files.writeString(data.resolve("site.yaml"), SITE);
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        kept = new KeptSite(data);
        var catalogue = new Catalogue(List.of(kept.read()));
        var readings = new Readings(catalogue, database);
        writer.write(tx -> readings.load(tx));
        writer.write(tx -> {
            var batch = new Batch(400);
            for (int i = 0; i < 200; i++) {
                var at = Micros.of(NOW.minus(Duration.ofMinutes(200 - i)));
                batch.add(0, at, i % 2 == 0 ? 1_510 : 1_490, Batch.NO_SEQUENCE, 2 * i);
                batch.add(1, at, 700, Batch.NO_SEQUENCE, 2 * i + 1);
            }
            var arrived = readings.begin(tx, batch);
            for (int i = 0; i < batch.size(); i++) arrived.add(i, false);
            readings.append(tx, arrived, NOW);
            return 0;
        });
        writer.write(_ -> 0);
        proposals = new Proposals(catalogue, readings, kept, database, writer, new Audit(() -> NOW), () -> NOW);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void historyAdvisesOnTheLimitThatChattersAndOnNoOther() {
        var advised = proposals.advise(BUNKS, "high").orElseThrow();
        assertThat(advised.advice()).isInstanceOf(Advice.Calmer.class);
        assertThat(advised.respond()).containsEntry(Severity.LOW, Duration.ofDays(1));
        assertThat(advised.until()).isEqualTo(NOW.minusSeconds(60).plusNanos(1_000));
        assertThat(proposals.advise(new SensorId("still"), "high").orElseThrow().advice())
                .isEqualTo(new Advice.Quiet());
        assertThat(proposals.advise(BUNKS, "stale")).isEmpty();
        assertThat(proposals.advise(BUNKS, "low")).isEmpty();
        assertThat(proposals.advise(new SensorId("nobody"), "high")).isEmpty();
    }

    @Test
    void whatOneProposesAndAnotherApprovesStandsInTheFileForTheNextStart() throws IOException {
        var before = kept.read();
        var proposal = done(proposals.propose(BUNKS, "high", " It wavers. ", OTTO));
        assertThat(proposal.severity()).isEqualTo(Severity.LOW);
        assertThat(proposal.from()).isEqualTo(NONE);
        assertThat(proposal.reason()).isEqualTo("It wavers.");
        assertThat(proposal.evidence().before().calls()).isEqualTo(100);
        assertThat(proposal.evidence().after().calls()).isOne();
        assertThat(proposal.open()).isTrue();
        assertThat(kept.read()).as("nothing changes by proposing").isEqualTo(before);
        assertThat(proposals.list()).containsExactly(proposal);

        var approved = done(proposals.approve(proposal.id(), "Looks right.", ADA));
        assertThat(approved.decision()).contains(new Decision(true, "ada", NOW, "Looks right."));
        assertThat(damping(kept.read(), Severity.LOW)).isEqualTo(proposal.to());
        assertThat(damping(kept.read(), Severity.MEDIUM)).as("another step").isEqualTo(NONE);
        assertThat(kept.read().zones().getFirst().sensors().getFirst().guidance())
                .isEqualTo(before.zones().getFirst().sensors().getFirst().guidance());
        assertThat(old()).as("the file before").containsExactly(SITE);
        assertThat(proposals.inForce(approved)).as("until the next start").isFalse();
        assertThat(next().inForce(approved)).isTrue();
        assertThat(audit()).containsExactly("otto proposal.made proposal/1", "ada proposal.approved proposal/1");
        assertThat(proposals.find(1)).contains(approved);
    }

    @Test
    void nobodyDecidesOnTheirOwnProposal() throws IOException {
        var both = person("otto", Role.ADMIN);
        var proposal = done(proposals.propose(BUNKS, "high", "", OTTO));
        assertThat(code(proposals.approve(proposal.id(), "fine", both))).isEqualTo("own-proposal");
        assertThat(code(proposals.refuse(proposal.id(), "no", both))).isEqualTo("own-proposal");
        assertThat(proposals.find(proposal.id())).contains(proposal);
        assertThat(SiteFile.write(kept.read())).isEqualTo(SiteFile.write(SiteFile.read(SITE)));
        // The schema says so too.
        assertThatThrownBy(() -> writer.write(tx -> {
                    ProposalStore.decide(tx, proposal.id(), new Decision(true, "otto", NOW, "fine"));
                    return 0;
                }))
                .hasMessageContaining("CHECK");
    }

    @Test
    void aProposalIsDecidedOnceAndWithWords() throws IOException {
        var proposal = done(proposals.propose(BUNKS, "high", "", OTTO));
        assertThat(code(proposals.approve(proposal.id(), " ", ADA))).isEqualTo("words-missing");
        done(proposals.refuse(proposal.id(), "The fan is being repaired; look again next week.", ADA));
        assertThat(code(proposals.approve(proposal.id(), "fine", ADA))).isEqualTo("decided");
        assertThat(old()).isEmpty();
        assertThat(audit()).containsExactly("otto proposal.made proposal/1", "ada proposal.refused proposal/1");
        assertThat(proposals.approve(99, "fine", ADA)).isEqualTo(new Outcome.Unknown<>());
        assertThatThrownBy(() -> writer.write(tx -> {
                    ProposalStore.decide(tx, proposal.id(), new Decision(true, "eve", NOW, "fine"));
                    return 0;
                }))
                .hasMessageContaining("decided once");
    }

    @Test
    void oneProposalWaitsForALimitAndOnlyWhatHistorySaysCanBeProposed() {
        done(proposals.propose(BUNKS, "high", "", OTTO));
        assertThat(code(proposals.propose(BUNKS, "high", "", OTTO))).isEqualTo("already-proposed");
        assertThat(code(proposals.propose(new SensorId("still"), "high", "", OTTO)))
                .isEqualTo("nothing-to-propose");
        assertThat(proposals.propose(BUNKS, "stale", "", OTTO)).isEqualTo(new Outcome.Unknown<>());
        assertThat(code(proposals.propose(BUNKS, "high", "x".repeat(501), OTTO)))
                .isEqualTo("words-too-long");
        assertThat(proposals.list()).hasSize(1);
    }

    @Test
    void whatNoLongerFitsTheFileIsNotApprovedAndTheWayOutIsTold() throws IOException {
        var proposal = done(proposals.propose(BUNKS, "high", "", OTTO));
        var edited = SITE.replace("low: { deadband: 0,", "low: { deadband: 7,");
        Files.writeString(data.resolve("site.yaml"), edited);
        assertThat(proposals.approve(proposal.id(), "fine", ADA))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because())
                                .contains("deadband 7")
                                .contains("propos")
                                .contains("again"));
        assertThat(proposals.find(proposal.id())).contains(proposal);
        assertThat(Files.readString(data.resolve("site.yaml"))).isEqualTo(edited);

        Files.writeString(
                data.resolve("site.yaml"),
                SITE.replace("  bunks:\n", "  beds:\n").replace("bunks/", "beds/"));
        assertThat(code(proposals.approve(proposal.id(), "fine", ADA))).isEqualTo("does-not-fit");
        Files.writeString(data.resolve("site.yaml"), "site: [");
        assertThat(code(proposals.approve(proposal.id(), "fine", ADA))).isEqualTo("does-not-fit");
        Files.delete(data.resolve("site.yaml"));
        assertThat(code(proposals.approve(proposal.id(), "fine", ADA))).isEqualTo("not-written");
        assertThat(proposals.find(proposal.id())).contains(proposal);
        assertThat(audit()).containsExactly("otto proposal.made proposal/1");
        done(proposals.refuse(proposal.id(), "The file has moved on.", ADA));
    }

    @Test
    void anApprovalCutShortBehindTheFileIsSimplyGivenAgain() throws IOException {
        var proposal = done(proposals.propose(BUNKS, "high", "", OTTO));
        if (!(SiteChange.of(kept.read(), proposal) instanceof SiteChange.Changed(var site)))
            throw new AssertionError("it fits");
        kept.replace(site, NOW);
        done(proposals.approve(proposal.id(), "fine", ADA));
        assertThat(damping(kept.read(), Severity.LOW)).isEqualTo(proposal.to());
        assertThat(old()).as("written once").hasSize(1);
    }

    @Test
    void goingBackAVersionAndUpAgainKeepsEveryProposal() {
        var first = done(proposals.propose(BUNKS, "high", "It wavers.", OTTO));
        var refused = done(proposals.refuse(first.id(), "Not yet.", ADA));
        var waiting = done(proposals.propose(BUNKS, "high", "It still wavers.", OTTO));
        writer.close();
        database.close();
        assertThat(Database.migrate(data.resolve("v.db"), BEFORE)).contains("to step 5");
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        List<Proposal> still = database.read(rows -> ProposalStore.newest(rows, 10));
        assertThat(still).containsExactly(waiting, refused);
    }

    private Proposals next() throws IOException {
        var catalogue = new Catalogue(List.of(kept.read()));
        return new Proposals(
                catalogue, new Readings(catalogue, database), kept, database, writer, new Audit(() -> NOW), () -> NOW);
    }

    private static Damping damping(Site site, Severity severity) {
        var limit = site.zones().getFirst().sensors().getFirst().limit("high").orElseThrow();
        return Damping.of(limit, severity).orElseThrow();
    }

    private List<String> audit() {
        return database.read(rows -> rows.list(
                "SELECT actor || ' ' || action || ' ' || object FROM audit ORDER BY seq", row -> row.getString(1)));
    }

    private List<String> old() throws IOException {
        var old = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(data, "site.until-*")) {
            for (var file : files) old.add(Files.readString(file));
        }
        return old;
    }

    private static Person person(String name, Role role) {
        return new Person(1, name, name, role, false, 0, NOW);
    }

    private static Proposal done(Outcome<Proposal> outcome) {
        if (outcome instanceof Outcome.Done<Proposal>(var proposal)) return proposal;
        throw new AssertionError(outcome.toString());
    }

    private static String code(Outcome<Proposal> outcome) {
        if (outcome instanceof Outcome.Refused<Proposal>(var code, var _)) return code;
        throw new AssertionError(outcome.toString());
    }
}

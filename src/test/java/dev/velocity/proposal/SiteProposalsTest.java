package dev.velocity.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import dev.velocity.sensor.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole site files by two persons, one of whom is an admin.
class SiteProposalsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Person OTTO = person("otto", Role.OPERATIONS);
    private static final Person OLGA = person("olga", Role.OPERATIONS);
    private static final Person ADA = person("ada", Role.ADMIN);
    private static final Person ABE = person("abe", Role.ADMIN);
    private static final Person ANNA = person("anna", Role.ANALYST);
    private static final String SITE = """
            site: s
            name: S
            time-base: live
            time-zone: UTC
            zones:
              hall:
                name: Hall
                sensors:
                  co2:
                    kind: carbon-dioxide
            """;
    private static final String WITH_SHED = SITE + "  shed:\n    name: Shed # a comment\n";

    @TempDir
    private Path data;

    private Database database;
    private Writer writer;
    private KeptSite kept;
    private Audit audit;
    private SiteProposals proposals;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(data.resolve("site.yaml"), SITE);
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        kept = new KeptSite(data);
        audit = new Audit(() -> NOW);
        restart();
    }

    private void restart() throws IOException {
        proposals = new SiteProposals(new Catalogue(List.of(kept.read())), kept, database, writer, audit, () -> NOW);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void whatOnePersonProposesAnotherApprovesAndTheNextStartServes() throws IOException {
        var proposal = done(proposals.propose(WITH_SHED, "we built a shed", OTTO));
        assertThat(proposal.difference().changes())
                .containsExactly(new Difference.Change("zones.shed.name", Optional.empty(), Optional.of("Shed")));
        assertThat(proposals.list()).containsExactly(proposal);
        assertThat(Files.readString(data.resolve("site.yaml"))).isEqualTo(SITE);
        assertThat(code(proposals.approve(proposal.id(), "fine", OTTO))).isEqualTo("own-proposal");
        assertThat(code(proposals.approve(proposal.id(), "fine", OLGA))).isEqualTo("needs-admin");
        assertThat(code(proposals.approve(proposal.id(), "fine", ANNA))).isEqualTo("forbidden");
        assertThat(code(proposals.approve(proposal.id(), " ", ADA))).isEqualTo("words-missing");
        assertThat(proposals.approve(99, "fine", ADA)).isEqualTo(new Outcome.Unknown<SiteProposal>());
        var approved = done(proposals.approve(proposal.id(), "seen it", ADA));
        assertThat(approved.decision()).contains(new Decision(true, "ada", NOW, "seen it"));
        assertThat(Files.readString(data.resolve("site.yaml")))
                .isEqualTo(proposal.after())
                .contains("Shed");
        assertThat(proposals.inForce(approved)).isFalse();
        restart();
        assertThat(proposals.inForce(approved)).isTrue();
        assertThat(code(proposals.refuse(proposal.id(), "no", ABE))).isEqualTo("decided");
        assertThat(trail()).extracting(Line::action).containsExactly("site-proposal.made", "site-proposal.approved");
        assertThat(trail().getLast().detail()).contains("zones.shed.name", "seen it");
        // What it held before is kept beside it.
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("site.until-"));
        }
    }

    @Test
    void oneOfTheTwoIsAnAdmin() {
        var byAdmin = done(proposals.propose(WITH_SHED, "a shed", ADA));
        assertThat(SiteProposals.mayDecide(byAdmin, ADA)).isFalse();
        assertThat(SiteProposals.mayDecide(byAdmin, ABE)).isTrue();
        assertThat(SiteProposals.mayDecide(byAdmin, OTTO)).isTrue();
        assertThat(SiteProposals.mayDecide(byAdmin, ANNA)).isFalse();
        done(proposals.refuse(byAdmin.id(), "no shed", OTTO));
        var byOperations = done(proposals.propose(WITH_SHED, "a shed", OTTO));
        assertThat(SiteProposals.mayDecide(byOperations, OLGA)).isFalse();
        assertThat(SiteProposals.mayDecide(byOperations, ADA)).isTrue();
        assertThat(code(proposals.propose(WITH_SHED, "a shed", ANNA))).isEqualTo("forbidden");
    }

    @Test
    void aFileThatIsWrongIsRefusedWithAllThatIsWrong() {
        var text = SITE.replace("carbon-dioxide", "carbon-dioxid").replace("name: Hall", "nam: Hall");
        assertThat(proposals.check(text)).isInstanceOfSatisfying(Checked.Wrong.class, wrong -> {
            assertThat(wrong.problems()).hasSize(3);
            assertThat(wrong.problems()).extracting(problem -> problem.line()).containsExactly(7, 7, 10);
        });
        assertThat(proposals.propose(text, "why", OTTO)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("wrong-file");
            assertThat(refused.because()).contains("line 10", "Did you mean 'carbon-dioxide'?");
        });
        assertThat(proposals.check("{")).isInstanceOf(Checked.Wrong.class);
        assertThat(proposals.check(SITE + "# a comment says nothing\n")).isEqualTo(new Checked.Same());
        assertThat(code(proposals.propose(SITE, "why", OTTO))).isEqualTo("nothing-to-propose");
        assertThat(code(proposals.propose(WITH_SHED, "", OTTO))).isEqualTo("words-missing");
        assertThat(code(proposals.propose("#".repeat(SiteProposals.MOST_CHARACTERS + 1), "why", OTTO)))
                .isEqualTo("too-large");
        assertThat(proposals.check(WITH_SHED)).isInstanceOf(Checked.Fits.class);
        assertThat(proposals.list()).isEmpty();
    }

    @Test
    void aFileThatWasChangedSinceIsNotOverwritten() throws IOException {
        var first = done(proposals.propose(WITH_SHED, "a shed", OTTO));
        var second = done(proposals.propose(SITE.replace("name: Hall", "name: Great hall"), "bigger", OTTO));
        done(proposals.approve(first.id(), "fine", ADA));
        assertThat(code(proposals.approve(second.id(), "fine", ADA))).isEqualTo("does-not-fit");
        assertThat(kept.read().zones()).hasSize(2);
        done(proposals.refuse(second.id(), "propose it again", ADA));
        // What is proposed now begins with what was approved.
        assertThat(proposals.current()).contains("Shed");
    }

    @Test
    void anApprovalThatWasCutShortBehindTheFileIsMadeUp() throws IOException {
        var proposal = done(proposals.propose(WITH_SHED, "a shed", OTTO));
        kept.replace(SiteFile.read(proposal.after()), NOW);
        assertThat(done(proposals.approve(proposal.id(), "fine", ADA)).approved())
                .isTrue();
    }

    @Test
    void moreThanTwentyDoNotWait() {
        for (int i = 0; i < 20; i++) done(proposals.propose(SITE.replace("Hall", "Hall " + i), "x", OTTO));
        assertThat(code(proposals.propose(WITH_SHED, "x", OTTO))).isEqualTo("too-many");
    }

    private List<Line> trail() {
        return database.read(rows -> audit.lines(
                        rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.of("site-proposal/"), 10)))
                .reversed();
    }

    private static String code(Outcome<SiteProposal> outcome) {
        if (outcome instanceof Outcome.Refused<SiteProposal>(var code, var _)) return code;
        throw new AssertionError(outcome);
    }

    private static SiteProposal done(Outcome<SiteProposal> outcome) {
        if (outcome instanceof Outcome.Done<SiteProposal>(var proposal)) return proposal;
        throw new AssertionError(outcome);
    }

    private static Person person(String name, Role role) {
        return new Person(1, name, name, role, false, 1, NOW);
    }
}

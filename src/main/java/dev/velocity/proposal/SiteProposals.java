package dev.velocity.proposal;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Proposals of another site file: one person edits it whole, another one approves it with words; only then is it
/// written into the kept site file, for the next start. Any thread.
///
/// Of the two persons, one is an admin: what operations proposes an admin decides on, and what an admin
/// proposes another admin or operations.
public final class SiteProposals {
    /// Most characters of a file.
    public static final int MOST_CHARACTERS = 1_000_000;

    private static final int MOST_WORDS = 500;
    private static final int MOST_LISTED = 100;
    private static final int MOST_OPEN = 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final Catalogue catalogue;
    private final KeptSite kept;
    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;

    public SiteProposals(
            Catalogue catalogue, KeptSite kept, Database database, Writer writer, Audit audit, InstantSource clock) {
        this.catalogue = catalogue;
        this.kept = kept;
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
    }

    /// The file the next start serves, in canonical form: what an editor begins with, and what a proposal is
    /// compared with. Where the kept one cannot be read, the running one.
    public String current() {
        try {
            return SiteFile.write(kept.read());
        } catch (WrongFile e) {
            return running();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kept site file", e);
        }
    }

    /// Looks through an edited file without proposing it.
    public Checked check(String text) {
        return check(text, current());
    }

    private static Checked check(String text, String current) {
        try {
            var after = SiteFile.write(SiteFile.read(text));
            return after.equals(current) ? new Checked.Same() : new Checked.Fits(after, Difference.of(current, after));
        } catch (WrongFile e) {
            return new Checked.Wrong(e.problems());
        }
    }

    /// Proposes an edited file. Refused with `wrong-file` and all its problems, `nothing-to-propose`,
    /// `words-missing`, `too-large`, `too-many` or `forbidden`.
    public Outcome<SiteProposal> propose(String text, String reason, Person who) {
        if (!Permissions.allows(who.role(), Action.PROPOSE_SITE)) return forbidden();
        if (text.length() > MOST_CHARACTERS)
            return new Outcome.Refused<>("too-large", "a site file has " + MOST_CHARACTERS + " characters at most");
        if (reason.isBlank() || reason.length() > MOST_WORDS)
            return new Outcome.Refused<>("words-missing", "say why in 1 to " + MOST_WORDS + " characters");
        var before = current();
        return switch (check(text, before)) {
            case Checked.Wrong(var problems) ->
                new Outcome.Refused<>(
                        "wrong-file",
                        String.join(
                                "\n",
                                problems.stream()
                                        .map(WrongFile.Problem::toString)
                                        .toList()));
            case Checked.Same() ->
                new Outcome.Refused<>("nothing-to-propose", "the file says what the present one says");
            case Checked.Fits(var after, var difference) ->
                writer.write(tx -> {
                    if (SiteProposalStore.open(tx) >= MOST_OPEN)
                        return new Outcome.Refused<SiteProposal>(
                                "too-many", MOST_OPEN + " proposals wait already; have some decided first");
                    var proposal = new SiteProposal(
                            SiteProposalStore.nextId(tx),
                            before,
                            after,
                            reason.strip(),
                            who.name(),
                            who.role(),
                            Micros.toInstant(Micros.of(clock.instant())),
                            Optional.empty());
                    SiteProposalStore.insert(tx, proposal);
                    audited(tx, who, "site-proposal.made", proposal, proposal.reason(), difference);
                    return new Outcome.Done<>(proposal);
                });
        };
    }

    /// Those that wait, then those that are decided, newest first.
    public List<SiteProposal> list() {
        return database.read(rows -> SiteProposalStore.newest(rows, MOST_LISTED));
    }

    public Optional<SiteProposal> find(long id) {
        return database.read(rows -> SiteProposalStore.find(rows, id));
    }

    /// Whether the running server serves it already.
    public boolean inForce(SiteProposal proposal) {
        return running().equals(proposal.after());
    }

    /// Whether somebody may decide on it, as far as that is known before they do.
    public static boolean mayDecide(SiteProposal proposal, Person who) {
        return proposal.open()
                && !proposal.proposer().equals(who.name())
                && Permissions.allows(who.role(), Action.APPROVE_SITE)
                && (who.role() == Role.ADMIN || proposal.role() == Role.ADMIN);
    }

    /// Refused with `own-proposal`, `needs-admin`, `decided`, `words-missing` or `forbidden`.
    public Outcome<SiteProposal> refuse(long id, String words, Person who) {
        return decide(id, words, who, false);
    }

    /// Writes the proposal into the kept site file; the running server goes on with the one it has until it is
    /// started again. Refused like [#refuse], and with `does-not-fit` when the kept file has changed since, or
    /// `not-written`.
    public Outcome<SiteProposal> approve(long id, String words, Person who) {
        return decide(id, words, who, true);
    }

    private Outcome<SiteProposal> decide(long id, String words, Person who, boolean approved) {
        if (!Permissions.allows(who.role(), Action.APPROVE_SITE)) return forbidden();
        if (words.isBlank() || words.length() > MOST_WORDS)
            return new Outcome.Refused<>("words-missing", "say why in 1 to " + MOST_WORDS + " characters");
        try {
            return writer.write(tx -> decide(tx, id, words.strip(), who, approved));
        } catch (UncheckedIOException e) {
            return new Outcome.Refused<>(
                    "not-written", "the site file could not be written, so nothing was changed: " + e.getMessage());
        }
    }

    private Outcome<SiteProposal> decide(Tx tx, long id, String words, Person who, boolean approved) {
        var found = SiteProposalStore.find(tx, id);
        if (found.isEmpty()) return new Outcome.Unknown<>();
        var proposal = found.get();
        if (!proposal.open())
            return new Outcome.Refused<>(
                    "decided", "it was " + (proposal.approved() ? "approved" : "refused") + " meanwhile");
        if (proposal.proposer().equals(who.name()))
            return new Outcome.Refused<>("own-proposal", "who proposed it cannot decide on it; somebody else must");
        if (who.role() != Role.ADMIN && proposal.role() != Role.ADMIN)
            return new Outcome.Refused<>("needs-admin", "one of the two persons must be an admin");
        try {
            var now = clock.instant();
            var current = approved ? SiteFile.write(kept.read()) : "";
            boolean already = approved && current.equals(proposal.after());
            if (approved && !already && !current.equals(proposal.before()))
                return new Outcome.Refused<>(
                        "does-not-fit",
                        "the site file was changed since this was proposed. Refuse it and have it proposed again");
            var site = approved ? Optional.of(SiteFile.read(proposal.after())) : Optional.<Site>empty();
            SiteProposalStore.decide(tx, id, new Decision(approved, who.name(), now, words));
            audited(
                    tx,
                    who,
                    approved ? "site-proposal.approved" : "site-proposal.refused",
                    proposal,
                    words,
                    proposal.difference());
            // Last of all, as with limits: a commit that fails leaves the file ahead, and approving again finds it so.
            if (site.isPresent() && !already) kept.replace(site.get(), now);
            return new Outcome.Done<>(SiteProposalStore.find(tx, id).orElseThrow());
        } catch (WrongFile e) {
            return new Outcome.Refused<>(
                    "does-not-fit",
                    "a site file cannot be read, " + e.problems().getFirst() + " Refuse this proposal");
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private String running() {
        return SiteFile.write(catalogue.sites().getFirst());
    }

    /// Every change by its name; of very many, the first and how many there are.
    private void audited(Tx tx, Person who, String action, SiteProposal proposal, String words, Difference difference) {
        var detail = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), detail)) {
            json.writeStartObject();
            json.writeStringProperty("words", words);
            json.writeNumberProperty("changes", difference.changes().size());
            json.writeArrayPropertyStart("first");
            difference.changes().stream().limit(50).forEach(change -> {
                json.writeStartObject();
                json.writeStringProperty("path", change.path());
                change.before().ifPresent(value -> json.writeStringProperty("before", value));
                change.after().ifPresent(value -> json.writeStringProperty("after", value));
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        audit.append(tx, who.actor(), action, "site-proposal/" + proposal.id(), detail.toString());
    }

    private static <T> Outcome<T> forbidden() {
        return new Outcome.Refused<>("forbidden", "your role may not do this");
    }
}

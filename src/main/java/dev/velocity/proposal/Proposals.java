package dev.velocity.proposal;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Advice;
import dev.velocity.rule.Damping;
import dev.velocity.rule.Tuning;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.WrongFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Proposals of other limits. One person proposes what history advises, another one approves it with words;
/// only then is it written into the kept site file, for the next start. Start here. Any thread.
public final class Proposals {
    /// How far back history is judged again.
    public static final Duration LOOK_BACK = Duration.ofDays(7);

    private static final int MOST_WORDS = 500;
    private static final int MOST_LISTED = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private final Catalogue catalogue;
    private final Readings readings;
    private final KeptSite kept;
    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    /// Judging a week again takes a processor for a while; one at a time leaves the others to the watch.
    private final ReentrantLock judging = new ReentrantLock();

    public Proposals(
            Catalogue catalogue,
            Readings readings,
            KeptSite kept,
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.kept = kept;
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
    }

    /// What the last seven days say about a limit; empty when the sensor has no such limit, or it has no steps.
    public Optional<Advised> advise(SensorId id, String rule) {
        int index = catalogue.index(id.text());
        if (index < 0) return Optional.empty();
        var sensor = catalogue.sensor(index);
        var found = sensor.limit(rule).filter(limit -> !limit.steps().isEmpty());
        if (found.isEmpty()) return Optional.empty();
        // Of recorded data the newest reading is now.
        var until = readings.latest(index)
                .map(latest -> latest.at().plusNanos(1_000))
                .orElseGet(clock::instant);
        var since = until.minus(LOOK_BACK);
        var respond = respond(id, rule);
        judging.lock();
        try {
            var advice = Tuning.advise(
                    sensor,
                    found.get(),
                    severity -> respond.getOrDefault(severity, Duration.ZERO),
                    reader -> readings.each(id, since, until, reader::reading));
            return Optional.of(new Advised(advice, since, until, respond));
        } finally {
            judging.unlock();
        }
    }

    /// Proposes what history advises about the limit.
    public Outcome<Proposal> propose(SensorId id, String rule, String reason, Person who) {
        if (reason.length() > MOST_WORDS)
            return new Outcome.Refused<>("words-too-long", "say why in " + MOST_WORDS + " characters or less");
        var advised = advise(id, rule);
        if (advised.isEmpty()) return new Outcome.Unknown<>();
        if (!(advised.get().advice() instanceof Advice.Calmer(var severity, var from, var to, var before, var after)))
            return new Outcome.Refused<>(
                    "nothing-to-propose",
                    "nothing in the last seven days says that this limit should be set otherwise");
        var evidence = new Evidence(
                advised.get().since(),
                advised.get().until(),
                advised.get().respond().getOrDefault(severity, Duration.ZERO),
                before,
                after);
        return writer.write(tx -> {
            var waiting = ProposalStore.open(tx, id, rule, severity);
            if (waiting.isPresent())
                return new Outcome.Refused<Proposal>(
                        "already-proposed",
                        "proposal " + waiting.get().id() + " for this limit waits already; it must be decided first");
            var now = Micros.toInstant(Micros.of(clock.instant()));
            var proposal = new Proposal(
                    ProposalStore.nextId(tx),
                    id,
                    rule,
                    severity,
                    from,
                    to,
                    reason.strip(),
                    evidence,
                    who.name(),
                    now,
                    Optional.empty());
            ProposalStore.insert(tx, proposal);
            audited(tx, who, "proposal.made", proposal, proposal.reason());
            return new Outcome.Done<>(proposal);
        });
    }

    /// Those that wait, then those that are decided, newest first.
    public List<Proposal> list() {
        return database.read(rows -> ProposalStore.newest(rows, MOST_LISTED));
    }

    public Optional<Proposal> find(long id) {
        return database.read(rows -> ProposalStore.find(rows, id));
    }

    /// Whether the running server judges by it already.
    public boolean inForce(Proposal proposal) {
        return catalogue
                .sensor(proposal.sensor())
                .flatMap(sensor -> sensor.limit(proposal.rule()))
                .flatMap(limit -> Damping.of(limit, proposal.severity()))
                .filter(proposal.to()::equals)
                .isPresent();
    }

    public Outcome<Proposal> refuse(long id, String words, Person who) {
        return decide(id, words, who, false);
    }

    /// Writes the proposal into the kept site file. The running server goes on with the limits it has until
    /// it is started again: its rules would otherwise change under a journal that says they did not.
    public Outcome<Proposal> approve(long id, String words, Person who) {
        return decide(id, words, who, true);
    }

    private Outcome<Proposal> decide(long id, String words, Person who, boolean approved) {
        if (words.isBlank() || words.length() > MOST_WORDS)
            return new Outcome.Refused<>("words-missing", "say why in 1 to " + MOST_WORDS + " characters");
        try {
            return writer.write(tx -> decide(tx, id, words.strip(), who, approved));
        } catch (UncheckedIOException e) {
            return new Outcome.Refused<>(
                    "not-written", "the site file could not be written, so nothing was changed: " + e.getMessage());
        }
    }

    private Outcome<Proposal> decide(Tx tx, long id, String words, Person who, boolean approved) {
        var found = ProposalStore.find(tx, id);
        if (found.isEmpty()) return new Outcome.Unknown<>();
        var proposal = found.get();
        if (!proposal.open())
            return new Outcome.Refused<>(
                    "decided", "it was " + (proposal.approved() ? "approved" : "refused") + " meanwhile");
        if (proposal.proposer().equals(who.name()))
            return new Outcome.Refused<>("own-proposal", "who proposed it cannot decide on it; somebody else must");
        try {
            var change = approved ? Optional.of(SiteChange.of(kept.read(), proposal)) : Optional.<SiteChange>empty();
            if (change.isPresent() && change.get() instanceof SiteChange.Unfit(var because))
                return new Outcome.Refused<>("does-not-fit", because);
            var now = clock.instant();
            ProposalStore.decide(tx, id, new Decision(approved, who.name(), now, words));
            audited(tx, who, approved ? "proposal.approved" : "proposal.refused", proposal, words);
            // Last of all, so that nothing that fails comes behind it. Should the commit itself fail, the file is
            // ahead of the trail: the proposal still waits, and approving it again finds the file as it should be.
            if (change.isPresent() && change.get() instanceof SiteChange.Changed(var site)) kept.replace(site, now);
            return new Outcome.Done<>(ProposalStore.find(tx, id).orElseThrow());
        } catch (WrongFile e) {
            return new Outcome.Refused<>(
                    "does-not-fit",
                    "the kept site file cannot be read, " + e.problems().getFirst() + " Put it right first");
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Map<Severity, Duration> respond(SensorId id, String rule) {
        var respond = new EnumMap<Severity, Duration>(Severity.class);
        for (var severity : Severity.values())
            respond.put(severity, catalogue.guidance(id, rule, severity).time().orElseGet(() -> usual(severity)));
        return respond;
    }

    /// As `kinds.yaml` means the severities, where nobody says how long there is.
    private static Duration usual(Severity severity) {
        return switch (severity) {
            case LOW -> Duration.ofDays(1);
            case MEDIUM -> Duration.ofHours(4);
            case HIGH -> Duration.ofMinutes(30);
            case CRITICAL -> Duration.ofMinutes(5);
        };
    }

    private void audited(Tx tx, Person who, String action, Proposal proposal, String words) {
        var detail = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), detail)) {
            json.writeStartObject();
            json.writeStringProperty("sensor", proposal.sensor().text());
            json.writeStringProperty("rule", proposal.rule());
            json.writeStringProperty("severity", proposal.severity().text());
            json.writeStringProperty("from", proposal.from().text());
            json.writeStringProperty("to", proposal.to().text());
            json.writeStringProperty("words", words);
            json.writeEndObject();
        }
        audit.append(tx, who.actor(), action, "proposal/" + proposal.id(), detail.toString());
    }
}

package dev.velocity.api;

import dev.velocity.access.Session;
import dev.velocity.alert.Alerts;
import dev.velocity.proposal.Evidence;
import dev.velocity.proposal.Proposal;
import dev.velocity.proposal.Proposals;
import dev.velocity.rule.Advice;
import dev.velocity.rule.Damping;
import dev.velocity.rule.Outline;
import dev.velocity.sensor.SensorId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What would calm an alert, proposals of it, and decisions on them.
@RestController
@RequestMapping("/api/v1")
final class ProposalRoutes {
    private final Alerts alerts;
    private final Proposals proposals;

    ProposalRoutes(Alerts alerts, Proposals proposals) {
        this.alerts = alerts;
        this.proposals = proposals;
    }

    record Settings(double deadband, long onDelaySeconds, long offDelaySeconds) {
        static Settings of(Damping damping) {
            return new Settings(
                    damping.deadband(),
                    damping.onDelay().toSeconds(),
                    damping.offDelay().toSeconds());
        }
    }

    record Numbers(int calls, int bursts, long presentSeconds) {
        static Numbers of(Outline outline) {
            return new Numbers(
                    outline.calls(), outline.bursts(), outline.present().toSeconds());
        }
    }

    /// @param advice `quiet`, `calmer` or `helpless`
    record Tuned(
            String sensor,
            String rule,
            Instant since,
            Instant until,
            String advice,
            @Nullable String severity,
            @Nullable Settings from,
            @Nullable Settings to,
            @Nullable Numbers before,
            @Nullable Numbers after) {}

    /// @param state `open`, `approved` or `refused`
    record Shown(
            long id,
            String sensor,
            String rule,
            String severity,
            Settings from,
            Settings to,
            String reason,
            Instant since,
            Instant until,
            long respondSeconds,
            Numbers before,
            Numbers after,
            String proposer,
            Instant proposedAt,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String words,
            boolean inForce) {}

    record All(List<Shown> proposals) {}

    record Wanted(
            @Nullable String sensor,
            @Nullable String rule,
            @Nullable String reason) {}

    record Said(@Nullable String words) {}

    @GetMapping("/alerts/{id}/tuning")
    ResponseEntity<Object> tuning(@PathVariable long id, Session session) {
        var alert = alerts.find(id, session.person().role());
        var advised = alert.flatMap(found -> proposals.advise(found.sensor(), found.rule()));
        if (alert.isEmpty() || advised.isEmpty())
            return Problem.of(
                    HttpStatus.NOT_FOUND,
                    "unknown",
                    "there is no alert of that number with a limit that has steps, or none that concerns you");
        var sensor = alert.get().sensor().text();
        var rule = alert.get().rule();
        var since = advised.get().since();
        var until = advised.get().until();
        return ResponseEntity.ok(
                switch (advised.get().advice()) {
                    case Advice.Quiet() -> new Tuned(sensor, rule, since, until, "quiet", null, null, null, null, null);
                    case Advice.Calmer(var severity, var from, var to, var before, var after) ->
                        new Tuned(
                                sensor,
                                rule,
                                since,
                                until,
                                "calmer",
                                severity.text(),
                                Settings.of(from),
                                Settings.of(to),
                                Numbers.of(before),
                                Numbers.of(after));
                    case Advice.Helpless(var severity, var now, var before) ->
                        new Tuned(
                                sensor,
                                rule,
                                since,
                                until,
                                "helpless",
                                severity.text(),
                                Settings.of(now),
                                null,
                                Numbers.of(before),
                                null);
                });
    }

    @GetMapping("/proposals")
    All list() {
        return new All(proposals.list().stream().map(this::shown).toList());
    }

    @GetMapping("/proposals/{id}")
    ResponseEntity<Object> one(@PathVariable long id) {
        return proposals
                .find(id)
                .<ResponseEntity<Object>>map(proposal -> ResponseEntity.ok(shown(proposal)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no proposal of that number"));
    }

    /// Proposes what history advises about a limit of a sensor.
    @PostMapping(path = "/proposals", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> propose(@RequestBody Wanted wanted, Session session) {
        var outcome = proposals.propose(
                new SensorId(Answers.needed(wanted.sensor(), "sensor")),
                Answers.needed(wanted.rule(), "rule"),
                Objects.toString(wanted.reason(), ""),
                session.person());
        return Answers.of(outcome, HttpStatus.CREATED, this::shown);
    }

    @PostMapping(path = "/proposals/{id}/approve", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> approve(@PathVariable long id, @RequestBody Said said, Session session) {
        return Answers.of(proposals.approve(id, Objects.toString(said.words(), ""), session.person()), this::shown);
    }

    @PostMapping(path = "/proposals/{id}/refuse", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> refuse(@PathVariable long id, @RequestBody Said said, Session session) {
        return Answers.of(proposals.refuse(id, Objects.toString(said.words(), ""), session.person()), this::shown);
    }

    private Shown shown(Proposal proposal) {
        Evidence evidence = proposal.evidence();
        var decision = proposal.decision();
        return new Shown(
                proposal.id(),
                proposal.sensor().text(),
                proposal.rule(),
                proposal.severity().text(),
                Settings.of(proposal.from()),
                Settings.of(proposal.to()),
                proposal.reason(),
                evidence.since(),
                evidence.until(),
                evidence.respond().toSeconds(),
                Numbers.of(evidence.before()),
                Numbers.of(evidence.after()),
                proposal.proposer(),
                proposal.proposedAt(),
                proposal.open() ? "open" : proposal.approved() ? "approved" : "refused",
                decision.map(one -> one.by()).orElse(null),
                decision.map(one -> one.at()).orElse(null),
                decision.map(one -> one.words()).orElse(null),
                proposals.inForce(proposal));
    }
}

package dev.velocity.console;

import dev.velocity.alert.Alert;
import dev.velocity.measure.Quantity;
import dev.velocity.proposal.Advised;
import dev.velocity.proposal.Decision;
import dev.velocity.proposal.Proposal;
import dev.velocity.proposal.Proposals;
import dev.velocity.rule.Advice;
import dev.velocity.rule.Damping;
import dev.velocity.rule.Outline;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts proposals and what history advises into the words of one language. Any thread.
final class ProposalViews {
    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final Proposals proposals;
    private final AlertViews alerts;

    ProposalViews(Words words, Catalogue catalogue, Proposals proposals, AlertViews alerts) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.proposals = proposals;
        this.alerts = alerts;
    }

    /// @param viewer sign-in name of whoever looks
    ProposalView view(Proposal proposal, String viewer) {
        var sensor = catalogue.sensor(proposal.sensor());
        var site = sensor.map(Sensor::site).orElse("");
        var evidence = proposal.evidence();
        return new ProposalView(
                proposal.id(),
                sensor.map(Sensor::name).orElse(proposal.sensor().text()),
                proposal.sensor().text(),
                what(proposal.sensor(), proposal.rule(), proposal.severity()),
                numbers(
                        proposal.sensor(),
                        proposal.rule(),
                        proposal.from(),
                        proposal.to(),
                        evidence.before(),
                        evidence.after(),
                        history(site, evidence.since(), evidence.until(), evidence.respond())),
                proposal.reason(),
                alerts.display(proposal.proposer()),
                alerts.moment(site, proposal.proposedAt()),
                proposal.open() ? "open" : proposal.approved() ? "approved" : "refused",
                told(proposal, site),
                proposal.decision().map(Decision::words).orElse(""),
                proposal.proposer().equals(viewer));
    }

    ProposalView.Advised view(Alert alert, Advised advised) {
        var site = alert.source().site();
        var severity = severity(advised.advice()).orElse(alert.severity());
        var waiting = proposals.list().stream()
                .filter(Proposal::open)
                .filter(one -> one.sensor().equals(alert.sensor())
                        && one.rule().equals(alert.rule())
                        && one.severity() == severity)
                .findFirst();
        var respond = advised.respond().getOrDefault(severity, Duration.ZERO);
        var history = history(site, advised.since(), advised.until(), respond);
        return new ProposalView.Advised(
                alert.title(),
                what(alert.sensor(), alert.rule(), severity),
                advised.advice() instanceof Advice.Calmer,
                said(advised.advice()),
                advised.advice() instanceof Advice.Calmer(var _, var from, var to, var before, var after)
                        ? numbers(alert.sensor(), alert.rule(), from, to, before, after, history)
                        : new ProposalView.Numbers(List.of(), List.of(), history),
                waiting.map(Proposal::id).orElse(0L));
    }

    private static Optional<Severity> severity(Advice advice) {
        return switch (advice) {
            case Advice.Quiet() -> Optional.empty();
            case Advice.Calmer calmer -> Optional.of(calmer.severity());
            case Advice.Helpless helpless -> Optional.of(helpless.severity());
        };
    }

    private String said(Advice advice) {
        return switch (advice) {
            case Advice.Quiet() -> words.of("proposals.quiet");
            case Advice.Calmer(var _, var _, var to, var before, var after) ->
                words.of("proposals.calmer", before.calls(), before.bursts(), after.calls())
                        + (to.onDelay().isZero() ? "" : " " + words.of("proposals.later"));
            case Advice.Helpless(var _, var _, var before) ->
                words.of("proposals.helpless", before.calls(), before.bursts());
        };
    }

    private String what(SensorId id, String rule, Severity severity) {
        var sensor = catalogue.sensor(id);
        var said = sensor.map(known -> wording.rule(known, rule)).orElse(rule);
        var limit = sensor.flatMap(known -> known.limit(rule))
                .map(one -> wording.limit(sensor.orElseThrow(), one, severity))
                .orElse("");
        return limit.isEmpty()
                ? words.of("proposals.what", said, wording.severity(severity))
                : words.of("proposals.what-limit", said, limit, wording.severity(severity));
    }

    private ProposalView.Numbers numbers(
            SensorId id, String rule, Damping from, Damping to, Outline before, Outline after, String history) {
        var settings = new ArrayList<ProposalView.Line>();
        var limit = catalogue.sensor(id).flatMap(sensor -> sensor.limit(rule));
        if (!(limit.orElse(null) instanceof Limit.Open))
            settings.add(new ProposalView.Line(
                    words.of("proposals.deadband"), band(id, limit, from.deadband()), band(id, limit, to.deadband())));
        settings.add(
                new ProposalView.Line(words.of("proposals.on-delay"), length(from.onDelay()), length(to.onDelay())));
        settings.add(
                new ProposalView.Line(words.of("proposals.off-delay"), length(from.offDelay()), length(to.offDelay())));
        var outcomes = List.of(
                new ProposalView.Line(words.of("proposals.calls"), before.calls() + "", after.calls() + ""),
                new ProposalView.Line(words.of("proposals.bursts"), before.bursts() + "", after.bursts() + ""),
                new ProposalView.Line(
                        words.of("proposals.in-alarm"), length(before.present()), length(after.present())));
        return new ProposalView.Numbers(settings, outcomes, history);
    }

    private String band(SensorId id, Optional<Limit> limit, double deadband) {
        var quantity = catalogue.sensor(id).map(Sensor::quantity);
        return switch (limit.orElse(null)) {
            case Limit.High _, Limit.Low _ -> wording.bound(quantity.orElse(Quantity.COUNT), deadband);
            case Limit.Rising _, Limit.Falling _ ->
                words.of("proposals.per-hour", wording.bound(quantity.orElse(Quantity.COUNT), deadband));
            case null, default -> wording.bound(Quantity.COUNT, deadband);
        };
    }

    private String length(Duration length) {
        if (length.isZero()) return words.of("proposals.none");
        return length.toMinutes() < 120 ? wording.length(length) : wording.age(length);
    }

    private String history(String site, Instant since, Instant until, Duration respond) {
        return words.of(
                "proposals.history",
                alerts.moment(site, since).local(),
                alerts.moment(site, until).local(),
                wording.length(respond));
    }

    private String told(Proposal proposal, String site) {
        if (proposal.decision().isEmpty()) return words.of("proposals.waits");
        var decision = proposal.decision().get();
        var said = words.of(
                decision.approved() ? "proposals.approved" : "proposals.refused",
                alerts.display(decision.by()),
                alerts.moment(site, decision.at()).local());
        if (!decision.approved()) return said;
        return said + " " + words.of(proposals.inForce(proposal) ? "proposals.in-force" : "proposals.in-force-later");
    }
}

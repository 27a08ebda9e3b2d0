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

/// Puts proposals and what history advises into words. Any thread.
final class ProposalViews {
    private final Catalogue catalogue;
    private final Proposals proposals;
    private final AlertViews alerts;

    ProposalViews(Catalogue catalogue, Proposals proposals, AlertViews alerts) {
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

    private static String said(Advice advice) {
        return switch (advice) {
            case Advice.Quiet() -> "It did not chatter: it never called three times in quick succession.";
            case Advice.Calmer(var _, var _, var to, var before, var after) ->
                "It called " + times(before.calls()) + " and chattered " + times(before.bursts())
                        + ". With the settings below it would have called " + times(after.calls())
                        + " and never chattered."
                        + (to.onDelay().isZero() ? "" : " Every call comes later by the on-delay.");
            case Advice.Helpless(var _, var _, var before) ->
                "It called " + times(before.calls()) + " and chattered " + times(before.bursts())
                        + ", and no deadband or delay would have calmed it without missing what matters. The value really"
                        + " comes and goes, or the instrument is at fault: look at both.";
        };
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private String what(SensorId id, String rule, Severity severity) {
        var sensor = catalogue.sensor(id);
        var limit = sensor.flatMap(known -> known.limit(rule))
                .map(one -> Wording.limit(sensor.orElseThrow(), one, severity))
                .filter(words -> !words.isEmpty())
                .map(words -> ": " + words)
                .orElse("");
        return sensor.map(known -> Wording.rule(known, rule)).orElse(rule) + limit + ", severity " + severity.text();
    }

    private ProposalView.Numbers numbers(
            SensorId id, String rule, Damping from, Damping to, Outline before, Outline after, String history) {
        var settings = new ArrayList<ProposalView.Line>();
        var limit = catalogue.sensor(id).flatMap(sensor -> sensor.limit(rule));
        if (!(limit.orElse(null) instanceof Limit.Open))
            settings.add(new ProposalView.Line(
                    "Deadband: how far it must come back",
                    band(id, limit, from.deadband()),
                    band(id, limit, to.deadband())));
        settings.add(new ProposalView.Line(
                "On-delay: how long before it calls", length(from.onDelay()), length(to.onDelay())));
        settings.add(new ProposalView.Line(
                "Off-delay: how long before it is over", length(from.offDelay()), length(to.offDelay())));
        var outcomes = List.of(
                new ProposalView.Line("Calls", before.calls() + "", after.calls() + ""),
                new ProposalView.Line("Times it chattered", before.bursts() + "", after.bursts() + ""),
                new ProposalView.Line("In alarm, all together", length(before.present()), length(after.present())));
        return new ProposalView.Numbers(settings, outcomes, history);
    }

    private String band(SensorId id, Optional<Limit> limit, double deadband) {
        var quantity = catalogue.sensor(id).map(Sensor::quantity);
        return switch (limit.orElse(null)) {
            case Limit.High _, Limit.Low _ -> Wording.bound(quantity.orElse(Quantity.COUNT), deadband);
            case Limit.Rising _, Limit.Falling _ ->
                Wording.bound(quantity.orElse(Quantity.COUNT), deadband) + " per hour";
            case null, default -> Wording.bound(Quantity.COUNT, deadband);
        };
    }

    private static String length(Duration length) {
        return length.isZero() ? "none" : length.toMinutes() < 120 ? Wording.length(length) : Wording.age(length);
    }

    private String history(String site, Instant since, Instant until, Duration respond) {
        return "The readings from " + alerts.moment(site, since).local() + " to "
                + alerts.moment(site, until).local() + " were judged again. "
                + "No call that lasted longer than there is time to respond, " + Wording.length(respond)
                + ", would have been missed.";
    }

    private String told(Proposal proposal, String site) {
        if (proposal.decision().isEmpty()) return "Waits for somebody else to decide.";
        var decision = proposal.decision().get();
        var said = (decision.approved() ? "Approved" : "Refused") + " by " + alerts.display(decision.by()) + ", "
                + alerts.moment(site, decision.at()).local() + ".";
        if (!decision.approved()) return said;
        return said
                + (proposals.inForce(proposal)
                        ? " It is in force."
                        : " It is in the site file and takes effect when the server is started next.");
    }
}

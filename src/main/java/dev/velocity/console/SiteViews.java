package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.proposal.Checked;
import dev.velocity.proposal.Decision;
import dev.velocity.proposal.SiteProposal;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Site;
import java.util.List;

/// Puts proposals of another site file into the words of one language. Any thread.
final class SiteViews {
    private final Words words;
    private final Catalogue catalogue;
    private final SiteProposals proposals;
    private final AlertViews alerts;

    SiteViews(Words words, Catalogue catalogue, SiteProposals proposals, AlertViews alerts) {
        this.words = words;
        this.catalogue = catalogue;
        this.proposals = proposals;
        this.alerts = alerts;
    }

    SiteView view(SiteProposal proposal, Person viewer) {
        return new SiteView(
                proposal.id(),
                proposal.reason(),
                alerts.display(proposal.proposer()),
                alerts.moment(site().id(), proposal.proposedAt()),
                proposal.open() ? "open" : proposal.approved() ? "approved" : "refused",
                proposal.decision().map(decision -> told(proposal, decision)).orElseGet(() -> words.of("site.waits")),
                proposal.decision().map(Decision::words).orElse(""),
                proposal.proposer().equals(viewer.name()),
                SiteProposals.mayDecide(proposal, viewer),
                SiteView.Shown.of(proposal.difference()));
    }

    SiteView.Result checked(Checked checked) {
        var none = SiteView.NOT_CHECKED.difference();
        return switch (checked) {
            case Checked.Fits(var _, var difference) ->
                new SiteView.Result("fits", List.of(), SiteView.Shown.of(difference));
            case Checked.Same() -> new SiteView.Result("same", List.of(), none);
            case Checked.Wrong(var problems) ->
                new SiteView.Result(
                        "wrong",
                        problems.stream()
                                .map(problem -> SiteView.Problem.of(words, problem))
                                .toList(),
                        none);
        };
    }

    private String told(SiteProposal proposal, Decision decision) {
        var by = alerts.display(decision.by());
        var at = alerts.moment(site().id(), decision.at()).local();
        if (!decision.approved()) return words.of("proposals.refused", by, at);
        return words.of("proposals.approved", by, at) + " "
                + words.of(proposals.inForce(proposal) ? "proposals.in-force" : "proposals.in-force-later");
    }

    private Site site() {
        return catalogue.sites().getFirst();
    }
}

package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import dev.velocity.proposal.Proposal;
import dev.velocity.proposal.Proposals;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// What would calm an alert, proposing it, and deciding on what others proposed. Plain forms.
@Controller
final class ProposalPageRoutes {
    private final Alerts alerts;
    private final Proposals proposals;
    private final Spoken<ProposalViews> views;
    private final Shells shells;
    private final Pages pages;

    ProposalPageRoutes(Alerts alerts, Proposals proposals, Spoken<ProposalViews> views, Shells shells, Pages pages) {
        this.alerts = alerts;
        this.proposals = proposals;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/alerts/{id}/tuning")
    ResponseEntity<byte[]> tuning(@PathVariable long id, Session session, Words words) {
        return tuning(HttpStatus.OK, id, session, words, "");
    }

    @PostMapping(path = "/alerts/{id}/proposal", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> propose(
            @PathVariable long id, @RequestParam(defaultValue = "") String reason, Session session, Words words) {
        var alert = alert(id, session);
        return Pages.after(
                proposals.propose(alert.sensor(), alert.rule(), reason, session.person()),
                ProposalPageRoutes::place,
                (code, because) -> tuning(
                        HttpStatus.CONFLICT,
                        id,
                        session,
                        words,
                        words.of("proposals.not-proposed", new Wording(words).why(code, because))));
    }

    @GetMapping("/proposals")
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, "");
    }

    @PostMapping(path = "/proposals/{id}/approve", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> approve(
            @PathVariable long id,
            @RequestParam(name = "words", defaultValue = "") String reason,
            Session session,
            Words words) {
        return decided(proposals.approve(id, reason, session.person()), session, words, "proposals.not-approved");
    }

    @PostMapping(path = "/proposals/{id}/refuse", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> refuse(
            @PathVariable long id,
            @RequestParam(name = "words", defaultValue = "") String reason,
            Session session,
            Words words) {
        return decided(proposals.refuse(id, reason, session.person()), session, words, "proposals.not-refused");
    }

    private ResponseEntity<byte[]> decided(Outcome<Proposal> outcome, Session session, Words words, String not) {
        return Pages.after(
                outcome,
                ProposalPageRoutes::place,
                (code, because) -> page(
                        HttpStatus.CONFLICT, session, words, words.of(not, new Wording(words).why(code, because))));
    }

    private ResponseEntity<byte[]> tuning(HttpStatus status, long id, Session session, Words words, String notice) {
        var shell = shells.around("alert", session, words);
        var alert = alert(id, session);
        var advised = proposals.advise(alert.sensor(), alert.rule()).orElseThrow(ProposalPageRoutes::nowhere);
        return pages.page(
                status,
                "proposals/tuning",
                Map.of(
                        "shell",
                        shell,
                        "alert",
                        id,
                        "advised",
                        views.in(words).view(alert, advised),
                        "mayPropose",
                        Permissions.allows(session.person().role(), Action.PROPOSE_LIMITS),
                        "notice",
                        notice));
    }

    private ResponseEntity<byte[]> page(HttpStatus status, Session session, Words words, String notice) {
        var shell = shells.around("proposals", session, words);
        var all = proposals.list().stream()
                .map(proposal -> views.in(words).view(proposal, session.person().name()))
                .toList();
        return pages.page(
                status,
                "proposals/proposals",
                Map.of(
                        "shell",
                        shell,
                        "proposals",
                        all,
                        "mayDecide",
                        Permissions.allows(session.person().role(), Action.APPROVE_LIMITS),
                        "notice",
                        notice));
    }

    private Alert alert(long id, Session session) {
        return alerts.find(id, session.person().role()).orElseThrow(ProposalPageRoutes::nowhere);
    }

    private static String place(Proposal proposal) {
        return "/proposals#proposal-" + proposal.id();
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

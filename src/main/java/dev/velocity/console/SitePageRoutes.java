package dev.velocity.console;

import dev.velocity.access.Outcome;
import dev.velocity.access.Session;
import dev.velocity.proposal.SiteProposal;
import dev.velocity.proposal.SiteProposals;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The site file: edited and looked through, proposed with a reason, decided on by somebody else. Plain forms; whoever
/// is refused keeps what they wrote.
@Controller
final class SitePageRoutes {
    private final SiteProposals proposals;
    private final Spoken<SiteViews> views;
    private final Shells shells;
    private final Pages pages;

    SitePageRoutes(SiteProposals proposals, Spoken<SiteViews> views, Shells shells, Pages pages) {
        this.proposals = proposals;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/site")
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, proposals.current(), "", SiteView.NOT_CHECKED, "");
    }

    @PostMapping(path = "/site/check", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> check(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String reason,
            Session session,
            Words words) {
        var checked = proposals.check(site);
        return page(HttpStatus.OK, session, words, site, reason, views.in(words).checked(checked), "");
    }

    @PostMapping(path = "/site", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> propose(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String reason,
            Session session,
            Words words) {
        return Pages.after(
                proposals.propose(site, reason, session.person()), SitePageRoutes::place, (code, because) -> {
                    // Of a file that cannot be read all is said in a table.
                    boolean table = code.equals("wrong-file");
                    return page(
                            HttpStatus.CONFLICT,
                            session,
                            words,
                            site,
                            reason,
                            table ? views.in(words).checked(proposals.check(site)) : SiteView.NOT_CHECKED,
                            table ? "" : words.of("proposals.not-proposed", new Wording(words).why(code, because)));
                });
    }

    @PostMapping(path = "/site/{id}/approve", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> approve(
            @PathVariable long id,
            @RequestParam(name = "words", defaultValue = "") String reason,
            Session session,
            Words words) {
        return decided(proposals.approve(id, reason, session.person()), session, words, "proposals.not-approved");
    }

    @PostMapping(path = "/site/{id}/refuse", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> refuse(
            @PathVariable long id,
            @RequestParam(name = "words", defaultValue = "") String reason,
            Session session,
            Words words) {
        return decided(proposals.refuse(id, reason, session.person()), session, words, "proposals.not-refused");
    }

    private ResponseEntity<byte[]> decided(Outcome<SiteProposal> outcome, Session session, Words words, String not) {
        return Pages.after(
                outcome,
                SitePageRoutes::place,
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session,
                        words,
                        proposals.current(),
                        "",
                        SiteView.NOT_CHECKED,
                        words.of(not, new Wording(words).why(code, because))));
    }

    private ResponseEntity<byte[]> page(
            HttpStatus status,
            Session session,
            Words words,
            String text,
            String reason,
            SiteView.Result checked,
            String notice) {
        var spoken = views.in(words);
        return pages.page(
                status,
                "site/site",
                Map.of(
                        "shell",
                        shells.around("site", session, words),
                        "text",
                        text,
                        "reason",
                        reason,
                        "checked",
                        checked,
                        "proposals",
                        proposals.list().stream()
                                .map(proposal -> spoken.view(proposal, session.person()))
                                .toList(),
                        "notice",
                        notice));
    }

    private static String place(SiteProposal proposal) {
        return "/site#proposal-" + proposal.id();
    }
}

package dev.velocity.console;

import dev.velocity.access.Outcome;
import dev.velocity.access.Session;
import dev.velocity.incident.Incident;
import dev.velocity.incident.Incidents;
import dev.velocity.incident.Review;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// One incident: how it went, what belongs to it, and what people make of it afterwards. It prints as a report.
@Controller
@RequestMapping("/incidents/{id}")
final class IncidentPageRoutes {
    private final Incidents incidents;
    private final Spoken<IncidentViews> views;
    private final Shells shells;
    private final Pages pages;

    IncidentPageRoutes(Incidents incidents, Spoken<IncidentViews> views, Shells shells, Pages pages) {
        this.incidents = incidents;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<byte[]> page(@PathVariable long id, Session session, Words words) {
        return page(HttpStatus.OK, id, session, words, "", Review.Words.NONE);
    }

    @PostMapping(path = "/merge", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> merge(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long other,
            @RequestParam(defaultValue = "") String reason,
            Session session,
            Words words) {
        return shaped(incidents.merge(id, other, reason, session.person()), id, session, words);
    }

    @PostMapping(path = "/split", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> split(
            @PathVariable long id,
            @RequestParam(defaultValue = "") List<Long> episode,
            @RequestParam(defaultValue = "") String reason,
            Session session,
            Words words) {
        return shaped(incidents.split(id, episode, reason, session.person()), id, session, words);
    }

    /// @param seen number of the writing the form was filled from
    @PostMapping(path = "/review", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> review(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long seen,
            @RequestParam(defaultValue = "") String happened,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "") String well,
            @RequestParam(defaultValue = "") String actions,
            Session session,
            Words words) {
        Review.Words written;
        try {
            written = new Review.Words(happened, why, well, actions);
        } catch (IllegalArgumentException e) {
            return page(
                    HttpStatus.CONFLICT,
                    id,
                    session,
                    words,
                    refused(words, new Wording(words).why(e)),
                    Review.Words.NONE);
        }
        return Pages.after(
                incidents.review(id, written, seen, session.person()),
                _ -> "/incidents/" + id + "#review",
                (code, because) ->
                        page(HttpStatus.CONFLICT, id, session, words, refused(words, code, because), written));
    }

    private ResponseEntity<byte[]> shaped(Outcome<Incident> outcome, long id, Session session, Words words) {
        return Pages.after(
                outcome,
                incident -> "/incidents/" + incident.id(),
                (code, because) -> page(
                        HttpStatus.CONFLICT, id, session, words, refused(words, code, because), Review.Words.NONE));
    }

    private static String refused(Words words, String code, String because) {
        return refused(words, words.known("timeline.refused." + code).orElse(because));
    }

    private static String refused(Words words, String because) {
        return words.of("timeline.not-done", because);
    }

    /// @param draft what somebody wrote that was not kept: it is not lost with the refusal
    private ResponseEntity<byte[]> page(
            HttpStatus status, long id, Session session, Words words, String notice, Review.Words draft) {
        var shell = shells.around("timeline", session, words);
        var detail = incidents.find(id, session.person().role()).orElseThrow(IncidentPageRoutes::nowhere);
        var view = views.in(words).view(detail, session.person());
        return pages.page(
                status,
                "timeline/incident",
                Map.of("shell", shell, "incident", view, "notice", notice, "draft", draft));
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

package dev.velocity.api;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.incident.Kpis;
import dev.velocity.platform.Secret;
import dev.velocity.shift.Handover;
import dev.velocity.shift.Shifts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sheets, notes and signatures of shifts.
@RestController
@RequestMapping("/api/v1/handovers")
final class ShiftRoutes {
    private final Shifts shifts;
    private final Sessions sessions;

    ShiftRoutes(Shifts shifts, Sessions sessions) {
        this.shifts = shifts;
        this.sessions = sessions;
    }

    record Shown(
            long id,
            String role,
            Instant since,
            Instant at,
            String leaving,
            String coming,
            String sheet,
            String digest) {
        static Shown of(Handover handover) {
            return new Shown(
                    handover.id(),
                    handover.role().text(),
                    handover.since(),
                    handover.at(),
                    handover.leaving(),
                    handover.coming(),
                    handover.sheet(),
                    handover.digest());
        }
    }

    record Sheet(String role, Instant since, String text, String digest) {}

    record Written(@Nullable String text) {}

    record Signing(
            @Nullable String digest,
            @Nullable String name,
            @Nullable String password) {}

    @GetMapping
    List<Shown> list(@RequestParam(required = false) @Nullable String role, Session session) {
        return shifts.list(role(role, session)).stream().map(Shown::of).toList();
    }

    @GetMapping("/sheet")
    Sheet sheet(@RequestParam(required = false) @Nullable String role, Session session) {
        var sheet = shifts.sheet(role(role, session));
        return new Sheet(sheet.role().text(), sheet.since(), sheet.text(), sheet.digest());
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable long id) {
        return shifts.find(id)
                .<ResponseEntity<Object>>map(handover -> ResponseEntity.ok(Shown.of(handover)))
                .orElseGet(() -> Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no such handover"));
    }

    @PostMapping(path = "/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> note(@RequestBody Written body, Session session) {
        return Answers.of(
                shifts.note(session.person(), Answers.needed(body.text(), "text")), HttpStatus.CREATED, note -> note);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> sign(@RequestBody Signing body, HttpServletRequest request, Session session) {
        var digest = Answers.needed(body.digest(), "digest");
        var vouched = sessions.vouch(
                Answers.needed(body.name(), "name"),
                new Secret(Answers.needed(body.password(), "password")),
                Optional.ofNullable(request.getRemoteAddr()).orElse(""));
        return vouched instanceof Outcome.Done<Person>(var coming)
                ? Answers.of(shifts.sign(session.person(), coming, digest), HttpStatus.CREATED, Shown::of)
                : Answers.of(vouched, person -> person);
    }

    private static Role role(@Nullable String said, Session session) {
        return Words.one(Role.class, said)
                .orElseGet(() -> Kpis.own(session.person().role()));
    }
}

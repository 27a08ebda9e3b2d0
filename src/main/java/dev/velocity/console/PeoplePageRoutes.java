package dev.velocity.console;

import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.platform.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/// Who may sign in, and as what. A password that is made here is shown once, in the answer to the form that made it.
@Controller
@RequestMapping(path = "/people")
final class PeoplePageRoutes {
    private final People people;
    private final Sessions sessions;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;

    PeoplePageRoutes(People people, Sessions sessions, Spoken<AlertViews> views, Shells shells, Pages pages) {
        this.people = people;
        this.sessions = sessions;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, "", AdminView.Once.NOTHING);
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String display,
            @RequestParam(defaultValue = "") String role,
            Session session,
            Words words) {
        var password = People.freshPassword(name);
        var added = people.add(
                name,
                display.isBlank() ? name : display,
                role(role),
                password,
                session.person().actor());
        return withPassword(added, password, session, words);
    }

    @PostMapping(path = "/{name}/password", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> password(@PathVariable String name, Session session, Words words) {
        var password = People.freshPassword(name);
        return withPassword(
                people.resetPassword(name, password, session.person().actor()), password, session, words);
    }

    @PostMapping(path = "/{name}/role", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> role(
            @PathVariable String name, @RequestParam(defaultValue = "") String role, Session session, Words words) {
        return after(people.changeRole(name, role(role), session.person().actor()), session, words);
    }

    @PostMapping(path = "/{name}/disable", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> disable(@PathVariable String name, Session session, Words words) {
        return after(people.disable(name, session.person().actor()), session, words);
    }

    @PostMapping(path = "/{name}/enable", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> enable(@PathVariable String name, Session session, Words words) {
        return after(people.enable(name, session.person().actor()), session, words);
    }

    @PostMapping(path = "/{name}/sign-out", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> signOut(@PathVariable String name, Session session, Words words) {
        return after(people.signOutEverywhere(name, session.person().actor()), session, words);
    }

    private ResponseEntity<byte[]> withPassword(
            Outcome<Person> outcome, Secret password, Session session, Words words) {
        return outcome instanceof Outcome.Done<Person>(var person)
                ? page(HttpStatus.OK, session, words, "", new AdminView.Once(person.name(), password.reveal()))
                : after(outcome, session, words);
    }

    private <T> ResponseEntity<byte[]> after(Outcome<T> outcome, Session session, Words words) {
        return Pages.after(
                outcome,
                _ -> "/people",
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session,
                        words,
                        words.of(
                                "admin.not-done",
                                words.known("admin.refused." + code).orElse(because)),
                        AdminView.Once.NOTHING));
    }

    private ResponseEntity<byte[]> page(
            HttpStatus status, Session session, Words words, String notice, AdminView.Once once) {
        var shell = shells.around("people", session, words);
        var wording = new Wording(words);
        var roles = Stream.of(Role.values())
                .map(role -> new AdminView.Role(role.text(), wording.role(role)))
                .toList();
        var shown = people.all().stream()
                .map(person -> new AdminView.Person(
                        person.name(),
                        person.display(),
                        person.role().text(),
                        wording.role(person.role()),
                        person.disabled(),
                        person.id() == session.person().id(),
                        views.in(words).moment("", person.created()),
                        sessions.of(person).size()))
                .toList();
        return pages.page(
                status,
                "admin/people",
                Map.of("shell", shell, "people", shown, "roles", roles, "notice", notice, "once", once));
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "'" + text + "' is no role: it is one of " + List.of(Role.values())));
    }
}

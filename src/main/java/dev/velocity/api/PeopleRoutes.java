package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.People;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.platform.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// People, for admins.
@RestController
@RequestMapping("/api/v1/people")
final class PeopleRoutes {
    private final People people;

    PeopleRoutes(People people) {
        this.people = people;
    }

    record Shown(String name, String display, String role, boolean disabled, Instant created) {
        static Shown of(Person person) {
            return new Shown(
                    person.name(), person.display(), person.role().text(), person.disabled(), person.created());
        }
    }

    record Added(
            @Nullable String name,
            @Nullable String display,
            @Nullable String role,
            @Nullable String password) {}

    record NewRole(@Nullable String role) {}

    record NewPassword(@Nullable String password) {}

    @GetMapping
    List<Shown> list() {
        return people.all().stream().map(Shown::of).toList();
    }

    /// Without a password in the body one is made, and shown this once.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> add(@RequestBody Added body, Session session) {
        var name = needed(body.name(), "name");
        var password = password(name, body.password());
        var outcome = people.add(
                name,
                Optional.ofNullable(body.display()).orElse(name),
                role(needed(body.role(), "role")),
                password,
                session.person().actor());
        return Answers.of(
                outcome, HttpStatus.CREATED, person -> withPassword(person, body.password() == null, password));
    }

    @PostMapping("/{name}/disable")
    ResponseEntity<Object> disable(@PathVariable String name, Session session) {
        return Answers.of(people.disable(name, session.person().actor()), Shown::of);
    }

    @PostMapping("/{name}/enable")
    ResponseEntity<Object> enable(@PathVariable String name, Session session) {
        return Answers.of(people.enable(name, session.person().actor()), Shown::of);
    }

    @PostMapping(path = "/{name}/role", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> role(@PathVariable String name, @RequestBody NewRole body, Session session) {
        return Answers.of(
                people.changeRole(
                        name,
                        role(needed(body.role(), "role")),
                        session.person().actor()),
                Shown::of);
    }

    /// Without a password in the body one is made, and shown this once.
    @PostMapping(path = "/{name}/password", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> password(@PathVariable String name, @RequestBody NewPassword body, Session session) {
        var password = password(name, body.password());
        return Answers.of(
                people.resetPassword(name, password, session.person().actor()),
                person -> withPassword(person, body.password() == null, password));
    }

    @DeleteMapping("/{name}/sessions")
    ResponseEntity<Object> signOut(@PathVariable String name, Session session) {
        return Answers.of(people.signOutEverywhere(name, session.person().actor()), ended -> Map.of("ended", ended));
    }

    private static Secret password(String name, @Nullable String given) {
        return given == null ? People.freshPassword(name) : new Secret(given);
    }

    private static Object withPassword(Person person, boolean made, Secret password) {
        return made
                ? Map.of("person", Shown.of(person), "password", password.reveal())
                : Map.of("person", Shown.of(person));
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such role; there are "
                        + String.join(
                                ", ", Stream.of(Role.values()).map(Role::text).toList())));
    }
}

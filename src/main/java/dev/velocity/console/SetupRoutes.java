package dev.velocity.console;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Setup;
import dev.velocity.platform.Secret;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The only page of a server without an admin; gone once there is one.
@Controller
@RequestMapping("/setup")
final class SetupRoutes {
    private final Setup setup;
    private final Pages pages;

    SetupRoutes(Setup setup, Pages pages) {
        this.setup = setup;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<byte[]> page() {
        return form(HttpStatus.OK, "", "", "");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> claim(
            @RequestParam String code,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String display,
            @RequestParam String password,
            Words words) {
        var shown = display.isBlank() ? name : display.strip();
        return switch (setup.claim(new Secret(code), name.strip(), shown, new Secret(password))) {
            case Outcome.Done<Person> _ ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/sign-in"))
                        .build();
            case Outcome.Refused<Person>(var reason, var because) ->
                form(HttpStatus.UNPROCESSABLE_CONTENT, new Wording(words).why(reason, because), name, display);
            case Outcome.Unknown<Person> _ ->
                form(HttpStatus.UNPROCESSABLE_CONTENT, words.of("access.try-again"), name, display);
        };
    }

    private ResponseEntity<byte[]> form(HttpStatus status, String notice, String name, String display) {
        return pages.page(status, "access/setup", Map.of("notice", notice, "name", name, "display", display));
    }
}

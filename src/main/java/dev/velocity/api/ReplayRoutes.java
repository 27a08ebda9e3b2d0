package dev.velocity.api;

import dev.velocity.access.Session;
import dev.velocity.replay.Answer;
import dev.velocity.replay.Deed;
import dev.velocity.replay.Pace;
import dev.velocity.replay.Replays;
import dev.velocity.replay.Stretch;
import java.time.Instant;
import java.util.Locale;
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
import org.springframework.web.bind.annotation.RestController;

/// Replays: opening one, how it stands, and what is done to it. Nothing durable changes by any of it.
@RestController
@RequestMapping("/api/v1/replays")
final class ReplayRoutes {
    private final Replays replays;

    ReplayRoutes(Replays replays) {
        this.replays = replays;
    }

    /// @param at the moment shown first; the beginning when it is not said
    record Window(
            @Nullable String from,
            @Nullable String to,
            @Nullable String at) {}

    record At(@Nullable String at) {}

    record Step(@Nullable String by, @Nullable Boolean back) {}

    record Speed(@Nullable String speed) {}

    record Idle(@Nullable Boolean idle) {}

    /// Neither said ends the loop.
    record Loop(@Nullable String from, @Nullable String to) {}

    record Note(@Nullable String note) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String list() {
        return AlertRoutes.json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("replays");
            for (var replay : replays.all()) ReplayJson.write(out, replay);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> open(@RequestBody Window wanted, Session session) {
        var from = Words.instant(Answers.needed(wanted.from(), "from"));
        var to = Words.instant(Answers.needed(wanted.to(), "to"));
        var at = Optional.ofNullable(wanted.at()).map(Words::instant).orElse(from);
        return answer(
                HttpStatus.CREATED,
                replays.open(new Stretch(from, to), at, session.person().name()));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> find(@PathVariable String id) {
        return replays.find(id)
                .map(replay -> answer(HttpStatus.OK, new Answer.Done(replay)))
                .orElseGet(() -> answer(HttpStatus.OK, new Answer.Unknown()));
    }

    @PostMapping("/{id}/play")
    ResponseEntity<Object> play(@PathVariable String id, Session session) {
        return handle(id, new Deed.Play(), session);
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<Object> pause(@PathVariable String id, Session session) {
        return handle(id, new Deed.Pause(), session);
    }

    @PostMapping(path = "/{id}/seek", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> seek(@PathVariable String id, @RequestBody At wanted, Session session) {
        return handle(id, new Deed.Seek(instant(wanted.at(), "at")), session);
    }

    @PostMapping(path = "/{id}/step", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> step(@PathVariable String id, @RequestBody Step wanted, Session session) {
        var by = by(Answers.needed(wanted.by(), "by"));
        return handle(id, new Deed.Step(by, Boolean.TRUE.equals(wanted.back())), session);
    }

    @PostMapping(path = "/{id}/speed", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> speed(@PathVariable String id, @RequestBody Speed wanted, Session session) {
        return handle(id, new Deed.Go(Pace.of(Answers.needed(wanted.speed(), "speed"))), session);
    }

    @PostMapping(path = "/{id}/skip", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> skip(@PathVariable String id, @RequestBody Idle wanted, Session session) {
        return handle(id, new Deed.Skip(Boolean.TRUE.equals(wanted.idle())), session);
    }

    @PostMapping(path = "/{id}/loop", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> loop(@PathVariable String id, @RequestBody Loop wanted, Session session) {
        if (wanted.from() == null && wanted.to() == null) return handle(id, new Deed.EndLoop(), session);
        var between = new Stretch(instant(wanted.from(), "from"), instant(wanted.to(), "to"));
        return handle(id, new Deed.Loop(between), session);
    }

    @PostMapping(path = "/{id}/bookmarks", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> mark(@PathVariable String id, @RequestBody Note wanted, Session session) {
        return handle(id, new Deed.Mark(Answers.needed(wanted.note(), "note")), session);
    }

    @PostMapping("/{id}/bookmarks/{number}/remove")
    ResponseEntity<Object> unmark(@PathVariable String id, @PathVariable int number, Session session) {
        return handle(id, new Deed.Unmark(number), session);
    }

    private ResponseEntity<Object> handle(String id, Deed deed, Session session) {
        var person = session.person();
        return answer(HttpStatus.OK, replays.handle(id, deed, person.name(), person.role()));
    }

    private static ResponseEntity<Object> answer(HttpStatus done, Answer answer) {
        return switch (answer) {
            case Answer.Done(var replay) ->
                ResponseEntity.status(done)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(ReplayJson.text(replay));
            case Answer.Refused(var obstacle, var because) ->
                Problem.of(
                        obstacle == Answer.Obstacle.FULL ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.CONFLICT,
                        obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        because);
            case Answer.Unknown() ->
                Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no such replay, or it has ended; open another");
        };
    }

    private static Instant instant(@Nullable String text, String name) {
        return Words.instant(Answers.needed(text, name));
    }

    private static Deed.By by(String text) {
        return switch (text) {
            case "reading" -> Deed.By.READING;
            case "alert" -> Deed.By.ALERT;
            case "10-minutes" -> Deed.By.TEN_MINUTES;
            default -> throw new IllegalArgumentException("a step goes by reading, alert or 10-minutes, not " + text);
        };
    }
}

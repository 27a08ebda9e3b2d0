package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Session;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.replay.ComparisonJson;
import dev.velocity.replay.RuleChange;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

/// The past run through other rules: asked for, looked at while it runs, cancelled.
@RestController
@RequestMapping("/api/v1/whatif")
final class WhatIfRoutes {
    private final WhatIfs whatIfs;
    private final SiteProposals proposals;

    WhatIfRoutes(WhatIfs whatIfs, SiteProposals proposals) {
        this.whatIfs = whatIfs;
        this.proposals = proposals;
    }

    record Change(
            @Nullable String sensor,
            @Nullable String rule,
            @Nullable String severity,
            @Nullable Double at,
            @Nullable Double deadband,
            @Nullable Double onDelaySeconds,
            @Nullable Double offDelaySeconds,
            @Nullable Boolean off) {
        RuleChange change() {
            return new RuleChange(
                    new SensorId(needed(sensor, "sensor")),
                    needed(rule, "rule"),
                    Optional.ofNullable(severity).map(Change::severity),
                    Optional.ofNullable(at),
                    Optional.ofNullable(deadband),
                    Optional.ofNullable(onDelaySeconds).map(Change::length),
                    Optional.ofNullable(offDelaySeconds).map(Change::length),
                    Boolean.TRUE.equals(off));
        }

        private static Duration length(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1_000));
        }

        private static Severity severity(String text) {
            return Stream.of(Severity.values())
                    .filter(one -> one.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a severity is low, medium, high or critical, not '" + text + "'"));
        }
    }

    /// @param site the changed site file; without it `changes` are made to the present one
    record Wanted(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String site,
            @Nullable List<Change> changes) {}

    @GetMapping
    ResponseEntity<String> list() {
        return json(HttpStatus.OK, ComparisonJson.text(whatIfs.list()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> ask(@RequestBody Wanted wanted, Session session) {
        try {
            var site = SiteFile.read(Objects.requireNonNullElseGet(wanted.site(), proposals::current));
            var changes = Objects.requireNonNullElse(wanted.changes(), List.<Change>of());
            if (wanted.site() == null && changes.isEmpty())
                throw new IllegalArgumentException("the body needs a member 'site' or 'changes'");
            var changed =
                    RuleChange.apply(site, changes.stream().map(Change::change).toList());
            return switch (whatIfs.ask(
                    changed,
                    needed(wanted.from(), "from"),
                    needed(wanted.to(), "to"),
                    session.person().name())) {
                case WhatIfs.Answer.Taken(var asked) ->
                    ResponseEntity.accepted()
                            .location(URI.create("/api/v1/whatif/" + asked.id()))
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(ComparisonJson.text(asked));
                case WhatIfs.Answer.Refused(var code, var because) ->
                    Problem.of(
                            code.equals("too-many") ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                            code,
                            because);
            };
        } catch (WrongFile e) {
            return Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "wrong-file",
                    String.join(
                            "\n",
                            e.problems().stream()
                                    .map(WrongFile.Problem::toString)
                                    .toList()));
        }
    }

    @GetMapping("/{id}")
    ResponseEntity<?> one(@PathVariable long id) {
        return answer(whatIfs.find(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> cancel(@PathVariable long id) {
        return answer(whatIfs.cancel(id));
    }

    private static ResponseEntity<?> answer(Optional<WhatIfs.Asked> asked) {
        return asked.<ResponseEntity<?>>map(one -> json(HttpStatus.OK, ComparisonJson.text(one)))
                .orElseGet(() ->
                        Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no what-if of that number any more"));
    }

    private static ResponseEntity<String> json(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(text);
    }
}

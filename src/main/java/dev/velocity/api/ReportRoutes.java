package dev.velocity.api;

import dev.velocity.access.Session;
import dev.velocity.alert.Report;
import dev.velocity.alert.ReportKind;
import dev.velocity.alert.Reported;
import dev.velocity.alert.Reports;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What people see that no sensor does.
@RestController
@RequestMapping("/api/v1/reports")
final class ReportRoutes {
    private final Reports reports;

    ReportRoutes(Reports reports) {
        this.reports = reports;
    }

    record Wanted(
            @Nullable String kind,
            @Nullable String zone,
            @Nullable String text) {
        Report report() {
            return new Report(
                    Words.one(ReportKind.class, Answers.needed(kind, "kind")).orElseThrow(),
                    Optional.ofNullable(zone).map(String::strip).filter(id -> !id.isEmpty()),
                    Objects.toString(text, ""));
        }
    }

    record Shown(long alert, String kind, String zone, Instant at, String state) {
        static Shown of(Reported reported) {
            return new Shown(
                    reported.alert(),
                    reported.kind().text(),
                    reported.zone(),
                    reported.at(),
                    reported.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /// What whoever asks has reported.
    @GetMapping
    List<Shown> own(Session session) {
        return reports.of(session.person()).stream().map(Shown::of).toList();
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> report(@RequestBody Wanted wanted, Session session) {
        return Answers.of(reports.report(wanted.report(), session.person()), HttpStatus.CREATED, Shown::of);
    }
}

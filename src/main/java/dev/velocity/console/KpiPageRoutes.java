package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.incident.KpiReport;
import dev.velocity.incident.Kpis;
import dev.velocity.incident.Measure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// How much is asked of a role, and the calls each number was made of. Nothing but links and one form.
@Controller
final class KpiPageRoutes {
    private static final int MOST_ROWS = 500;

    private final Kpis kpis;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;

    KpiPageRoutes(Kpis kpis, Spoken<AlertViews> views, Shells shells, Pages pages) {
        this.kpis = kpis;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/kpis")
    ResponseEntity<byte[]> page(
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "") String to,
            Session session,
            Words words) {
        var report = report(role, days, to, session);
        return pages.page(
                HttpStatus.OK,
                "kpis/kpis",
                Map.of("shell", shells.around("kpis", session, words), "kpis", view(report, days, session, words)));
    }

    /// Newest first; more than anybody reads are left out.
    @GetMapping("/kpis/rows")
    ResponseEntity<byte[]> rows(
            @RequestParam String measure,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "") String to,
            Session session,
            Words words) {
        var report = report(role, days, to, session);
        var figure = report.figure(told(() -> Measure.of(measure)));
        var rows = figure.rows().reversed().stream()
                .limit(MOST_ROWS)
                .map(row -> new KpiView.Row(
                        row.alert().id(),
                        row.alert().severity().text(),
                        new Wording(words).mark(row.alert().severity()),
                        views.in(words).view(row.alert(), session.person()),
                        views.in(words).line(row)))
                .toList();
        return pages.page(
                HttpStatus.OK,
                "kpis/rows",
                Map.of(
                        "shell", shells.around("kpis", session, words),
                        "kpis", view(report, days, session, words),
                        "title", KpiView.title(figure.measure(), words),
                        "count", figure.rows().size(),
                        "rows", rows));
    }

    private KpiReport report(String role, int days, String to, Session session) {
        var viewer = session.person().role();
        var queue = role.isBlank() ? Kpis.own(viewer) : told(() -> role(role));
        if (!Kpis.mayRead(viewer, queue))
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "these are the figures of a queue whose alerts you do not see");
        return told(() -> kpis.report(
                queue,
                kpis.lately(
                        days, Optional.of(to).filter(text -> !text.isBlank()).map(KpiPageRoutes::instant))));
    }

    /// The period's end goes into the links, so that the rows are those of the numbers one looked at.
    private KpiView view(KpiReport report, int days, Session session, Words words) {
        var to = report.period().to();
        return KpiView.of(
                report,
                session.person().role(),
                days,
                "role=" + report.role().text() + "&days=" + days + "&to=" + to,
                words.of(
                        "kpis.span",
                        views.in(words).moment("", report.period().from()).utc(),
                        views.in(words).moment("", to).utc()),
                words);
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no role"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no instant", e);
        }
    }

    private interface Asking<T> {
        T answer();
    }

    private static <T> T told(Asking<T> asking) {
        try {
            return asking.answer();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }
}

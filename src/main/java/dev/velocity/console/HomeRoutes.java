package dev.velocity.console;

import dev.velocity.access.Outcome;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Report;
import dev.velocity.alert.ReportKind;
import dev.velocity.alert.Reported;
import dev.velocity.alert.Reports;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// The page of people who live here: am I safe, what do I do, what is being done, and how do I call somebody.
///
/// It is made of everybody's alerts, since a danger is a danger whoever handles it, and tells none of their numbers,
/// names or technical detail.
@Controller
final class HomeRoutes {
    private final Alerts alerts;
    private final Reports reports;
    private final Catalogue catalogue;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;

    HomeRoutes(
            Alerts alerts, Reports reports, Catalogue catalogue, Spoken<AlertViews> views, Shells shells, Pages pages) {
        this.alerts = alerts;
        this.reports = reports;
        this.catalogue = catalogue;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/home")
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, "");
    }

    @PostMapping(path = "/reports", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> report(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String text,
            Session session,
            Words words) {
        Report report;
        try {
            report = new Report(
                    ReportKind.of(kind).orElseThrow(() -> new IllegalArgumentException(words.of("home.choose-kind"))),
                    Optional.of(zone).filter(id -> !id.isBlank()),
                    text);
        } catch (IllegalArgumentException e) {
            return page(HttpStatus.CONFLICT, session, words, words.of("home.not-sent", new Wording(words).why(e)));
        }
        return switch (reports.report(report, session.person())) {
            case Outcome.Done<Reported> _ -> Pages.see("/home#reports");
            case Outcome.Unknown<Reported>() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Outcome.Refused<Reported>(var code, var because) ->
                page(
                        HttpStatus.CONFLICT,
                        session,
                        words,
                        words.of(
                                "home.not-sent",
                                words.known("home.refused." + code).orElse(because)));
        };
    }

    private ResponseEntity<byte[]> page(HttpStatus status, Session session, Words words, String notice) {
        var shell = shells.around("home", session, words);
        return pages.page(status, "home/home", Map.of("shell", shell, "home", view(session, words), "notice", notice));
    }

    private HomeView view(Session session, Words words) {
        var open = alerts.page(AlertQuery.open(Role.ADMIN)).alerts().stream()
                .filter(alert -> !alert.covered())
                .toList();
        // What is over asks nothing of people who live here, though somebody still looks at it.
        var ours = open.stream()
                .filter(alert -> alert.present().isPresent() && concernsResidents(alert))
                .toList();
        boolean danger = ours.stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL);
        var state = danger ? "danger" : ours.isEmpty() ? "safe" : "care";
        return new HomeView(
                state,
                words.one("home.verdict", state),
                open.size() > ours.size() ? words.of("home.handled") : "",
                tasks(ours, words),
                reports.of(session.person()).stream()
                        .map(one -> report(one, words))
                        .toList(),
                Stream.of(ReportKind.values())
                        .map(kind -> new HomeView.Choice(kind.text(), words.one("home.kind", kind.text())))
                        .toList(),
                catalogue.sites().stream()
                        .flatMap(site -> site.zones().stream())
                        .map(zone -> new HomeView.Choice(zone.id(), zone.name()))
                        .toList());
    }

    private static boolean concernsResidents(Alert alert) {
        return alert.role() == Role.RESIDENT
                || alert.informed().contains(Role.RESIDENT)
                || alert.severity() == Severity.CRITICAL;
    }

    /// What is to be done once, however many alerts ask for it.
    private List<HomeView.Task> tasks(List<Alert> ours, Words words) {
        var byText = new LinkedHashMap<String, List<Alert>>();
        ours.stream()
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .forEach(alert -> Optional.of(
                                Shipped.in(words, alerts.guidance(alert).residents()))
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> byText.computeIfAbsent(text, _ -> new ArrayList<>())
                                .add(alert)));
        return byText.entrySet().stream()
                .map(entry -> new HomeView.Task(
                        entry.getValue().getFirst().severity().text(),
                        entry.getKey(),
                        entry.getValue().stream()
                                .map(alert ->
                                        views.in(words).place(alert.source().site(), alert.zone()))
                                .filter(place -> !place.isBlank())
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        words.of(
                                entry.getValue().stream().allMatch(alert -> alert.triage() == Triage.ACKNOWLEDGED)
                                        ? "home.somebody-has-it"
                                        : "home.being-called")))
                .toList();
    }

    private HomeView.Report report(Reported one, Words words) {
        return new HomeView.Report(
                words.one("home.kind", one.kind().text()),
                one.zone().isEmpty()
                        ? ""
                        : views.in(words).place(catalogue.sites().getFirst().id(), one.zone()),
                views.in(words).moment("", one.at()),
                words.one("home.state", one.state().name().toLowerCase(Locale.ROOT)));
    }
}

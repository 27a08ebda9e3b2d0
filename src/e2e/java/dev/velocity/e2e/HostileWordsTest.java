package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.velocity.access.Displays;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Report;
import dev.velocity.alert.ReportKind;
import dev.velocity.alert.Reports;
import dev.velocity.alert.SavedViews;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.audit.Actor;
import dev.velocity.incident.IncidentQuery;
import dev.velocity.incident.Incidents;
import dev.velocity.incident.Review;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.replay.Answer;
import dev.velocity.replay.Deed;
import dev.velocity.replay.Replays;
import dev.velocity.replay.Stretch;
import dev.velocity.shift.Shifts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Whatever people, devices and site files write stands on every page as it was written: as text.
class HostileWordsTest {
    /// For fields that take little.
    private static final String SHORT = "<img src=x onerror=alert(1)>";

    private static final String LONG =
            "<script>alert(1)</script><svg/onload=alert(1)>\"'><a href=\"javascript:alert(1)\">"
                    + "</textarea></template></title><iframe srcdoc='x'>${7*7}{{7*7}}&lt;b&gt;-->]]><style>*{display:none}</style>";

    /// What stands on the page for people: its text, and what attributes and fields say.
    private static final String SAID = """
            () => [document.title, document.body.textContent,
                ...[...document.querySelectorAll('[aria-label], [title], [placeholder], input, textarea, option')]
                    .flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('title'), one.value])]
                .filter(Boolean).join('\\n')
            """;

    /// What would only be there if one of the texts had been read as markup.
    private static final String MADE = """
            () => [...document.querySelectorAll("img, iframe, [onload], [onerror], a[href^='javascript:'],"
                + ' body script, body style, template template')].map((one) => one.outerHTML.slice(0, 120))
            """;

    private final Map<String, String> written = new LinkedHashMap<>();
    private final TreeSet<String> seen = new TreeSet<>();
    private final List<String> made = new ArrayList<>();
    private final List<String> dialogs = new CopyOnWriteArrayList<>();

    @Test
    void everyFieldIsShownAsItWasWrittenAndNothingOfItRuns() {
        var site = Sites.hall(2)
                .replace("name: Test site", "name: '" + SHORT + "'")
                .replace(
                        "name: Hall\n",
                        "name: " + quoted("zone", LONG) + "\n    guidance:\n      cause: " + quoted("cause", LONG)
                                + "\n      do: " + quoted("do", LONG) + "\n")
                .replace(
                        "informed: [operations]\n",
                        "informed: [operations]\n        guidance:\n          residents: " + quoted("residents", LONG)
                                + "\n")
                .replace("'Carbon dioxide 1'", quoted("sensor", LONG))
                .replace(
                        "critical: { on-delay: 0 s",
                        "critical: { basis: " + quoted("basis", SHORT) + ", on-delay: 0 s");
        try (var server = TestServer.start(site, new TestClock(Duration.ofMinutes(-30)));
                var browsers = new Browsers()) {
            var places = write(server);
            places.forEach((person, paths) -> read(server, browsers, person, paths));
            assertThat(dialogs).as("scripts that ran").isEmpty();
            assertThat(made).as("elements that were made").isEmpty();
            assertThat(seen).as("what is shown as it was written").isEqualTo(new TreeSet<>(written.keySet()));
            assertThat(browsers.complaints())
                    .as("of the content policy and Trusted Types")
                    .isEmpty();
        }
    }

    /// @return which pages whom shows what was written
    private Map<String, List<String>> write(TestServer server) {
        var who = server.person("writer", hostile("person", SHORT), Role.OPERATIONS);
        var guard = server.person("guard", "Guard", Role.SECURITY);
        server.readings(Map.of("co2-1", 25_000.0, "co2-2", 25_000.0, "heat", 33.0));
        var first = alert(server, "co2-1");
        var second = alert(server, "co2-2");
        for (var command : List.of(
                new Command.Comment(hostile("comment", LONG)),
                new Command.Acknowledge(),
                new Command.Take(),
                new Command.Shelve(Duration.ofMinutes(5), false, hostile("shelf", LONG))))
            handle(server, first, command, who);
        handle(
                server,
                second,
                new Command.TakeOutOfService(hostile("order", SHORT), hostile("out of service", LONG)),
                who);
        server.bean(Silences.class)
                .add(
                        new Matcher(Optional.empty(), Optional.of("cabin"), Optional.empty(), Optional.empty()),
                        new Window(
                                server.clock().instant(),
                                server.clock().instant().plus(Duration.ofHours(1)),
                                Optional.empty(),
                                ZoneOffset.UTC),
                        hostile("silence", LONG),
                        who.actor(),
                        who.role());
        var shifts = server.bean(Shifts.class);
        TestServer.done(shifts.note(who, hostile("signed note", LONG)));
        TestServer.done(shifts.sign(
                who,
                server.person("next", "Next", Role.OPERATIONS),
                shifts.sheet(Role.OPERATIONS).digest()));
        TestServer.done(shifts.note(who, hostile("note", LONG)));
        TestServer.done(server.bean(Reports.class)
                .report(
                        new Report(ReportKind.WATER, Optional.of("hall"), hostile("report", LONG)),
                        server.signIn("resident").session().person()));
        server.bean(SavedViews.class)
                .save(
                        who.name(),
                        hostile("view", SHORT),
                        AlertFilter.read(name -> name.equals("zone") ? List.of("hall") : List.of()));
        var proposals = server.bean(SiteProposals.class);
        TestServer.done(proposals.propose(
                proposals.current().replace("Cabin warmth", "Warmth"), hostile("proposal", LONG), who));
        var displays = server.bean(Displays.class);
        TestServer.done(displays.grant(
                TestServer.done(displays.begin("127.0.0.1")).code(),
                hostile("display", SHORT),
                Role.SECURITY,
                guard.actor()));
        var warned = warn(server);
        var incident = shape(server, guard);
        return Map.of(
                "writer",
                List.of(
                        "/board",
                        "/board?cover=shelf",
                        "/alerts/" + first.id(),
                        "/alerts/" + second.id(),
                        "/alerts/" + warned,
                        "/alerts/" + first.id() + "/shelf-preview",
                        "/sensors",
                        "/sensors/co2-1",
                        "/overview",
                        "/zones/hall",
                        "/timeline",
                        "/silences",
                        "/silences/1",
                        "/handover",
                        "/handover/1",
                        "/replay/" + replay(server, who),
                        "/whatif",
                        "/kpis",
                        "/proposals"),
                "guard",
                List.of("/board", "/incidents/" + incident, "/wall?rotate=60", "/timeline"),
                "admin",
                List.of("/people", "/site", "/audit", "/displays", "/devices"),
                "resident",
                List.of("/home", "/alerts/" + alert(server, "heat").id()));
    }

    /// What another tool warns of, in words that strangers gave it.
    private long warn(TestServer server) {
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "version",
                        "4",
                        "alerts",
                        List.of(Map.of(
                                "status", "firing",
                                "labels",
                                        Map.of(
                                                "alertname",
                                                SHORT,
                                                "instance",
                                                hostile("warned of", SHORT),
                                                "severity",
                                                "high"),
                                "annotations", Map.of("summary", hostile("summary", SHORT)),
                                "startsAt", "2026-01-01T00:00:00Z",
                                "fingerprint", "00000000000000aa"))));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(server.devices().resolve("/api/v1/alertmanager"))
                            .header(
                                    "Authorization",
                                    "Bearer " + server.key("warner", "warned.*").reveal())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"raised\":1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return server.bean(Alerts.class).open().stream()
                .filter(alert -> alert.sensor().text().startsWith("warned."))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long shape(TestServer server, Person guard) {
        var incidents = server.bean(Incidents.class);
        var all = incidents.list(IncidentQuery.all(
                Role.SECURITY,
                server.clock().instant().minus(Duration.ofHours(1)),
                server.clock().instant().plusSeconds(1)));
        var one = all.stream()
                .filter(incident -> incident.episodes().size() > 1)
                .findFirst()
                .orElseThrow();
        var split = TestServer.done(
                incidents.split(one.id(), List.of(one.episodes().getLast().id()), hostile("split", LONG), guard));
        var other = one.id() == split.id() ? one.episodes().getFirst().id() : one.id();
        var whole = TestServer.done(incidents.merge(other, split.id(), hostile("merge", LONG), guard));
        TestServer.done(incidents.review(
                whole.id(),
                new Review.Words(
                        hostile("happened", LONG),
                        hostile("why", LONG),
                        hostile("well", LONG),
                        hostile("actions", LONG)),
                0,
                guard));
        return whole.id();
    }

    private String replay(TestServer server, Person who) {
        var to = server.clock().instant();
        var replays = server.bean(Replays.class);
        if (!(replays.open(new Stretch(to.minus(Duration.ofMinutes(10)), to), to, who.name())
                instanceof Answer.Done(var replay))) throw new AssertionError("no replay");
        assertThat(replays.handle(replay.id(), new Deed.Mark(hostile("bookmark", LONG)), who.name(), Role.OPERATIONS))
                .isInstanceOf(Answer.Done.class);
        return replay.id();
    }

    private void read(TestServer server, Browsers browsers, String person, List<String> paths) {
        var page = browsers.mayBeSignedIn(server, person, new Browser.NewContextOptions());
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        for (var path : paths) {
            page.navigate(path);
            // Not every page follows; a script that failed on a text would not.
            if (page.locator("#begin").count() > 0)
                assertThat(page.locator("html")).hasAttribute("data-live", "live");
            if (path.startsWith("/replay/"))
                assertThat(page.locator("#marks li")).hasCount(1);
            look(page, path);
            // No device may be called so; whoever tries is told, in words.
            if (path.equals("/devices")) {
                page.locator("main details summary").first().press("Enter");
                page.locator("main form [name=id]").first().fill(SHORT);
                page.locator("main form [name=sensors]").first().fill(LONG);
                page.locator("main form [name=sensors]").first().press("Enter");
                assertThat(page.locator(".notice")).containsText("name");
                look(page, path + " refused");
            }
            // By script too: what comes live is put in by other code.
            if (path.equals("/board")) {
                server.reading("co2-1", 25_100);
                handle(
                        server,
                        alert(server, "heat"),
                        new Command.Comment(LONG + "live"),
                        server.signIn("operations").session().person());
                page.locator(".alerts .alert-name a").first().click();
                assertThat(page.locator("#panel #one")).isVisible();
                look(page, path);
            }
        }
        page.context().close();
    }

    private void look(Page page, String path) {
        var said = (String) page.evaluate(SAID);
        written.forEach((field, text) -> {
            if (said.contains(text)) seen.add(field);
        });
        for (var one : (List<?>) page.evaluate(MADE)) made.add(path + ": " + one);
    }

    private static Alert alert(TestServer server, String sensor) {
        var ofSensor = AlertFilter.read(name -> name.equals("sensor") ? List.of(sensor) : List.of());
        return server.bean(Alerts.class)
                .page(new AlertQuery(Role.SECURITY, ofSensor, Optional.empty(), 1))
                .alerts()
                .getFirst();
    }

    private static void handle(TestServer server, Alert alert, Command command, Person who) {
        assertThat(server.bean(Alerts.class)
                        .handle(
                                alert.id(),
                                command,
                                new Actor(who.name(), who.role().text()),
                                who.role(),
                                OptionalLong.empty(),
                                Optional.empty()))
                .isInstanceOf(Outcome.Moved.class);
    }

    /// What is written into a field, to be found again.
    private String hostile(String field, String text) {
        var own = text + " " + field;
        written.put(field, own);
        return own;
    }

    private String quoted(String field, String text) {
        return "'" + hostile(field, text).replace("'", "''") + "'";
    }
}

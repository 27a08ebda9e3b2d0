package dev.velocity.console;

import static dev.velocity.access.Action.ACKNOWLEDGE;
import static dev.velocity.access.Action.APPROVE_LIMITS;
import static dev.velocity.access.Action.APPROVE_SITE;
import static dev.velocity.access.Action.ASSIGN;
import static dev.velocity.access.Action.EXPORT;
import static dev.velocity.access.Action.HAND_OVER;
import static dev.velocity.access.Action.MANAGE_DEVICES;
import static dev.velocity.access.Action.MANAGE_DISPLAYS;
import static dev.velocity.access.Action.MANAGE_PEOPLE;
import static dev.velocity.access.Action.PROPOSE_LIMITS;
import static dev.velocity.access.Action.PROPOSE_SITE;
import static dev.velocity.access.Action.READ_AUDIT_ALERTS;
import static dev.velocity.access.Action.READ_AUDIT_ALL;
import static dev.velocity.access.Action.READ_AUDIT_OWN;
import static dev.velocity.access.Action.READ_BOARD;
import static dev.velocity.access.Action.READ_HISTORY;
import static dev.velocity.access.Action.READ_SENSORS;
import static dev.velocity.access.Action.READ_SITE;
import static dev.velocity.access.Action.READ_SUMMARY;
import static dev.velocity.access.Action.READ_WATCH;
import static dev.velocity.access.Action.REPORT;
import static dev.velocity.access.Action.RESOLVE;
import static dev.velocity.access.Action.REVIEW_INCIDENTS;
import static dev.velocity.access.Action.RUN_WHAT_IF;
import static dev.velocity.access.Action.SHELVE;
import static dev.velocity.access.Action.SILENCE;

import dev.velocity.access.Action;
import dev.velocity.alert.Verb;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Every route of the people's listener and what it asks of whoever comes to it. What has no row here is not
/// answered.
///
/// To add a route: write its mapping with method and template, and a row with the very same two here. A mapping
/// without a row stops the start with its name, so does one that names no method; a test walks each row as
/// every role and compares with [dev.velocity.access.Permissions]. Serving HEAD needs no row of its own. A
/// plain servlet or a folder of files has a row like any other, with the template it is registered under (a
/// folder ends in `/**`). A handler takes a parameter of type `Session` (or `Optional<Session>` where nobody
/// needs to be signed in) to learn who asks; a servlet finds it as the request's attribute
/// `Session.class.getName()`. Whether a single alert may be seen or acted on is the handler's to ask, of
/// `Permissions.mayAct`.
final class Routes {
    private static final Need NOTHING = new Need.Nothing();
    private static final Need UNCLAIMED = new Need.Unclaimed();
    private static final Need CLAIMED = new Need.Claimed();
    private static final Need SIGNED_IN = new Need.SignedIn();

    private static final List<Row> PLAIN = List.of(
            row("GET", "/assets/**", NOTHING),
            row("GET", "/favicon.ico", NOTHING),
            row("GET", "/manifest.webmanifest", NOTHING),
            row("GET", "/worker.js", NOTHING),
            row("GET", "/offline", NOTHING),
            row("POST", "/csp", NOTHING),
            row("GET", "/setup", UNCLAIMED),
            row("POST", "/setup", UNCLAIMED),
            row("GET", "/sign-in", CLAIMED),
            row("POST", "/sign-in", CLAIMED),
            row("POST", "/sign-out", SIGNED_IN),
            row("GET", "/", SIGNED_IN),
            row("POST", "/theme", NOTHING),
            row("POST", "/language", NOTHING),
            row("GET", "/board", may(READ_BOARD)),
            row("GET", "/alerts/{id}", may(READ_BOARD)),
            row("GET", "/alerts/{id}/panel", may(READ_BOARD)),
            row("GET", "/alerts/{id}/shelf-preview", may(SHELVE)),
            row("GET", "/alerts/bulk/shelf-preview", may(SHELVE)),
            row("POST", "/alerts/bulk/ask", may(ACKNOWLEDGE)),
            row("POST", "/alerts/bulk/acknowledge", may(ACKNOWLEDGE)),
            row("POST", "/alerts/bulk/assign", may(ASSIGN)),
            row("POST", "/alerts/bulk/shelve", may(SHELVE)),
            row("POST", "/alerts/bulk/resolve", may(RESOLVE)),
            row("POST", "/views", may(READ_BOARD)),
            row("POST", "/views/forget", may(READ_BOARD)),
            row("GET", "/silences", may(READ_WATCH)),
            row("GET", "/silences/{id}", may(READ_WATCH)),
            row("POST", "/silences/preview", may(SILENCE)),
            row("POST", "/silences", may(SILENCE)),
            row("POST", "/silences/{id}/end", may(SILENCE)),
            row("GET", "/sensors", may(READ_SENSORS)),
            row("GET", "/sensors/{id}/series", may(READ_HISTORY)),
            row("GET", "/alerts/{id}/tuning", may(READ_HISTORY)),
            row("POST", "/alerts/{id}/proposal", may(PROPOSE_LIMITS)),
            row("GET", "/handover", may(READ_WATCH)),
            row("GET", "/handover/{id}", may(READ_WATCH)),
            row("POST", "/handover", may(HAND_OVER)),
            row("POST", "/handover/notes", may(HAND_OVER)),
            row("GET", "/kpis", may(READ_WATCH)),
            row("GET", "/kpis/rows", may(READ_WATCH)),
            row("GET", "/wall", CLAIMED),
            row("GET", "/displays", may(MANAGE_DISPLAYS)),
            row("POST", "/displays", may(MANAGE_DISPLAYS)),
            row("POST", "/displays/{id}/revoke", may(MANAGE_DISPLAYS)),
            row("GET", "/audit", may(READ_AUDIT_OWN)),
            row("POST", "/audit/verify", may(READ_AUDIT_ALL)),
            row("GET", "/home", may(READ_SUMMARY)),
            row("POST", "/reports", may(REPORT)),
            row("GET", "/overview", may(READ_SENSORS)),
            row("GET", "/zones/{id}", may(READ_SENSORS)),
            row("GET", "/sensors/{id}", may(READ_SENSORS)),
            row("GET", "/timeline", may(READ_HISTORY)),
            row("GET", "/incidents/{id}", may(READ_HISTORY)),
            row("GET", "/replay", may(READ_HISTORY)),
            row("POST", "/replay", may(READ_HISTORY)),
            row("GET", "/replay/{id}", may(READ_HISTORY)),
            row("POST", "/incidents/{id}/merge", may(REVIEW_INCIDENTS)),
            row("POST", "/incidents/{id}/split", may(REVIEW_INCIDENTS)),
            row("POST", "/incidents/{id}/review", may(REVIEW_INCIDENTS)),
            row("GET", "/palette", SIGNED_IN),
            row("GET", "/people", may(MANAGE_PEOPLE)),
            row("POST", "/people", may(MANAGE_PEOPLE)),
            row("POST", "/people/{name}/password", may(MANAGE_PEOPLE)),
            row("POST", "/people/{name}/role", may(MANAGE_PEOPLE)),
            row("POST", "/people/{name}/disable", may(MANAGE_PEOPLE)),
            row("POST", "/people/{name}/enable", may(MANAGE_PEOPLE)),
            row("POST", "/people/{name}/sign-out", may(MANAGE_PEOPLE)),
            row("GET", "/devices", may(MANAGE_DEVICES)),
            row("POST", "/devices", may(MANAGE_DEVICES)),
            row("POST", "/devices/{id}/rotate", may(MANAGE_DEVICES)),
            row("POST", "/devices/{id}/revoke", may(MANAGE_DEVICES)),
            row("GET", "/whatif", may(RUN_WHAT_IF)),
            row("POST", "/whatif", may(RUN_WHAT_IF)),
            row("GET", "/whatif/{id}", may(RUN_WHAT_IF)),
            row("POST", "/whatif/{id}/cancel", may(RUN_WHAT_IF)),
            row("POST", "/whatif/{id}/propose", may(PROPOSE_SITE)),
            row("GET", "/proposals", may(READ_WATCH)),
            row("POST", "/proposals/{id}/approve", may(APPROVE_LIMITS)),
            row("POST", "/proposals/{id}/refuse", may(APPROVE_LIMITS)),
            row("GET", "/site", may(PROPOSE_SITE)),
            row("POST", "/site", may(PROPOSE_SITE)),
            row("POST", "/site/check", may(PROPOSE_SITE)),
            row("POST", "/site/{id}/approve", may(APPROVE_SITE)),
            row("POST", "/site/{id}/refuse", may(APPROVE_SITE)),
            row("GET", "/api/v1/stream", may(READ_BOARD)),
            //
            row("GET", "/api/v1/me", SIGNED_IN),
            row("POST", "/api/v1/me/password", SIGNED_IN),
            row("GET", "/api/v1/me/sessions", SIGNED_IN),
            row("DELETE", "/api/v1/me/sessions/{id}", SIGNED_IN),
            row("GET", "/api/v1/openapi.yaml", SIGNED_IN),
            row("GET", "/api/v1/alerts", may(READ_BOARD)),
            row("GET", "/api/v1/alerts/counts", may(READ_BOARD)),
            row("GET", "/api/v1/alerts/{id}", may(READ_BOARD)),
            row("GET", "/api/v1/alerts/{id}/events", may(READ_BOARD)),
            row("GET", "/api/v1/alerts/{id}/shelf-preview", may(SHELVE)),
            row("POST", "/api/v1/alerts/bulk/acknowledge", may(ACKNOWLEDGE)),
            row("POST", "/api/v1/alerts/bulk/assign", may(ASSIGN)),
            row("POST", "/api/v1/alerts/bulk/shelve", may(SHELVE)),
            row("POST", "/api/v1/alerts/bulk/resolve", may(RESOLVE)),
            row("GET", "/api/v1/alerts/{id}/tuning", may(READ_HISTORY)),
            row("GET", "/api/v1/reports", may(REPORT)),
            row("POST", "/api/v1/reports", may(REPORT)),
            row("GET", "/api/v1/handovers", may(READ_WATCH)),
            row("GET", "/api/v1/handovers/{id}", may(READ_WATCH)),
            row("GET", "/api/v1/handovers/sheet", may(READ_WATCH)),
            row("POST", "/api/v1/handovers", may(HAND_OVER)),
            row("POST", "/api/v1/handovers/notes", may(HAND_OVER)),
            row("GET", "/api/v1/incidents", may(READ_HISTORY)),
            row("GET", "/api/v1/incidents/{id}", may(READ_HISTORY)),
            row("GET", "/api/v1/incidents/{id}/reviews", may(READ_HISTORY)),
            row("POST", "/api/v1/incidents/{id}/merge", may(REVIEW_INCIDENTS)),
            row("POST", "/api/v1/incidents/{id}/split", may(REVIEW_INCIDENTS)),
            row("POST", "/api/v1/incidents/{id}/review", may(REVIEW_INCIDENTS)),
            row("GET", "/api/v1/replays", may(READ_HISTORY)),
            row("POST", "/api/v1/replays", may(READ_HISTORY)),
            row("GET", "/api/v1/replays/{id}", may(READ_HISTORY)),
            row("GET", "/api/v1/replays/{id}/stream", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/play", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/pause", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/seek", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/step", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/speed", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/skip", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/loop", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/bookmarks", may(READ_HISTORY)),
            row("POST", "/api/v1/replays/{id}/bookmarks/{number}/remove", may(READ_HISTORY)),
            row("GET", "/api/v1/heatmap", may(READ_HISTORY)),
            row("GET", "/api/v1/heatmap.csv", may(EXPORT)),
            row("GET", "/api/v1/offenders", may(READ_HISTORY)),
            row("GET", "/api/v1/timeline", may(READ_HISTORY)),
            row("GET", "/api/v1/timeline.csv", may(EXPORT)),
            row("GET", "/api/v1/kpis", may(READ_WATCH)),
            row("GET", "/api/v1/kpis/rows", may(READ_WATCH)),
            row("GET", "/api/v1/proposals", may(READ_WATCH)),
            row("GET", "/api/v1/proposals/{id}", may(READ_WATCH)),
            row("POST", "/api/v1/proposals", may(PROPOSE_LIMITS)),
            row("POST", "/api/v1/proposals/{id}/approve", may(APPROVE_LIMITS)),
            row("POST", "/api/v1/proposals/{id}/refuse", may(APPROVE_LIMITS)),
            row("GET", "/api/v1/whatif", may(RUN_WHAT_IF)),
            row("POST", "/api/v1/whatif", may(RUN_WHAT_IF)),
            row("GET", "/api/v1/whatif/{id}", may(RUN_WHAT_IF)),
            row("DELETE", "/api/v1/whatif/{id}", may(RUN_WHAT_IF)),
            row("GET", "/api/v1/site-proposals", may(READ_WATCH)),
            row("GET", "/api/v1/site-proposals/current.yaml", may(PROPOSE_SITE)),
            row("GET", "/api/v1/site-proposals/{id}", may(READ_WATCH)),
            row("POST", "/api/v1/site-proposals", may(PROPOSE_SITE)),
            row("POST", "/api/v1/site-proposals/check", may(PROPOSE_SITE)),
            row("POST", "/api/v1/site-proposals/{id}/approve", may(APPROVE_SITE)),
            row("POST", "/api/v1/site-proposals/{id}/refuse", may(APPROVE_SITE)),
            row("GET", "/api/v1/silences", may(READ_WATCH)),
            row("GET", "/api/v1/silences/{id}", may(READ_WATCH)),
            row("POST", "/api/v1/silences/preview", may(SILENCE)),
            row("POST", "/api/v1/silences", may(SILENCE)),
            row("POST", "/api/v1/silences/{id}/end", may(SILENCE)),
            row("GET", "/api/v1/sensors", may(READ_SENSORS)),
            row("GET", "/api/v1/sensors/{id}", may(READ_SENSORS)),
            row("GET", "/api/v1/sensors/{id}/readings", may(READ_SENSORS)),
            row("GET", "/api/v1/history", may(READ_SENSORS)),
            row("GET", "/api/v1/outlook", may(READ_SENSORS)),
            row("GET", "/api/v1/site.yaml", may(READ_SITE)),
            row("GET", "/api/v1/audit", may(READ_AUDIT_OWN)),
            row("GET", "/api/v1/audit.csv", may(READ_AUDIT_OWN)),
            row("GET", "/api/v1/audit/state", may(READ_AUDIT_ALERTS)),
            row("POST", "/api/v1/audit/verify", may(READ_AUDIT_ALL)),
            row("GET", "/api/v1/audit/export", may(READ_AUDIT_ALL)),
            row("POST", "/api/v1/wall/pairing", CLAIMED),
            row("GET", "/api/v1/wall/pairing", CLAIMED),
            row("POST", "/api/v1/wall/enter", CLAIMED),
            row("GET", "/api/v1/displays", may(MANAGE_DISPLAYS)),
            row("POST", "/api/v1/displays", may(MANAGE_DISPLAYS)),
            row("POST", "/api/v1/displays/{id}/revoke", may(MANAGE_DISPLAYS)),
            row("GET", "/api/v1/people", may(MANAGE_PEOPLE)),
            row("POST", "/api/v1/people", may(MANAGE_PEOPLE)),
            row("POST", "/api/v1/people/{name}/disable", may(MANAGE_PEOPLE)),
            row("POST", "/api/v1/people/{name}/enable", may(MANAGE_PEOPLE)),
            row("POST", "/api/v1/people/{name}/role", may(MANAGE_PEOPLE)),
            row("POST", "/api/v1/people/{name}/password", may(MANAGE_PEOPLE)),
            row("DELETE", "/api/v1/people/{name}/sessions", may(MANAGE_PEOPLE)),
            row("GET", "/api/v1/devices", may(MANAGE_DEVICES)),
            row("POST", "/api/v1/devices", may(MANAGE_DEVICES)),
            row("POST", "/api/v1/devices/{id}/rotate", may(MANAGE_DEVICES)),
            row("POST", "/api/v1/devices/{id}/revoke", may(MANAGE_DEVICES)));

    static final List<Row> ROWS = Stream.concat(
                    PLAIN.stream(),
                    // The commands of triage, as forms and as JSON.
                    Arrays.stream(Verb.values())
                            .flatMap(verb -> Stream.of("/alerts/{id}/", "/api/v1/alerts/{id}/")
                                    .map(place -> row("POST", place + verb.text(), may(verb.action())))))
            .toList();

    private static final int MOST_BYTES = 65_536;
    private static final int MOST_LARGE_BYTES = 2_097_152;

    /// All that a screen on a wall reaches, beside what needs nobody. A page adds what it is made of, reading alone.
    /// When its stream breaks it asks who it is: a server that was started again has not turned it out.
    static final Set<String> FOR_DISPLAYS = Set.of("GET /wall", "GET /api/v1/stream", "GET /api/v1/me");

    /// Rows that take a whole site file.
    private static final Set<String> LARGE = Set.of(
            "POST /api/v1/site-proposals",
            "POST /api/v1/site-proposals/check",
            "POST /api/v1/whatif",
            "POST /site",
            "POST /site/check",
            "POST /whatif");

    /// In the table only where the setting says so.
    static final Row STYLEGUIDE = row("GET", StyleguideRoutes.PATH, SIGNED_IN);

    private final List<Row> rows;

    Routes() {
        this(ROWS);
    }

    Routes(List<Row> rows) {
        this.rows = rows.stream().sorted(Comparator.comparing(Row::pattern)).toList();
    }

    /// One route.
    ///
    /// @param method GET, POST, PUT, PATCH or DELETE
    /// @param start how every path of it begins; leaves few whose pattern must be looked at
    record Row(String method, PathPattern pattern, String start, Need need) {
        String template() {
            return pattern.getPatternString();
        }

        /// Most bytes a request's body may have.
        int mostBytes() {
            return LARGE.contains(toString()) ? MOST_LARGE_BYTES : MOST_BYTES;
        }

        /// Whether a screen on a wall may look; everywhere else it is nobody.
        boolean forDisplays() {
            return FOR_DISPLAYS.contains(toString());
        }

        boolean changes() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + template();
        }
    }

    /// The row a request falls under: of several, the one whose template says most.
    Optional<Row> find(String method, String path) {
        var asked = method.equals("HEAD") ? "GET" : method;
        var parsed = PathContainer.parsePath(path);
        return rows.stream()
                .filter(row -> row.method().equals(asked)
                        && path.startsWith(row.start())
                        && row.pattern().matches(parsed))
                .findFirst();
    }

    /// The methods this path knows; empty when it is no path of ours.
    Set<String> methods(String path) {
        var parsed = PathContainer.parsePath(path);
        return rows.stream()
                .filter(row -> row.pattern().matches(parsed))
                .map(Row::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean has(String method, String template) {
        return rows.stream()
                .anyMatch(row -> row.method().equals(method) && row.template().equals(template));
    }

    /// Whether a browser may be sent to this path after signing in: a page of our own, whatever a link said.
    boolean isPage(String path) {
        return Gate.isPlain(path)
                && !Gate.isApi(path)
                && find("GET", path)
                        .filter(row -> row.need() instanceof Need.SignedIn || row.need() instanceof Need.May)
                        .isPresent();
    }

    private static Row row(String method, String template, Need need) {
        var pattern = PathPatternParser.defaultInstance.parse(template);
        return new Row(method, pattern, template.split("[{*]", 2)[0], need);
    }

    private static Need may(Action action) {
        return new Need.May(action);
    }
}

package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.velocity.access.People;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.access.Setup;
import dev.velocity.audit.Actor;
import dev.velocity.console.RunningServer.Answer;
import dev.velocity.console.RunningServer.Browser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The whole matrix on a real server: every row of [Routes] as every role, signed out and disabled; where
/// requests come from; what cookies and headers say. A new row is walked without anything being added here.
class GateTest {
    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static final Map<Role, Browser> BROWSERS = new HashMap<>();
    static final List<Routes.Row> ROWS = Routes.ROWS;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory, Map.of());
        server.people();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> rowsAndRoles() {
        return ROWS.stream().flatMap(row -> RunningServer.roles().map(role -> Arguments.of(row, role)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("rowsAndRoles")
    void eachRoleComesAsFarAsTheTableSays(Routes.Row row, Role role) {
        var answer = walk(row, as(role));
        switch (row.need()) {
            case Need.Nothing _, Need.Claimed _, Need.SignedIn _ ->
                assertThat(isKeptOut(answer)).as(answer.toString()).isFalse();
            case Need.Unclaimed _ -> assertThat(answer.statusCode()).isEqualTo(404);
            case Need.May(var action) ->
                assertThat(isKeptOut(answer))
                        .as("%s may %s: %s", role, action, answer)
                        .isEqualTo(!Permissions.allows(role, action));
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void whoIsSignedOutOrMadeUpGetsNoFurtherThanTheSignIn(Routes.Row row) {
        for (var cookie : List.of("", "sid=", "sid=" + "x".repeat(43), "__Host-sid=" + "x".repeat(43))) {
            var browser = server.browser();
            if (!cookie.isEmpty()) browser.show(cookie);
            switch (row.need()) {
                case Need.Nothing _, Need.Claimed _, Need.Unclaimed _ -> {}
                case Need.SignedIn _, Need.May _ ->
                    assertThat(isSentToSignIn(walk(row, browser))).isTrue();
            }
        }
    }

    @Test
    void whoIsDisabledOrDemotedIsOutAtOnceOnEveryRoute() {
        var people = server.bean(People.class);
        people.add("dora", "Dora", Role.ADMIN, new dev.velocity.platform.Secret(RunningServer.PASSWORD), Actor.SYSTEM);
        var browser = server.browser();
        browser.form("/sign-in", Map.of("name", "dora", "password", RunningServer.PASSWORD));
        assertThat(browser.get("/api/v1/people").statusCode()).isEqualTo(200);
        people.disable("dora", Actor.SYSTEM);
        for (var row : ROWS)
            if (row.need() instanceof Need.SignedIn || row.need() instanceof Need.May)
                assertThat(isSentToSignIn(walk(row, browser)))
                        .as(row.toString())
                        .isTrue();
    }

    @Test
    void figuresOfAQueueAreForWhoSeesItsAlerts() {
        for (var path : List.of(
                "/api/v1/kpis?role=security",
                "/api/v1/kpis/rows?measure=per-day&role=security",
                "/kpis?role=security")) {
            assertThat(as(Role.OPERATIONS).get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(as(Role.SECURITY).get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(as(Role.OPERATIONS).get("/api/v1/kpis").statusCode()).isEqualTo(200);
    }

    @Test
    void noRouteHasTwoRows() {
        assertThat(ROWS).extracting(Object::toString).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api/v1/nothing",
                "/api/v1/people/",
                "/API/v1/people",
                "/api/v1/people/{name}/disable",
                "/api/v1/people/:name/disable",
                "/error",
                "/health",
                "/application.properties",
                "/assets/",
                "/assets/nothing.js"
            })
    void whereThereIsNothingThereIsNothing(String path) {
        var encoded = path.replace("{", "%7B").replace("}", "%7D");
        assertThat(as(Role.ADMIN).get(encoded).statusCode()).isIn(400, 404, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/people;x=1",
                "/api/v1/%70eople",
                "/assets/..%2fapplication.properties",
                "/assets/%2e%2e/application.properties",
                "//api/v1/people",
                "/api/v1/./people",
                "/setup%00",
                "/api/v1/people%0d%0aX:y"
            })
    void aPathThatCouldBeReadTwoWaysIsRefused(String path) {
        assertThat(as(Role.ADMIN).get(path).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} site={1} origin={2} token={3} -> {4}")
    @CsvSource({
        // method, Sec-Fetch-Site, Origin, token, let in
        "POST,   same-origin, ,       session, true",
        "POST,   same-origin, own,    session, true",
        "POST,   ,            own,    session, true",
        "POST,   same-origin, ,       none,    false",
        "POST,   same-origin, ,       other,   false",
        "POST,   ,            own,    none,    false",
        "POST,   ,            ,       session, false",
        "POST,   ,            evil,   session, false",
        "POST,   ,            null,   session, false",
        "POST,   cross-site,  own,    session, false",
        "POST,   cross-site,  evil,   session, false",
        "POST,   same-site,   own,    session, false",
        "POST,   none,        ,       session, false",
        "DELETE, same-origin, ,       session, true",
        "DELETE, same-origin, ,       none,    false",
        "DELETE, ,            evil,   session, false",
        "DELETE, cross-site,  ,       session, false",
        "GET,    cross-site,  evil,   none,    true"
    })
    void aChangeIsTakenFromOurOwnPagesAlone(String method, String site, String origin, String token, boolean letIn) {
        var browser = as(Role.SECURITY);
        var headers = new HashMap<String, String>();
        if (site != null) headers.put("Sec-Fetch-Site", site);
        if (origin != null)
            headers.put(
                    "Origin",
                    switch (origin) {
                        case "own" -> server.base();
                        case "evil" -> "http://evil.example";
                        default -> origin;
                    });
        switch (token) {
            case "session" -> headers.put("X-CSRF", browser.csrf());
            case "other" -> headers.put("X-CSRF", as(Role.ANALYST).csrf());
            default -> {}
        }
        headers.put("Content-Type", "application/json");
        var path = method.equals("POST")
                ? "/api/v1/me/password"
                : "/api/v1/me/sessions" + (method.equals("GET") ? "" : "/none");
        var answer = browser.send(method, path, headers, method.equals("POST") ? "{}" : "");
        assertThat(answer.statusCode() == 403).as(answer.toString()).isEqualTo(!letIn);
    }

    @Test
    void signingInFromAnotherSiteIsRefusedToo() {
        var form = Map.of("Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site");
        var answer = server.browser().send("POST", "/sign-in", form, "name=admin-1&password=four+gulls+over+harbour");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aFormCarriesTheTokenInAField() {
        var browser = server.signedIn(Role.RESIDENT);
        assertThat(browser.form("/sign-out", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.form("/sign-out", Map.of("_csrf", browser.csrf())).header("Location"))
                .isEqualTo("/sign-in");
        assertThat(browser.cookie()).isEmpty();
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        var browser = server.browser();
        var answer = browser.form("/sign-in", Map.of("name", "analyst-1", "password", RunningServer.PASSWORD));
        assertThat(answer.header("Set-Cookie")).matches("sid=[0-9A-Za-z]{43}; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void aSessionThatWasPutIntoTheBrowserIsNotTheOneItGets() {
        var browser = server.browser();
        browser.show("sid=" + "a".repeat(43));
        browser.form("/sign-in", Map.of("name", "operations-1", "password", RunningServer.PASSWORD));
        var first = browser.cookie();
        assertThat(first).isPresent().isNotEqualTo(Optional.of("sid=" + "a".repeat(43)));
        browser.form("/sign-in", Map.of("name", "operations-1", "password", RunningServer.PASSWORD));
        assertThat(browser.cookie()).isPresent().isNotEqualTo(first);
        var old = server.browser();
        old.show(first.orElseThrow());
        assertThat(old.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongNameAndAWrongPasswordLookTheSame() {
        var unknown = server.browser().form("/sign-in", Map.of("name", "nobody-9", "password", "wrong"));
        var known = server.browser().form("/sign-in", Map.of("name", "resident-1", "password", "wrong"));
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).isEqualTo(known.body()).contains("not right");
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    void afterSigningInOneIsWhereOneWantedToGoAndNowhereElse() {
        var wanted = server.browser().get("/");
        assertThat(wanted.statusCode()).isEqualTo(303);
        assertThat(wanted.header("Location")).isEqualTo("/sign-in?next=/");
        for (var trap :
                List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/api/v1/me", "javascript:x")) {
            var browser = as(Role.ADMIN);
            var answer = browser.get(
                    "/sign-in?next=" + java.net.URLEncoder.encode(trap, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.header("Location")).as(trap).isIn("/", "");
        }
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepItSafe() {
        var answers = Stream.of("/sign-in", "/nothing", "/api/v1/me", "/assets/app.css", "/;x", "/")
                .map(path -> server.browser().get(path));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                                    + "require-trusted-types-for 'script'; report-uri /csp");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).contains("no-cache");
            assertThat(answer.header("Server")).isEmpty();
        });
        assertThat(Stream.of("/sign-in", "/nothing", "/api/v1/me", "/")
                        .map(path -> server.browser().get(path)))
                .allSatisfy(answer -> assertThat(answer.header("Cache-Control")).contains("no-store"));
    }

    /// No page of anybody's is kept, and what every page needs is sent once and small.
    @Test
    void whatABrowserHasAlreadyIsNotSentAgainAndWhatIsSentIsSmall() {
        var browser = server.browser();
        for (var asset : List.of("/assets/app.css", "/assets/app.js")) {
            var first = browser.get(asset);
            var again = browser.send("GET", asset, Map.of("If-None-Match", first.header("ETag")), "");
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.header("Cache-Control")).isEqualTo("no-cache");
            var other = browser.send("GET", asset, Map.of("If-None-Match", "W/\"another\""), "");
            assertThat(other.statusCode()).isEqualTo(200);
        }
        for (var path : List.of("/assets/app.css", "/assets/app.js", "/sign-in"))
            assertThat(browser.send("GET", path, Map.of("Accept-Encoding", "gzip"), "")
                            .header("Content-Encoding"))
                    .as(path)
                    .isEqualTo("gzip");
    }

    @Test
    void noPageHasAScriptOrStyleOfItsOwn() {
        for (var path : List.of("/sign-in", "/nothing"))
            assertThat(server.browser().get(path).body())
                    .doesNotContain("<style")
                    .doesNotContain("style=")
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void aBodyWithoutMeasureOrTooLargeIsNotRead() {
        var browser = as(Role.ADMIN);
        assertThat(browser.call("POST", "/api/v1/people", "{\"x\":\"" + "y".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void problemsHaveACodeThatStays() {
        var answer = server.browser().get("/api/v1/me");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"signed-out\"", "\"status\":401", "\"title\":");
    }

    @Test
    void anAdminLetsPeopleInAndSeesAKeyOnce() {
        var admin = as(Role.ADMIN);
        var added =
                admin.call("POST", "/api/v1/people", "{\"name\":\"nora\",\"display\":\"Nora\",\"role\":\"analyst\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).contains("\"password\":\"");
        assertThat(admin.get("/api/v1/people").body()).contains("\"nora\"").doesNotContain("password");
        assertThat(admin.call("POST", "/api/v1/people", "{\"name\":\"nora\",\"role\":\"analyst\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(admin.call("POST", "/api/v1/people", "{\"role\":\"king\",\"name\":\"k\"}")
                        .body())
                .contains("\"code\":\"invalid\"");
        assertThat(admin.call("POST", "/api/v1/people", "{").body()).contains("\"code\":\"malformed\"");
        assertThat(admin.call("POST", "/api/v1/people/admin-1/role", "{\"role\":\"resident\"}")
                        .body())
                .contains("\"code\":\"own-account\"");

        var device = admin.call("POST", "/api/v1/devices", "{\"id\":\"gateway\",\"sensors\":[\"hall.*\"]}");
        assertThat(device.statusCode()).isEqualTo(201);
        assertThat(device.body()).contains("vel_dev_");
        assertThat(admin.get("/api/v1/devices").body()).contains("\"gateway\"").doesNotContain("vel_dev_");
        assertThat(admin.call("POST", "/api/v1/devices/gateway/rotate", "{\"overlapHours\":1}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin.call("POST", "/api/v1/devices/gateway/revoke", "").body())
                .contains("\"revoked\":true");
        assertThat(admin.call("POST", "/api/v1/devices/nothing/revoke", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void onesOwnSessionsAreListedAndEnded() {
        var one = server.signedIn(Role.ANALYST);
        var two = server.signedIn(Role.ANALYST);
        var listed = two.get("/api/v1/me/sessions").body();
        assertThat(listed).contains("\"present\":true").contains("\"present\":false");
        var stranger = as(Role.RESIDENT);
        var id = between(listed, "\"id\":\"", "\"");
        assertThat(stranger.call("DELETE", "/api/v1/me/sessions/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(one.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void theOperationsListenerAnswersWithoutSigningIn() throws Exception {
        var health = new java.net.URI("http://127.0.0.1:" + server.operationsPort() + "/health").toURL();
        try (var body = health.openStream()) {
            assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"status\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/", "/alerts", "/assets/app.css", "/favicon.ico"})
    void theOperationsListenerHasNoneOfThePeoplesPathsAndNoErrorIsLoggedForThem(String path) throws Exception {
        var lock = (Logger) LoggerFactory.getLogger(SecondLock.class);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        lock.addAppender(logged);
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + server.operationsPort() + path);
            assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            lock.detachAppender(logged);
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    void theSetupPageIsGoneOnceTheServerIsClaimed() {
        assertThat(server.bean(Setup.class).claimed()).isTrue();
        assertThat(server.browser().get("/setup").statusCode()).isEqualTo(404);
        assertThat(server.browser().form("/setup", Map.of("code", "x")).statusCode())
                .isEqualTo(404);
    }

    private static Browser as(Role role) {
        var browser = BROWSERS.computeIfAbsent(role, server::signedIn);
        if (browser.get("/api/v1/me").statusCode() == 200) return browser;
        BROWSERS.put(role, server.signedIn(role));
        return BROWSERS.get(role);
    }

    /// Goes to the route with a path that names nothing there is, and a body that asks for nothing.
    private static Answer walk(Routes.Row row, Browser browser) {
        var path = row.template().replaceAll("\\{[^}]*}", "987654321").replace("/**", "/app.css");
        if (!row.changes()) return browser.get(path);
        if (path.startsWith("/api/")) return browser.call(row.method(), path, "{}");
        return browser.form(path, Map.of("_csrf", browser.csrf(), "name", "nobody", "password", "nothing"));
    }

    /// Kept out by the gate: refused for what one is, not for what one asked.
    private static boolean isKeptOut(Answer answer) {
        return isSentToSignIn(answer)
                || (answer.statusCode() == 403
                        && answer.body().toLowerCase(java.util.Locale.ROOT).contains("your role may not"));
    }

    private static boolean isSentToSignIn(Answer answer) {
        return answer.statusCode() == 401
                || (answer.statusCode() == 303
                        && answer.header("Location").startsWith("/sign-in")
                        && answer.header("Set-Cookie").isEmpty());
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(after, from));
    }
}

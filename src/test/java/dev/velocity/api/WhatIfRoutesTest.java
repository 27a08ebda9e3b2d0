package dev.velocity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.InMemory;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import dev.velocity.watch.Watch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What-ifs as a tool asks for them.
class WhatIfRoutesTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SITE = """
            site: s
            name: S
            time-zone: UTC
            zones:
              hall:
                name: Hall
                sensors:
                  co2:
                    kind: carbon-dioxide
                    period: 60 s
                    limits:
                      high:
                        low: none
                        medium: none
                        high: {at: 1500, deadband: 50, on-delay: 0 s, off-delay: 0 s, basis: a test}
                        critical: none
                      stale: none
                      flat: none
            """;

    @TempDir(factory = InMemory.class)
    private Path data;

    private Instant now = BEGIN;
    private Database database;
    private Writer writer;
    private WhatIfs whatIfs;
    private MockMvc routes;

    @BeforeEach
    void anHourOfWhichAQuarterIsBad() throws Exception {
        Files.writeString(data.resolve("site.yaml"), SITE);
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        var kept = new KeptSite(data);
        var catalogue = new Catalogue(List.of(kept.read()));
        var audit = new Audit(() -> now);
        var alerts =
                new Alerts(database, writer, audit, () -> now, catalogue, _ -> Optional.of(Role.OPERATIONS), _ -> {});
        var silences = new Silences(database, writer, audit, () -> now, alerts);
        var readings = new Readings(catalogue, database);
        var watch = new Watch(catalogue, readings, alerts, writer, () -> now, Runnable::run);
        watch.start();
        for (int second = 0; second < 3_600; second += 60) {
            now = BEGIN.plusSeconds(second);
            var batch = new Batch(1);
            batch.add(0, Micros.of(now), second >= 900 && second < 1_800 ? 1_600 : 600, Batch.NO_SEQUENCE, 0);
            watch.take(batch).join();
        }
        now = BEGIN.plusSeconds(3_600);
        whatIfs = new WhatIfs(readings, alerts, silences, catalogue);
        routes = MockMvcBuilders.standaloneSetup(new WhatIfRoutes(
                        whatIfs, new SiteProposals(catalogue, kept, database, writer, audit, () -> now)))
                .setCustomArgumentResolvers(new Analyst())
                .setControllerAdvice(new Failures())
                .build();
    }

    @AfterEach
    void close() {
        whatIfs.close();
        writer.close();
        database.close();
    }

    @Test
    void whatIsAskedForIsRunAndSaysWhatWouldHaveGoneOtherwise() throws Exception {
        var taken = ask(change("\"at\": 2000"));
        assertThat(taken.getStatus()).as(text(taken)).isEqualTo(202);
        assertThat(json(taken).get("by").asString()).isEqualTo("anna");
        var address = address(taken);
        assertThat(address).isEqualTo("/api/v1/whatif/1");
        var done = ended(address);
        assertThat(done.get("state").asString()).isEqualTo("done");
        assertThat(done.get("part").asDouble()).isEqualTo(1);
        var result = done.get("result");
        assertThat(result.get("was").get("fired").asInt()).isEqualTo(1);
        assertThat(result.get("wouldBe").get("fired").asInt()).isZero();
        assertThat(result.get("same").asBoolean()).isFalse();
        var minutes = result.get("slots");
        assertThat(minutes).hasSize(60);
        assertThat(minutes.get(59).get("to").asString()).isEqualTo(now.toString());
        for (int i = 0; i < 60; i++) {
            var minute = minutes.get(i);
            assertThat(minute.get("fired").asInt()).as("minute %d", i).isEqualTo(i == 15 ? 1 : 0);
            assertThat(minute.get("wouldFire").asInt()).isZero();
            assertThat(minute.get("calls").asInt()).as("minute %d", i).isEqualTo(i == 15 ? 1 : 0);
            assertThat(minute.get("wouldCall").asInt()).isZero();
        }
        var first = result.get("differences").get(0);
        assertThat(first.get("sensor").asString()).isEqualTo("co2");
        assertThat(first.get("at").asString()).isEqualTo(BEGIN.plusSeconds(900).toString());
        var list = json(answer(get("/api/v1/whatif")));
        assertThat(list).hasSize(1);
        assertThat(list.get(0).has("result")).as("lists are short").isFalse();
    }

    @Test
    void theSiteAsItIsTellsTheRecordAndTwiceTheSame() throws Exception {
        var body = JSON.createObjectNode()
                .put("from", BEGIN.toString())
                .put("to", now.toString())
                .put("site", SITE)
                .toString();
        var one = ended(address(ask(body))).get("result");
        var two = ended(address(ask(body))).get("result");
        assertThat(one.get("same").asBoolean()).isTrue();
        assertThat(one.get("hash").asString()).hasSize(64);
        assertThat(two).isEqualTo(one);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithAWord() throws Exception {
        refused(422, "invalid", "needs a member 'site' or 'changes'", window("\"changes\": []"));
        refused(
                422,
                "invalid",
                "to",
                "{\"from\": \"" + BEGIN
                        + "\", \"changes\": [{\"sensor\": \"co2\", \"rule\": \"high\", \"off\": true}]}");
        refused(422, "invalid", "nowhere", window("\"changes\": [{\"sensor\": \"nowhere\", \"rule\": \"high\"}]"));
        refused(422, "invalid", "not 'fatal'", change("\"severity\": \"fatal\""));
        refused(422, "wrong-file", "line", window("\"site\": \"site: [\""));
        refused(
                422,
                "other-site",
                "of site t",
                window("\"site\": " + JSON.writeValueAsString(SITE.replace("site: s", "site: t"))));
        refused(
                422,
                "wrong-window",
                "before it ends",
                "{\"from\": \"" + now + "\", \"to\": \"" + BEGIN
                        + "\", \"changes\": [{\"sensor\": \"co2\", \"rule\": \"high\", \"off\": true}]}");
        refused(400, "malformed", "", "{");
        assertThat(json(answer(get("/api/v1/whatif")))).isEmpty();
    }

    @Test
    void ofOneThatIsNotThereNothingIsTold() throws Exception {
        for (var request : List.of(get("/api/v1/whatif/7"), delete("/api/v1/whatif/7"))) {
            var answer = answer(request);
            assertThat(answer.getStatus()).isEqualTo(404);
            assertThat(json(answer).get("code").asString()).isEqualTo("unknown");
        }
    }

    /// Nothing begins or ends while the test holds them all.
    @Test
    void oneTooManyHasToWaitUntilAnotherIsOver() throws Exception {
        var held = whatIfs;
        synchronized (held) {
            for (int i = 0; i <= WhatIfs.MOST_WAITING; i++) {
                var taken = ask(change("\"off\": true"));
                assertThat(taken.getStatus()).as(text(taken)).isEqualTo(202);
                assertThat(json(taken).get("ahead").asInt()).isEqualTo(i);
            }
            refused(409, "too-many", "5 wait already", change("\"off\": true"));
            assertThat(json(answer(get("/api/v1/whatif")))).hasSize(WhatIfs.MOST_WAITING + 1);
            assertThat(answer(delete("/api/v1/whatif/3")).getStatus()).isEqualTo(200);
            assertThat(ask(change("\"off\": true")).getStatus()).isEqualTo(202);
        }
        assertThat(ended("/api/v1/whatif/7").get("state").asString()).isEqualTo("done");
        assertThat(ended("/api/v1/whatif/3").get("state").asString()).isEqualTo("cancelled");
    }

    /// However far each had come when it was cancelled: it is over, and stays as it was.
    @Test
    void oneThatIsCancelledEnds() throws Exception {
        for (int i = 1; i <= 5; i++) {
            var address = address(ask(change("\"off\": true")));
            var cancelled = json(answer(delete(address)));
            assertThat(cancelled.get("state").asString()).isIn("cancelled", "done");
            assertThat(cancelled.has("result"))
                    .isEqualTo(cancelled.get("state").asString().equals("done"));
            assertThat(ended(address)).isEqualTo(cancelled);
        }
    }

    private void refused(int status, String code, String detail, String body) throws Exception {
        var answer = ask(body);
        assertThat(answer.getStatus()).as(text(answer)).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).as(text(answer)).isEqualTo(code);
        assertThat(json(answer).get("detail").asString()).contains(detail);
    }

    private String change(String member) {
        return window("\"changes\": [{\"sensor\": \"co2\", \"rule\": \"high\", "
                + (member.startsWith("\"severity") || member.startsWith("\"off") ? "" : "\"severity\": \"high\", ")
                + member
                + "}]");
    }

    private String window(String rest) {
        return "{\"from\": \"" + BEGIN + "\", \"to\": \"" + now + "\", " + rest + "}";
    }

    private static String address(MockHttpServletResponse taken) {
        return Objects.requireNonNull(taken.getHeader("Location"));
    }

    private JsonNode ended(String address) throws Exception {
        while (true) {
            var one = json(answer(get(address)));
            if (!List.of("waiting", "running").contains(one.get("state").asString())) return one;
            Thread.onSpinWait();
        }
    }

    private MockHttpServletResponse ask(String body) throws Exception {
        return answer(
                post("/api/v1/whatif").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return routes.perform(request).andReturn().getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JSON.readTree(text(answer));
    }

    private static String text(MockHttpServletResponse answer) throws Exception {
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    /// Whoever asks is signed in.
    private static final class Analyst implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Session.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binder) {
            var anna = new Person(1, "anna", "Anna", Role.ANALYST, false, 1, BEGIN);
            return new Session("1", anna, "", BEGIN, BEGIN, "", "", false);
        }
    }
}

package dev.velocity.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.alert.Warning;
import dev.velocity.sensor.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of Alertmanager's webhooks, and what is not.
class WebhookTest {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /// As Alertmanager 0.25 sends it.
    static final String REAL = """
            {"receiver":"velocity","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"WriterQueueLong",
            "instance":"localhost:8082","job":"velocity","severity":"high"},"annotations":{"runbook_url":"docs/runbooks/writer.md",
            "summary":"812 changes wait for the disk"},"startsAt":"2026-03-02T11:59:45.123456789Z","endsAt":"0001-01-01T00:00:00Z",
            "generatorURL":"http://shelter:9090/graph?g0.expr=velocity_writer_queue+%3E+500&g0.tab=1","fingerprint":"6aa5ebbb1bb8bd24"}],
            "groupLabels":{"alertname":"WriterQueueLong"},"commonLabels":{"alertname":"WriterQueueLong","severity":"high"},
            "commonAnnotations":{},"externalURL":"http://shelter:9093","version":"4",
            "groupKey":"{}:{alertname=\\"WriterQueueLong\\"}","truncatedAlerts":0}""";

    @Test
    void whatAlertmanagerSendsIsUnderstood() throws Exception {
        var webhook = read(REAL);
        assertThat(webhook.refused()).isEmpty();
        assertThat(webhook.warnings())
                .containsExactly(new Warning(
                        "6aa5ebbb1bb8bd24",
                        "writer-queue-long",
                        "localhost:8082",
                        Severity.HIGH,
                        Instant.parse("2026-03-02T11:59:45.123456Z"),
                        Optional.empty(),
                        "812 changes wait for the disk · docs/runbooks/writer.md"));
    }

    @Test
    void theEndIsTheToolsOwnElseNow() throws Exception {
        var over = REAL.replace("\"status\":\"firing\",\"labels\"", "\"status\":\"resolved\",\"labels\"");
        assertThat(read(over).warnings().getFirst().until()).contains(NOON);
        assertThat(read(over.replace("0001-01-01T00:00:00Z", "2026-03-02T14:59:50+03:00"))
                        .warnings()
                        .getFirst()
                        .until())
                .contains(Instant.parse("2026-03-02T11:59:50Z"));
        assertThat(read(over.replace("0001-01-01T00:00:00Z", "2026-03-02T11:00:00Z"))
                        .refused())
                .containsExactly("alert 0: a warning cannot be over before it begins");
    }

    @Test
    void whatNewerVersionsAddIsPassedOver() throws Exception {
        assertThat(read(REAL.replace(
                                        "\"version\":\"4\"",
                                        "\"version\":\"4\",\"new\":[{\"a\":[1,null]}],\"more\":{\"b\":true}")
                                .replace("\"fingerprint\"", "\"silenced\":{\"by\":[]},\"fingerprint\"")
                                .replace("\"job\":\"velocity\"", "\"job\":{\"a\":1},\"n\":7"))
                        .warnings())
                .isEqualTo(read(REAL).warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "critical|CRITICAL",
                "page|HIGH",
                "high|HIGH",
                "error|HIGH",
                "purple|HIGH",
                "warning|MEDIUM",
                "''|MEDIUM",
                "Info|LOW",
                "none|LOW"
            })
    void aSeverityNobodyKnowsIsNotTakenForHarmless(String label, Severity severity) throws Exception {
        assertThat(read(REAL.replace("\"severity\":\"high\"}", "\"severity\":\"" + label + "\"}"))
                        .warnings()
                        .getFirst()
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "WriterQueueLong,writer-queue-long",
        "HTTPErrors5xx,http-errors5xx",
        "node_cpu:high usage!,node-cpu-high-usage",
        "-a-,a",
        "x,x"
    })
    void namesAreWrittenAsRulesAreHere(String alertname, String rule) throws Exception {
        assertThat(read(REAL.replace(
                                "{\"alertname\":\"WriterQueueLong\",\n", "{\"alertname\":\"" + alertname + "\",\n"))
                        .warnings()
                        .getFirst()
                        .rule())
                .isEqualTo(rule);
    }

    @Test
    void hostileTextIsOneShortLineOfWhatCanBeSeen() throws Exception {
        var long_ = "<script>alert(1)</script>\\u0000\\u202e\\n\\t\\u2028\\ud800 \\ud83d\\ude00 " + "x".repeat(9_000);
        var warning = read(REAL.replace("812 changes wait for the disk", long_).replace("localhost:8082", long_))
                .warnings()
                .getFirst();
        assertThat(warning.words()).hasSize(Warning.MOST_WORDS).startsWith("<script>alert(1)</script> \ud83d\ude00 xx");
        assertThat(warning.title()).hasSize(Warning.MOST_TITLE).endsWith("x…");
        for (var text : new String[] {warning.words(), warning.title()})
            assertThat(text.codePoints().map(Character::getType))
                    .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE);
    }

    @Test
    void oneThatCannotBeReadSpoilsNoOther() throws Exception {
        var good =
                REAL.substring(REAL.indexOf("{\"status\":\"firing\",\"labels\""), REAL.indexOf("],\n\"groupLabels\""));
        var webhook = read("{\"version\":\"4\",\"alerts\":["
                + String.join(
                        ",",
                        "7",
                        good.replace("\"status\":\"firing\"", "\"status\":\"maybe\\u202e\""),
                        good.replace("\"alertname\":\"WriterQueueLong\",", ""),
                        good.replace("6aa5ebbb1bb8bd24", "../../etc/passwd"),
                        good.replace("2026-03-02T11:59:45.123456789Z", "soon"),
                        good.replace("2026-03-02T11:59:45.123456789Z", "+999999999-12-31T23:59:59Z"),
                        good.replace("\"6aa5ebbb1bb8bd24\"", "6"),
                        good)
                + "]}");
        assertThat(webhook.warnings()).isEqualTo(read(REAL).warnings());
        assertThat(webhook.refused())
                .containsExactly(
                        "alert 0: is no object",
                        "alert 1: status is firing or resolved, not 'maybe'",
                        "alert 2: the label alertname is missing",
                        "alert 3: a fingerprint has 16 hexadecimal digits",
                        "alert 4: startsAt is no instant of RFC 3339 between 2000 and tomorrow",
                        "alert 5: startsAt is no instant of RFC 3339 between 2000 and tomorrow",
                        "alert 6: fingerprint is no text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"version\":\"4\"}",
                "{\"version\":4,\"alerts\":[]}",
                "{\"version\":\"3\",\"alerts\":[]}",
                "{\"alerts\":[]}",
                "{\"version\":\"4\",\"alerts\":{}}",
                "{\"version\":\"4\",\"alerts\":[}",
                "{\"version\":\"4\",\"alerts\":[]} more",
                "{\"version\":\"4\",\"alerts\":[],\"alerts\":[]}",
                "{\"version\":\"4\",\"alerts\":[],\"deep\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "{\"version\":\"4\",\"alerts\":[NaN]}",
                "\ufeff{\"version\":\"4\",\"alerts\":[{]}"
            })
    void whatIsNoWebhookIsRefusedWhole(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Webhook.Unreadable.class);
    }

    @Test
    void moreThanFitIsRefusedWhole() {
        var many = "{\"version\":\"4\",\"alerts\":[" + "0,".repeat(Webhook.MOST_ALERTS) + "0]}";
        assertThatThrownBy(() -> read(many))
                .isInstanceOfSatisfying(
                        Webhook.Unreadable.class, e -> assertThat(e.code()).isEqualTo("too-many"));
    }

    private static Webhook read(String body) throws Webhook.Unreadable {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return Webhook.read(bytes, bytes.length, NOON);
    }
}

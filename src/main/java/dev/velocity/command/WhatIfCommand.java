package dev.velocity.command;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.Writer;
import dev.velocity.replay.Comparison;
import dev.velocity.replay.ComparisonJson;
import dev.velocity.replay.Difference;
import dev.velocity.replay.WhatIf;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `velocity whatif`: what would have happened with other rules.
@Command(
        name = "whatif",
        description = "Run a window of the past through changed rules and tell what would have gone otherwise.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing differs, 1 something differs, 2 the request cannot be carried out.",
            "Reads the data directory and writes nothing; a server may run on it."
        })
final class WhatIfCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 200;

    enum Format {
        json,
        table
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--from", paramLabel = "INSTANT", required = true, description = "Such as 2026-03-01T00:00:00Z.")
    private String from = "";

    @Option(names = "--to", paramLabel = "INSTANT", required = true, description = "Such as 2026-03-02T00:00:00Z.")
    private String to = "";

    @Option(names = "--rules", paramLabel = "FILE", required = true, description = "The changed site file.")
    private Path rules = Path.of("");

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    @Override
    public Integer call() throws IOException {
        var begin = instant("--from", from);
        var end = instant("--to", to);
        var today = new Catalogue(List.of(SiteFile.read(data.directory().resolve("site.yaml"))));
        var changed = SiteFile.read(rules);
        if (!changed.id().equals(today.sites().getFirst().id()))
            throw wrong("--rules is of site " + changed.id() + ", and the data of site "
                    + today.sites().getFirst().id());
        try (var database = data.open();
                var writer = new Writer(database)) {
            var audit = new Audit(Clocks.system());
            var alerts = new Alerts(database, writer, audit, Clocks.system(), today, _ -> Optional.empty(), _ -> {});
            var readings = new Readings(today, database);
            readings.look();
            var whatIf =
                    WhatIf.of(readings, alerts, new Silences(database, writer, audit, Clocks.system(), alerts), today);
            var obstacle = whatIf.obstacle(begin, end);
            if (obstacle.isPresent()) throw wrong(obstacle.get());
            var result = whatIf.compare(WhatIfs.with(today, changed), begin, end, (_, _) -> {}, () -> false)
                    .orElseThrow();
            switch (format) {
                case json -> out().println(ComparisonJson.text(result));
                case table -> table(result);
            }
            return result.same() ? ExitCode.OK : Commands.REFUSED;
        }
    }

    private void table(Comparison result) {
        var out = out();
        var was = result.was();
        var wouldBe = result.wouldBe();
        out.println(result.from() + " to " + result.to() + ", " + result.readings() + " readings");
        out.println("%-28s %10s %10s".formatted("", "was", "would be"));
        row("fired", was.fired(), wouldBe.fired());
        row("worsened", was.worsened(), wouldBe.worsened());
        row("cleared", was.cleared(), wouldBe.cleared());
        row("calls", was.calls(), wouldBe.calls());
        row("suppressed", was.suppressed(), wouldBe.suppressed());
        row("shelved and hidden", was.shelved(), wouldBe.shelved());
        row("silenced", was.silenced(), wouldBe.silenced());
        row("called again", was.calledAgain(), wouldBe.calledAgain());
        row("chattering", was.chattering(), wouldBe.chattering());
        row("flood, minutes", was.flood().toMinutes(), wouldBe.flood().toMinutes());
        row("most in ten minutes", was.peak(), wouldBe.peak());
        out.println();
        out.println(result.differing() + " differences");
        result.differences().stream()
                .limit(MOST_ROWS)
                .forEach(one -> out.println(one.at() + "  " + one.sensor() + "/" + one.rule() + "  was "
                        + said(one.was()) + ", would be " + said(one.wouldBe())));
        if (result.differing() > MOST_ROWS) out.println("and more; --format json lists 5000");
        out.println(result.mooted() + " things people did would not have applied");
        result.moot().stream()
                .limit(MOST_ROWS)
                .forEach(moot -> out.println(moot.deed().recorded() + "  "
                        + moot.deed().actor().name() + " "
                        + moot.deed().kind().name().toLowerCase(Locale.ROOT) + " "
                        + moot.deed().alert().sensor().text() + "/"
                        + moot.deed().alert().rule() + ": " + moot.because()));
        out.println(
                result.record().exact()
                        ? "the rules of today tell the record exactly, "
                                + result.record().events() + " events"
                        : "the rules of today do not tell the record exactly: other rules were in force");
        out.println("SHA-256 " + result.hash());
    }

    private static String said(Optional<Difference.Happened> happened) {
        return happened.map(one -> one.turn().text() + " " + one.severity().text() + " at " + one.at()
                        + (one.hiddenBy().isEmpty() ? "" : " (" + one.hiddenBy() + ")"))
                .orElse("nothing");
    }

    private void row(String name, long was, long wouldBe) {
        out().println("%-28s %10d %10d".formatted(name, was, wouldBe));
    }

    private Instant instant(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(option + " must be an instant such as 2026-03-01T00:00:00Z, not '" + text + "'");
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}

package dev.velocity.command;

import dev.velocity.platform.Clocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `velocity journal`: after a deployment, what smoke and the metrics say, kept for the weekly review.
@Command(
        name = "journal",
        description =
                "Run smoke, read the metrics, and append what they say to the journal of the day (UTC). Exit code 1 when smoke fails.",
        mixinStandardHelpOptions = true)
final class JournalCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SmokeOptions server = new SmokeOptions();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where the journal is (default: ${DEFAULT-VALUE}).",
            defaultValue = "operations/journal")
    private Path directory = Path.of("operations/journal");

    @Option(names = "--deployed", paramLabel = "VERSION", description = "What was deployed: a version or a commit.")
    private String deployed = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What else the review should know.")
    private String note = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = server.ask();
        var now = Clocks.system().instant();
        var file = directory.resolve(now.atZone(ZoneOffset.UTC).toLocalDate() + ".md");
        Files.createDirectories(directory);
        Files.writeString(
                file,
                (Files.exists(file)
                                ? "\n"
                                : "# Journal of " + now.atZone(ZoneOffset.UTC).toLocalDate() + "\n\n")
                        + entry(report, now),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println((report.passed() ? "smoke passed; " : "SMOKE FAILED; ") + "written to " + file);
        return report.passed() ? 0 : Commands.REFUSED;
    }

    private String entry(Smoke.Report report, Instant now) {
        var text = new StringBuilder("## ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append(' ')
                .append(server.people())
                .append(deployed.isEmpty() ? "" : ", " + line(deployed))
                .append("\n\n");
        if (!note.isEmpty()) text.append(line(note)).append("\n\n");
        long passed = report.checks().stream().filter(Smoke.Check::passed).count();
        text.append("Smoke: ")
                .append(passed)
                .append(" of ")
                .append(report.checks().size())
                .append(" passed.\n");
        for (var check : report.checks())
            if (!check.passed())
                text.append("- FAILED: ")
                        .append(check.name())
                        .append(" (")
                        .append(line(check.seen()))
                        .append(")\n");
        if (report.metrics().isEmpty())
            return text.append("\nNo metrics could be read.\n").toString();
        var scrape = new Scrape(report.metrics());
        text.append("\n| since the start | |\n|---|--:|\n");
        row(text, "running, h", scrape.sum("process_uptime_seconds") / 3_600);
        row(text, "P95 of the dashboard's pages, s (regression above 1.5)", scrape.dashboardP95());
        row(text, "requests", scrape.sum("http_request_duration_seconds_count"));
        row(text, "requests that failed", scrape.sum("http_request_errors_total"));
        row(text, "readings kept", scrape.sum("velocity_readings_total", "result=\"accepted\""));
        row(text, "readings not written", scrape.sum("velocity_readings_total", "result=\"not_written\""));
        row(text, "alerts open", scrape.sum("velocity_alerts_open"));
        row(text, "changes waiting for the disk", scrape.sum("velocity_writer_queue"));
        row(text, "audit trail whole (1 yes, 0 no)", scrape.sum("velocity_audit_whole"));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, double value) {
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(
                        Double.isNaN(value)
                                ? "not known"
                                : value == Math.rint(value)
                                        ? String.format(Locale.ROOT, "%,d", (long) value)
                                        : String.format(Locale.ROOT, "%.3f", value))
                .append(" |\n");
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}

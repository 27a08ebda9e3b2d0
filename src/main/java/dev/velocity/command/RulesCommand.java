package dev.velocity.command;

import dev.velocity.rule.RuleTrial;
import dev.velocity.sensor.Fields;
import dev.velocity.sensor.Problems;
import dev.velocity.sensor.RuleTest;
import dev.velocity.sensor.SiteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity rules`: try the rules of a site file.
@Command(
        name = "rules",
        description = "Try the rules of a site file by the tests it carries.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "test FILE")
final class RulesCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "test",
            description = "Give each test's readings to the rules and hold what they find against what it expects.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit codes: 0 all pass, 1 one does not, 2 the file cannot be read or has no tests."})
    int test(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        var site = SiteFile.read(file);
        var trials = RuleTrial.of(site);
        if (trials.isEmpty()) {
            err().println(file + " has no tests; write some under 'tests'");
            return ExitCode.USAGE;
        }
        var tests = Fields.parse(Files.readString(file), new Problems()).block("tests");
        int failed = 0;
        for (var trial : trials) {
            var name = trial.test().name();
            if (trial.passed()) continue;
            failed++;
            int line = tests.map(block -> block.line(name)).orElse(1);
            err().println(file + ":" + line + ": " + name + ": expected "
                    + said(trial.test().expect()) + ", found " + said(trial.found()));
        }
        out().println((trials.size() - failed) + " of " + trials.size() + " tests passed");
        return failed == 0 ? ExitCode.OK : Commands.REFUSED;
    }

    private static String said(List<RuleTest.Expected> findings) {
        return findings.isEmpty()
                ? "nothing"
                : "["
                        + String.join(
                                ", ",
                                findings.stream().map(RuleTest.Expected::text).toList()) + "]";
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}

package dev.velocity.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `velocity smoke`: does a deployed server work?
@Command(
        name = "smoke",
        description =
                "Ask a deployed server a few questions that tell whether it works. Changes nothing. Exit code 1 when an answer is wrong.",
        mixinStandardHelpOptions = true)
final class SmokeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SmokeOptions server = new SmokeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = server.ask();
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        for (var check : report.checks())
            out.printf(
                    Locale.ROOT,
                    "%-4s  %5d ms  %s (%s)%n",
                    check.passed() ? "ok" : "FAIL",
                    check.took().toMillis(),
                    check.name(),
                    check.seen());
        return report.passed() ? 0 : Commands.REFUSED;
    }
}

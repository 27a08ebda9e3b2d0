package dev.velocity.command;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `velocity health`: is the server on this machine ready? A container's health check, which has no shell and no curl;
/// so it asks with the lightest client there is, and not with the one that needs threads of its own.
@Command(
        name = "health",
        description = "Ask the server on this machine whether it is ready. Exit code 1 when it is not.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--operations-port",
            paramLabel = "N",
            description = "Operations' port (default: ${DEFAULT-VALUE}).",
            defaultValue = "8082")
    private int port = 8082;

    @Override
    public Integer call() throws IOException {
        var ready = URI.create("http://127.0.0.1:" + port + "/health/ready").toURL();
        var asked = (HttpURLConnection) ready.openConnection();
        asked.setConnectTimeout((int) PATIENCE.toMillis());
        asked.setReadTimeout((int) PATIENCE.toMillis());
        int status = asked.getResponseCode();
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(status == HttpURLConnection.HTTP_OK ? "ready" : "not ready: status " + status);
        return status == HttpURLConnection.HTTP_OK ? 0 : Commands.REFUSED;
    }
}

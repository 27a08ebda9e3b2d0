package dev.velocity.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `velocity serve`: the command center, until it is told to stop.
@Command(
        name = "serve",
        description = "Run the command center until Ctrl-C.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Listeners: people 8080, devices 8081, operations (health) 8082.",
            "Exit codes: 0 stopped, 1 failed, 2 wrong usage, 78 wrong configuration."
        })
final class ServeCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Commands commands;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
            defaultValue = "var/data")
    private Path data = Path.of("var/data");

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = "The site file (YAML). Kept in the data directory; needed at the first start only.")
    private @Nullable Path site;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}; anything else needs TLS, which is then on).",
            defaultValue = "127.0.0.1")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "People's port (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port = 8080;

    @Option(
            names = "--devices-port",
            paramLabel = "N",
            description = "Devices' port (default: ${DEFAULT-VALUE}).",
            defaultValue = "8081")
    private int devicesPort = 8081;

    @Option(
            names = "--operations-port",
            paramLabel = "N",
            description = "Operations' port: health (default: ${DEFAULT-VALUE}).",
            defaultValue = "8082")
    private int operationsPort = 8082;

    @Override
    public Integer call() throws InterruptedException {
        var settings = new HashMap<String, Object>(Map.of(
                "velocity.data", data.toString(),
                "velocity.bind", bind,
                "server.address", bind,
                "server.port", port,
                "velocity.devices.port", devicesPort,
                "management.server.port", operationsPort,
                "management.server.address", bind));
        Optional.ofNullable(site).ifPresent(file -> settings.put("velocity.site", file.toString()));
        try (var server = java.util.Objects.requireNonNull(commands).serve(settings)) {
            out().println("Velocity is ready: people " + bind + ":" + server.port("local.server.port")
                    + ". Ctrl-C stops it.");
            out().flush();
            server.join();
        }
        return 0;
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}

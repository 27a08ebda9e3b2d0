package dev.velocity.command;

import dev.velocity.access.Setup;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Tls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
            "Listeners: people 8080, devices 8081; operations (health) 8082, on loopback only.",
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
            description = "Operations' port: health and metrics (default: ${DEFAULT-VALUE}).",
            defaultValue = "8082")
    private int operationsPort = 8082;

    @Option(
            names = "--operations-bind",
            paramLabel = "ADDRESS",
            description = "Address of the operations' port (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1")
    private String operationsBind = "127.0.0.1";

    @Option(
            names = "--operations-token-file",
            paramLabel = "FILE",
            description = "The token that whoever reads metrics shows; needed beyond loopback.")
    private @Nullable Path operationsToken;

    @Option(
            names = "--traces-endpoint",
            paramLabel = "URL",
            description = "Send traces to this collector (OTLP over HTTP); without it none are made.")
    private @Nullable String tracesEndpoint;

    @Option(
            names = "--traces-sample",
            paramLabel = "SHARE",
            description = "The share of requests that are traced, 0 to 1 (default: 0.1).")
    private @Nullable String tracesSample;

    @Option(
            names = "--tls",
            paramLabel = "on|off",
            description = "Speak TLS (default: on, unless only this machine can reach the address).")
    private @Nullable String tls;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "The server's certificate chain (PEM); without it the server makes its own at the first start.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's private key (PEM).")
    private @Nullable Path key;

    @Option(
            names = "--tls-names",
            paramLabel = "NAMES",
            description = "More host names and addresses for the certificate the server makes, with commas between.")
    private @Nullable String names;

    @Option(
            names = "--tls-devices",
            paramLabel = "FILE",
            description = "Ask devices for a certificate of this authority (PEM); its host name is the device's id.")
    private @Nullable Path devices;

    @Override
    public Integer call() throws InterruptedException {
        var settings = new HashMap<String, Object>(Map.of(
                "velocity.data", data.toString(),
                "velocity.bind", bind,
                "server.address", bind,
                "server.port", port,
                "velocity.devices.port", devicesPort,
                "management.server.port", operationsPort,
                "management.server.address", operationsBind));
        put(settings, "velocity.operations.token-file", operationsToken);
        put(settings, "velocity.traces.endpoint", tracesEndpoint);
        put(settings, "velocity.traces.sample", tracesSample);
        put(settings, "velocity.site", site);
        put(settings, "velocity.tls", tls);
        put(settings, "velocity.tls.certificate", certificate);
        put(settings, "velocity.tls.key", key);
        put(settings, "velocity.tls.names", names);
        put(settings, "velocity.tls.devices", devices);
        try (var server = java.util.Objects.requireNonNull(commands).serve(settings)) {
            var scheme = server.bean(Tls.class).people().isPresent() ? "https" : "http";
            out().println("Velocity is ready: " + scheme + "://" + bind + ":" + server.port("local.server.port")
                    + "/ for people, port " + server.bean(DevicesPort.class).number()
                    + " for devices. Ctrl-C stops it.");
            if (!server.bean(Setup.class).claimed())
                server.bean(Setup.class).newCode().ifPresent(this::printCode);
            out().flush();
            server.join();
        }
        return 0;
    }

    private void printCode(Secret code) {
        out().println();
        out().println("This server has no admin yet. Open its start page within " + Setup.GOOD_FOR.toMinutes()
                + " minutes and type this code, which is printed once:");
        out().println("  " + code.reveal());
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) settings.put(name, value.toString());
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}

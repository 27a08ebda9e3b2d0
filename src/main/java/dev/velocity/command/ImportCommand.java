package dev.velocity.command;

import dev.velocity.bridge.CsvMapping;
import dev.velocity.bridge.CsvReadings;
import dev.velocity.bridge.Troubles;
import dev.velocity.command.ImportState.Sent;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.measure.Durations;
import dev.velocity.platform.Secret;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity import`: send what a CSV file holds through the devices' door, at the instants the file says.
@Command(
        name = "import",
        description = "Send the readings of a CSV file to a server, at the instants the file says.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The key is that of a device that may report for all sensors of the",
            "mapping (velocity device add). Stopped half-way, by Ctrl-C too, the same",
            "command goes on where it stopped. Sending a file twice is harmless: the",
            "server knows what it has.",
            "",
            "Exit codes: 0 the whole file was sent (what was left out is told),",
            "1 stopped, or nothing could be taken, 2 wrong usage, 78 wrong mapping."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The CSV file.")
    private Path file = Path.of("");

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "How its columns become readings (YAML).")
    private Path mapping = Path.of("");

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The devices' listener (default: ${DEFAULT-VALUE}).",
            defaultValue = "http://127.0.0.1:8081")
    private URI server = URI.create("http://127.0.0.1:8081");

    @Option(names = "--key-file", paramLabel = "FILE", description = "Read the device key from this file.")
    private @Nullable Path keyFile;

    @Option(
            names = "--key-env",
            paramLabel = "NAME",
            description = "Read the device key from this environment variable (default: ${DEFAULT-VALUE}).",
            defaultValue = "VELOCITY_DEVICE_KEY")
    private String keyVariable = "VELOCITY_DEVICE_KEY";

    @Option(
            names = "--trust",
            paramLabel = "CA.pem",
            description = "Trust certificates of this authority, as the server's own.")
    private @Nullable Path trust;

    @Option(names = "--from-start", description = "Begin anew, whatever an earlier run has sent.")
    private boolean fromStart;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where to remember how far it came (default: FILE.velocity-import beside the CSV file).")
    private @Nullable Path stateFile;

    @Option(
            names = "--patience",
            paramLabel = "LENGTH",
            description =
                    "How long the server may be busy or away before the import stops (default: ${DEFAULT-VALUE}).",
            defaultValue = "5 min")
    private String patience = "5 min";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var wait = Durations.parse(patience)
                .filter(length -> !length.isNegative())
                .orElseThrow(() -> wrong("--patience is '" + patience + "': it must be " + Durations.ALLOWED));
        checkServer();
        var key = key();
        var columns = CsvMapping.read(mapping);
        var state = new ImportState(
                stateFile == null ? file.resolveSibling(file.getFileName() + ".velocity-import") : stateFile,
                fingerprint());
        var before = fromStart ? Sent.NOTHING : state.read();
        if (before.rows() > 0)
            out().println("going on after row " + before.rows() + "; --from-start begins anew (" + state.file() + ")");
        var screen = new ImportScreen(
                out(),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent(),
                Files.size(file));
        var done = new AtomicBoolean();
        var hint = Thread.ofPlatform().unstarted(() -> hint(done));
        try (var in = Files.newInputStream(file);
                var readings = new CsvReadings(in, columns);
                var client = new ReadingsClient(server, key, trusted())) {
            Runtime.getRuntime().addShutdownHook(hint);
            var run = new ImportRun(readings, client, state, wait, screen);
            try {
                run.run(before);
                state.delete();
            } finally {
                done.set(true);
                screen.end();
                tell(run, readings, screen);
            }
            return run.sent().accepted() + run.sent().duplicates() == 0 && readings.rows() > readings.leftOut()
                    ? Commands.REFUSED
                    : 0;
        } finally {
            done.set(true);
        }
    }

    private void tell(ImportRun run, CsvReadings readings, ImportScreen screen) {
        var sent = run.sent();
        out().printf(
                        Locale.ROOT,
                        "%s: %,d rows in %s (%,.0f rows/s)%n",
                        file.getFileName(),
                        sent.rows(),
                        ImportScreen.shortly(screen.elapsed()),
                        screen.rate(sent));
        out().printf(
                        Locale.ROOT,
                        "readings: %,d accepted (%,d of them late), %,d known already, %,d rejected%n",
                        sent.accepted(),
                        sent.late(),
                        sent.duplicates(),
                        sent.rejected());
        if (readings.leftOut() > 0) out().printf(Locale.ROOT, "rows the mapping leaves out: %,d%n", readings.leftOut());
        tell("the file could not be read in %,d places:%n", readings.troubles());
        tell("the server rejected %,d readings:%n", run.rejected());
        out().flush();
    }

    private void tell(String heading, Troubles troubles) {
        if (troubles.count() == 0) return;
        out().printf(Locale.ROOT, heading, troubles.count());
        troubles.summary().forEach(line -> out().println("  " + line));
    }

    private void hint(AtomicBoolean done) {
        if (done.get()) return;
        out().println();
        out().println("stopped; what was answered is kept, and the same command goes on from there");
        out().flush();
    }

    private void checkServer() {
        var scheme = Objects.requireNonNullElse(server.getScheme(), "");
        var host = server.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https")))
            throw wrong("--server is '" + server + "': it must be a URL such as https://shelter:8081");
        if (scheme.equals("http") && !isLoopback(host))
            throw wrong(
                    "--server is '" + server
                            + "': a key is sent in the clear only on this machine; use https, with --trust for the server's own authority");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Secret key() throws IOException {
        var text = keyFile == null ? System.getenv(keyVariable) : Files.readString(keyFile);
        if (text == null || text.isBlank())
            throw wrong(
                    keyFile == null
                            ? "there is no device key: name a file that holds it with --key-file, or set " + keyVariable
                            : "--key-file " + keyFile + " is empty");
        var key = text.strip();
        if (!key.matches("[\\x21-\\x7e]{1,200}"))
            throw wrong("what --key-file or " + keyVariable + " holds is not a device key");
        return new Secret(key);
    }

    private @Nullable SSLContext trusted() throws IOException {
        if (trust == null) return null;
        try (var in = Files.newInputStream(trust)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in))
                store.setCertificateEntry("authority-" + count++, certificate);
            if (count == 0) throw wrong("--trust " + trust + " holds no certificate (PEM)");
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--trust " + trust + " holds no certificate (PEM)", e);
        }
    }

    /// An import goes on only with the same file, mapping and server.
    private String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((server + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(mapping));
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}

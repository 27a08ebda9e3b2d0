package dev.velocity.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Which server to ask, and how to trust it.
final class SmokeOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "Where people go, such as https://shelter:8080")
    private URI people = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--devices",
            paramLabel = "URL",
            description = "The devices' listener (default: the same host, port 8081).")
    private @Nullable URI devices;

    @Option(
            names = "--operations",
            paramLabel = "URL",
            description = "The operations' listener (default: http, the same host, port 8082).")
    private @Nullable URI operations;

    @Option(names = "--operations-token-file", paramLabel = "FILE", description = "The operations' token.")
    private @Nullable Path token;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificate to trust (PEM): the server's own, when it made one.")
    private @Nullable Path authority;

    Smoke.Report ask() throws IOException, InterruptedException {
        var host = people.getHost();
        if (host == null || people.getScheme() == null || !people.getScheme().matches("https?"))
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "'" + people + "' is no address of a server: write it like https://shelter:8080");
        var shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        var where = new Smoke.Where(
                people,
                devices != null ? devices : URI.create(people.getScheme() + "://" + shown + ":8081"),
                operations != null ? operations : URI.create("http://" + shown + ":8082"),
                token == null
                        ? Optional.empty()
                        : Optional.of(Files.readString(token).strip()));
        try (var http = client()) {
            return Smoke.of(http, where);
        }
    }

    URI people() {
        return people;
    }

    private HttpClient client() throws IOException {
        var client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER);
        if (authority != null) client.sslContext(trusting(authority));
        return client.build();
    }

    static SSLContext trusting(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in))
                store.setCertificateEntry("ca-" + number++, certificate);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificates that can be read: " + e.getMessage(), e);
        }
    }
}

package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.platform.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsServerTest {
    @TempDir
    private Path directory;

    @Test
    void aBrowserThatTrustsTheAuthoritySignsInOverTls() throws Exception {
        try (var server = new RunningServer(directory, Map.of("velocity.tls", "on"))) {
            server.person(Role.ADMIN);
            var client = HttpClient.newBuilder()
                    .sslContext(trusting(server.bean(Tls.class).authority().orElseThrow()))
                    .build();
            var request = HttpRequest.newBuilder(URI.create(server.base() + "/sign-in"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", server.base())
                    .POST(HttpRequest.BodyPublishers.ofString("name=admin-1&password=four+gulls+over+harbour"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .matches("__Host-sid=[0-9A-Za-z]{43}; Path=/; HttpOnly; SameSite=Strict; Secure");
            assertThat(answer.headers().firstValue("Strict-Transport-Security").orElseThrow())
                    .startsWith("max-age=31536000");
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

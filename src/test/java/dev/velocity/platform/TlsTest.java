package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.SslBundle;

class TlsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "127.0.0.53"})
    void onLoopbackPlainHttpWillDo(String bind) {
        assertThat(tls(Map.of("velocity.bind", bind)).people()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.7", "::"})
    void beyondLoopbackTlsIsOnAndCannotBeTurnedOff(String bind) {
        assertThat(tls(Map.of("velocity.bind", bind)).people()).isPresent();
        assertThatThrownBy(() -> tls(Map.of("velocity.bind", bind, "velocity.tls", "off")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContainingAll("velocity.tls", bind, "127.0.0.1");
    }

    @Test
    void aClientThatTrustsThePrintedAuthorityIsServed() throws Exception {
        var tls = tls(Map.of("velocity.tls", "on"));
        assertThat(tls.fingerprint().orElseThrow()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        var authority = Certificates.certificates(tls.authority().orElseThrow());
        assertThat(Tls.fingerprint(authority.getFirst()))
                .isEqualTo(tls.fingerprint().orElseThrow());
        assertThat(hello(tls.people().orElseThrow(), trusting(authority), "localhost"))
                .isEqualTo("TLSv1.3");
    }

    @Test
    void aClientThatDoesNotTrustItIsNot() throws Exception {
        var tls = tls(Map.of("velocity.tls", "on"));
        var other = tls(Map.of("velocity.tls", "on"), data.resolve("another"), NOON);
        var stranger = trusting(Certificates.certificates(other.authority().orElseThrow()));
        assertThatThrownBy(() -> hello(tls.people().orElseThrow(), stranger, "localhost"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void theCertificateIsForTheNamesPeopleUse() throws Exception {
        tls(Map.of("velocity.bind", "192.0.2.7", "velocity.tls.names", "Bunker.example, 198.51.100.3"));
        var server = server();
        assertThat(Certificates.names(server))
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "192.0.2.7", "bunker.example", "198.51.100.3");
        assertThat(server.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void theKeysAreForTheirOwnerAlone() throws Exception {
        tls(Map.of("velocity.tls", "on"));
        try (var files = Files.list(data.resolve("tls"))) {
            assertThat(files.map(TlsTest::mode)).hasSize(3).containsOnly("rw-------");
        }
    }

    @Test
    void anotherStartKeepsTheCertificate() throws Exception {
        var first = tls(Map.of("velocity.tls", "on"));
        var server = server();
        var second = tls(Map.of("velocity.tls", "on"), data, NOON.plus(Duration.ofDays(300)));
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(server()).isEqualTo(server);
    }

    @Test
    void aMonthBeforeItEndsAStartRenewsItUnderTheSameAuthority() throws Exception {
        var first = tls(Map.of("velocity.tls", "on"));
        var server = server();
        var later = NOON.plus(Certificates.SERVER_LIFE)
                .minus(Certificates.RENEW_BEFORE)
                .plusSeconds(1);
        assertThat(tls(Map.of("velocity.tls", "on"), data, later).fingerprint()).isEqualTo(first.fingerprint());
        assertThat(server()).isNotEqualTo(server);
        assertThat(server().getNotAfter().toInstant()).isAfter(later.plus(Duration.ofDays(360)));
    }

    @Test
    void aNewNameRenewsItToo() throws Exception {
        tls(Map.of("velocity.tls", "on"));
        var server = server();
        tls(Map.of("velocity.tls", "on", "velocity.tls.names", "bunker.example"));
        assertThat(server()).isNotEqualTo(server);
    }

    @Test
    void aGivenCertificateIsUsedAsItIs() throws Exception {
        tls(Map.of("velocity.tls", "on"));
        var file = data.resolve("tls/server.pem").toString();
        var given = tls(Map.of("velocity.tls.certificate", file, "velocity.tls.key", file), data.resolve("x"), NOON);
        assertThat(given.authority()).isEmpty();
        assertThat(given.fingerprint()).contains(Tls.fingerprint(server()));
        var trusted = trusting(Certificates.certificates(data.resolve("tls/authority.pem")));
        assertThat(hello(given.people().orElseThrow(), trusted, "localhost")).isEqualTo("TLSv1.3");
    }

    @Test
    void whatIsGivenWrongIsNamed() throws Exception {
        tls(Map.of("velocity.tls", "on"));
        var server = data.resolve("tls/server.pem").toString();
        var foreign = data.resolve("tls/authority.key").toString();
        assertThatThrownBy(() -> tls(Map.of("velocity.tls.certificate", server)))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("velocity.tls.key");
        assertThatThrownBy(() -> tls(Map.of("velocity.tls.certificate", server, "velocity.tls.key", foreign)))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("is not the key of");
        assertThatThrownBy(() -> tls(Map.of("velocity.tls.certificate", "none.pem", "velocity.tls.key", "none.pem")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("there is no file none.pem");
        assertThatThrownBy(() -> tls(
                        Map.of("velocity.tls.certificate", server, "velocity.tls.key", server),
                        data,
                        NOON.plus(Duration.ofDays(400))))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("ended on");
        assertThatThrownBy(() -> tls(Map.of("velocity.tls", "perhaps")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("on or off");
    }

    @Test
    void devicesShowACertificateWhenOneIsAskedFor() throws Exception {
        var own = data.resolve("ca");
        var authority = own.resolve("tls/authority.pem");
        tls(Map.of("velocity.tls", "on"), own, NOON);
        var tls = tls(Map.of("velocity.tls", "on", "velocity.tls.devices", authority.toString()));
        var trusted = Certificates.certificates(tls.authority().orElseThrow());
        assertThat(tls.people().orElseThrow().getStores().getTrustStore()).isNull();
        var door = tls.devices().orElseThrow();
        assertThatThrownBy(() -> hello(door, trusting(trusted), "localhost")).isInstanceOf(SSLException.class);

        var issuer = Certificates.read(authority, own.resolve("tls/authority.key"));
        var keys = Certificates.keys();
        var certificate =
                Certificates.leaf(issuer, keys.getPublic(), List.of("gateway-7"), NOON, KeyPurposeId.id_kp_clientAuth);
        assertThat(Tls.device(certificate)).contains("gateway-7");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        var shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(store, new char[0]);
        var client = SSLContext.getInstance("TLS");
        client.init(shown.getKeyManagers(), trust(trusted).getTrustManagers(), null);
        assertThat(hello(door, client, "localhost")).isEqualTo("TLSv1.3");
    }

    @Test
    void aCertificateNamesItsDevice() throws Exception {
        tls(Map.of("velocity.tls", "on"));
        assertThat(Tls.device(server())).contains("localhost");
        assertThat(Tls.device(
                        Certificates.certificates(Certificates.authority(data)).getFirst()))
                .isEmpty();
    }

    private Tls tls(Map<String, String> settings) {
        return tls(settings, data, NOON);
    }

    private static Tls tls(Map<String, String> settings, Path data, Instant now) {
        return Tls.from(new HashMap<>(settings)::get, data, () -> now);
    }

    private X509Certificate server() throws IOException {
        return Certificates.certificates(data.resolve("tls/server.pem")).getFirst();
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext trusting(List<X509Certificate> authority) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust(authority).getTrustManagers(), null);
        return context;
    }

    private static TrustManagerFactory trust(List<X509Certificate> authority) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority.getFirst());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /// Shakes hands over a real socket as HTTPS does, host name check included; the protocol agreed on.
    private static String hello(SslBundle server, SSLContext client, String host) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server.getStores().getKeyStore(), password(server));
        @Nullable KeyStore trusted = server.getStores().getTrustStore();
        context.init(
                keys.getKeyManagers(),
                trusted == null ? null : server.getManagers().getTrustManagers(),
                null);
        try (var listening = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listening.setNeedClientAuth(trusted != null);
            Callable<Integer> one = () -> {
                try (var accepted = listening.accept()) {
                    accepted.getOutputStream().write(7);
                    return accepted.getInputStream().read();
                }
            };
            var served = threads.submit(one);
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket(host, listening.getLocalPort())) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(7);
                socket.getOutputStream().write(8);
                served.get();
                return socket.getSession().getProtocol();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SSLException refused) throw refused;
                throw e;
            }
        }
    }

    private static char[] password(SslBundle server) {
        return String.valueOf(server.getKey().getPassword()).toCharArray();
    }
}

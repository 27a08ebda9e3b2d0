package dev.velocity.ingest;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.SmartLifecycle;

/// The devices' own listener: its port, connections and threads are apart from people's, so that neither can starve the
/// other.
final class DeviceListener implements SmartLifecycle {
    private final Tomcat tomcat = new Tomcat();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Connector connector;
    private volatile boolean running;

    /// @param port 0 for any free one
    /// @param tls how it speaks TLS; empty for plain HTTP
    DeviceListener(InetAddress address, int port, Optional<SslBundle> tls, Path scratch, DoorServlet door) {
        connector = new Connector(new Http11NioProtocol(door.keeper()));
        connector.setPort(port);
        connector.setXpoweredBy(false);
        connector.setProperty("address", address.getHostAddress());
        if (connector.getProtocolHandler() instanceof Http11NioProtocol http) {
            http.setExecutor(threads);
            http.setMaxConnections(4_096);
            http.setAcceptCount(256);
            http.setConnectionTimeout((int) door.patience().silence().toMillis());
            http.setKeepAliveTimeout((int) door.patience().between().toMillis());
            http.setMaxKeepAliveRequests(-1);
            http.setMaxHttpRequestHeaderSize(16_384);
            http.setMaxHeaderCount(100);
            http.setMaxSwallowSize(0);
            http.setServer("velocity");
        }
        tls.ifPresent(bundle -> {
            connector.setSecure(true);
            connector.setScheme("https");
            connector.setProperty("SSLEnabled", "true");
            connector.addSslHostConfig(host(bundle));
        });
        connector.setThrowOnFailure(true);
        tomcat.setBaseDir(scratch(scratch).toString());
        tomcat.setConnector(connector);
        // What is refused before it comes to the door gets a bare status: the usual page tells what we are made of.
        if (tomcat.getHost() instanceof StandardHost host) host.setErrorReportValveClass("");
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "readings", (Servlet) door).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "readings");
    }

    /// The port it really has.
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void start() {
        try {
            tomcat.start();
            running = true;
        } catch (LifecycleException e) {
            throw new IllegalStateException("the devices' listener cannot start", e);
        }
    }

    @Override
    public void stop() {
        try {
            running = false;
            connector.pause();
            tomcat.stop();
            tomcat.destroy();
            threads.shutdown();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the devices' listener cannot stop", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static SSLHostConfig host(SslBundle bundle) {
        var host = new SSLHostConfig();
        host.setProtocols(String.join("+", bundle.getOptions().getEnabledProtocols()));
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(bundle.getStores().getKeyStore());
        certificate.setCertificateKeystorePassword(bundle.getStores().getKeyStorePassword());
        certificate.setCertificateKeyAlias(bundle.getKey().getAlias());
        host.addCertificate(certificate);
        var trusted = bundle.getStores().getTrustStore();
        if (trusted != null) {
            host.setTrustStore(trusted);
            host.setCertificateVerification("required");
        }
        return host;
    }

    private static Path scratch(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot make " + directory, e);
        }
    }
}

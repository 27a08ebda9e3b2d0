package dev.velocity.platform;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/// How the listeners speak: TLS with a given certificate or one of our own, or plain HTTP where nobody else can hear,
/// on loopback.
///
/// Set by `velocity.bind` (the address listened on), `velocity.tls` (`on`, `off`, or left out: on unless the address is
/// a loopback), `velocity.tls.certificate` and `velocity.tls.key` (PEM files; our own are made without them),
/// `velocity.tls.names` (more host names and addresses for our own, with commas between) and `velocity.tls.devices`
/// (PEM file of the authority whose certificates devices must show; none are asked for without it).
///
/// @param people for the listeners of people and operations; empty for plain HTTP
/// @param devices for the devices' listener; asks for a certificate when [SslStoreBundle#getTrustStore] is not null
/// @param fingerprint SHA-256 of the certificate to trust, for a person to compare: of our authority, or of the one
/// given
/// @param authority the file to hand to browsers and devices, when the certificate is our own
public record Tls(
        Optional<SslBundle> people,
        Optional<SslBundle> devices,
        Optional<String> fingerprint,
        Optional<Path> authority) {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /// @param property the value of a setting by its name, or null
    /// @throws Settings.Wrong naming the setting that cannot be used
    public static Tls from(Function<String, @Nullable String> property, Path data, InstantSource clock) {
        var bind = text(property, "velocity.bind").orElse("127.0.0.1");
        var wanted = text(property, "velocity.tls");
        var certificate = text(property, "velocity.tls.certificate").map(Path::of);
        var key = text(property, "velocity.tls.key").map(Path::of);
        if (wanted.isPresent() && !Set.of("on", "off").contains(wanted.get()))
            throw wrong("velocity.tls is '" + wanted.get() + "': it must be on or off");
        if (certificate.isPresent() != key.isPresent())
            throw wrong("velocity.tls.certificate and velocity.tls.key go together; only one of them is set");
        boolean loopback = address(bind).isLoopbackAddress();
        if (!loopback && wanted.equals(Optional.of("off")))
            throw wrong("velocity.tls is off while velocity.bind is " + bind
                    + ": plain HTTP is only for this machine itself; bind to 127.0.0.1 or leave velocity.tls out");
        boolean plain = wanted.map("off"::equals).orElse(loopback && certificate.isEmpty());
        if (plain) return new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        var trusted = text(property, "velocity.tls.devices").map(Path::of);
        if (certificate.isEmpty()) {
            var held = Certificates.own(
                    data, names(bind, text(property, "velocity.tls.names").orElse("")), clock);
            var authority = Certificates.authority(data);
            return speaking(held, held.chain().getLast(), trusted, Optional.of(authority));
        }
        var held = given("velocity.tls.certificate", () -> Certificates.read(certificate.get(), key.orElseThrow()));
        if (clock.instant().isAfter(held.leaf().getNotAfter().toInstant()))
            throw wrong("velocity.tls.certificate ended on "
                    + held.leaf().getNotAfter().toInstant());
        return speaking(held, held.leaf(), trusted, Optional.empty());
    }

    /// The device a client's certificate names: its first host name.
    public static Optional<String> device(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) return Optional.empty();
            return names.stream()
                    .filter(name -> name.getFirst() instanceof Integer kind && kind == 2)
                    .map(name -> String.valueOf(name.get(1)))
                    .findFirst();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Tls speaking(
            Certificates.Held held, X509Certificate shown, Optional<Path> trusted, Optional<Path> authority) {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "velocity", held.key(), password.toCharArray(), held.chain().toArray(new Certificate[0]));
            return new Tls(
                    Optional.of(bundle(keys, password, null)),
                    Optional.of(bundle(keys, password, trusted.isEmpty() ? null : trust(trusted.get()))),
                    Optional.of(fingerprint(shown)),
                    authority);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot hold the certificate in memory", e);
        }
    }

    private static SslBundle bundle(KeyStore keys, String password, @Nullable KeyStore trust) {
        return SslBundle.of(
                SslStoreBundle.of(keys, password, trust),
                SslBundleKey.of(password, "velocity"),
                SslOptions.of(null, PROTOCOLS),
                "TLS");
    }

    private static KeyStore trust(Path file) throws GeneralSecurityException, IOException {
        var certificates = given("velocity.tls.devices", () -> Certificates.certificates(file));
        if (certificates.isEmpty()) throw wrong("velocity.tls.devices: " + file + " has no certificate (PEM)");
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (int i = 0; i < certificates.size(); i++) trust.setCertificateEntry("authority-" + i, certificates.get(i));
        return trust;
    }

    /// `AB:CD:...`, as browsers show it.
    static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    /// Everything this machine may be called by those who reach it.
    private static Set<String> names(String bind, String more) {
        var names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        try {
            var host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            if (host.matches("[a-z0-9.-]+")) names.add(host);
        } catch (UnknownHostException e) {
            // A machine without a name is reached by its addresses.
        }
        var address = address(bind);
        if (address.isAnyLocalAddress()) names.addAll(addresses());
        else names.add(address.getHostAddress());
        for (var name : more.split(",", -1)) {
            if (name.isBlank()) continue;
            if (!name.strip().matches("[A-Za-z0-9.:-]+"))
                throw wrong("velocity.tls.names has '" + name.strip()
                        + "': it takes host names and addresses with commas between");
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .filter(address -> !(address instanceof Inet6Address six) || six.getScopeId() == 0)
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw wrong("velocity.bind is '" + bind + "': it must be an address of this machine");
        }
    }

    private static Optional<String> text(Function<String, @Nullable String> property, String name) {
        return Optional.ofNullable(property.apply(name)).filter(text -> !text.isBlank());
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T given(String setting, Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw wrong(setting + ": there is no file " + e.getMessage());
        } catch (IOException e) {
            throw wrong(setting + ": " + e.getMessage());
        }
    }

    private static Settings.Wrong wrong(String problem) {
        return new Settings.Wrong(List.of(problem));
    }
}

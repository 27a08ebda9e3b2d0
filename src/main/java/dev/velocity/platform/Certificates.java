package dev.velocity.platform;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates: those somebody gives us as PEM files, and our own, made at the first start.
///
/// Our own are an authority of 10 years, which browsers and devices are told to trust once, and under it a server's
/// certificate of one year, made again at a start that finds less than 30 days left or a name missing. P-256, since
/// everything speaks it.
final class Certificates {
    static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
    static final Duration SERVER_LIFE = Duration.ofDays(365);
    static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Certificates() {}

    /// A private key with its certificate and those above it, in this order.
    record Held(PrivateKey key, List<X509Certificate> chain) {
        X509Certificate leaf() {
            return chain.getFirst();
        }
    }

    /// Where our own are kept.
    static Path authority(Path data) {
        return data.resolve("tls").resolve("authority.pem");
    }

    /// Our own server's certificate for these host names and addresses, made or renewed where need be.
    static Held own(Path data, Collection<String> names, InstantSource clock) {
        var directory = data.resolve("tls");
        var now = clock.instant();
        try {
            Files.createDirectories(directory);
            var authority = authority(directory.resolve("authority.key"), authority(data), now);
            var file = directory.resolve("server.pem");
            var held = Files.exists(file) ? Optional.of(read(file, file)) : Optional.<Held>empty();
            if (held.isPresent() && fits(held.get(), authority, names, now)) return held.get();
            var keys = keys();
            var leaf = leaf(authority, keys.getPublic(), names, now, KeyPurposeId.id_kp_serverAuth);
            write(file, keys.getPrivate(), leaf, authority.leaf());
            return new Held(keys.getPrivate(), List.of(leaf, authority.leaf()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the certificates in " + directory, e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /// What somebody gave us: a certificate (with those above it, if any) and its key, without a password.
    ///
    /// @throws IOException saying which file is not what it should be
    static Held read(Path certificates, Path key) throws IOException {
        var chain = certificates(certificates);
        var secret = key(key);
        if (chain.isEmpty()) throw new IOException(certificates + " has no certificate (PEM)");
        if (!belongs(secret, chain.getFirst().getPublicKey()))
            throw new IOException(key + " is not the key of the first certificate in " + certificates);
        return new Held(secret, chain);
    }

    static List<X509Certificate> certificates(Path file) throws IOException {
        var found = new ArrayList<X509Certificate>();
        try (var pem = new PEMParser(Files.newBufferedReader(file))) {
            for (Object part; (part = pem.readObject()) != null; )
                if (part instanceof X509CertificateHolder holder)
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has a certificate that cannot be read", e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        var converter = new JcaPEMKeyConverter();
        try (var pem = new PEMParser(Files.newBufferedReader(file))) {
            for (Object part; (part = pem.readObject()) != null; ) {
                if (part instanceof PrivateKeyInfo info) return converter.getPrivateKey(info);
                if (part instanceof PEMKeyPair pair)
                    return converter.getKeyPair(pair).getPrivate();
            }
        }
        throw new IOException(file + " has no private key (PEM, without a password)");
    }

    private static boolean belongs(PrivateKey key, PublicKey other) throws IOException {
        try {
            var algorithm = key.getAlgorithm().startsWith("EC")
                    ? "SHA256withECDSA"
                    : key.getAlgorithm().startsWith("Ed") ? key.getAlgorithm() : "SHA256with" + key.getAlgorithm();
            var sign = java.security.Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update((byte) 1);
            var signed = sign.sign();
            sign.initVerify(other);
            sign.update((byte) 1);
            return sign.verify(signed);
        } catch (java.security.InvalidKeyException | java.security.SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IOException("a key of an unknown kind: " + key.getAlgorithm(), e);
        }
    }

    private static Held authority(Path key, Path certificate, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        if (Files.exists(certificate) && Files.exists(key)) {
            var held = read(certificate, key);
            if (lasts(held.leaf(), now)) return held;
        }
        var keys = keys();
        var name = new X500Name("CN=Velocity authority " + number().toString(36).substring(0, 6));
        var builder = builder(name, name, keys.getPublic(), now, AUTHORITY_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        var made = signed(builder, keys.getPrivate());
        // The certificate last: with it, the pair is whole.
        write(key, keys.getPrivate());
        write(certificate, made);
        return new Held(keys.getPrivate(), List.of(made));
    }

    /// @param purpose to be a server, or a client
    static X509Certificate leaf(
            Held authority, PublicKey key, Collection<String> names, Instant now, KeyPurposeId purpose)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var issuer = new X500Name(authority.leaf().getSubjectX500Principal().getName());
        var builder = builder(issuer, new X500Name("CN=Velocity"), key, now, SERVER_LIFE);
        var extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(authority.leaf()));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream().map(Certificates::general).toArray(GeneralName[]::new)));
        return signed(builder, authority.key());
    }

    private static GeneralName general(String name) {
        return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer, number(), Date.from(now.minus(CLOCKS_DIFFER)), Date.from(now.plus(life)), subject, key);
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static boolean fits(Held held, Held authority, Collection<String> names, Instant now)
            throws GeneralSecurityException {
        if (!lasts(held.leaf(), now) || !held.chain().getLast().equals(authority.leaf())) return false;
        return names(held.leaf())
                .containsAll(names.stream().map(Certificates::comparable).toList());
    }

    private static boolean lasts(X509Certificate certificate, Instant now) {
        return now.plus(RENEW_BEFORE).isBefore(certificate.getNotAfter().toInstant());
    }

    /// The host names and addresses a certificate is for.
    static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        var found = new HashSet<String>();
        var names = certificate.getSubjectAlternativeNames();
        if (names != null) for (var name : names) if (name.get(1) instanceof String text) found.add(comparable(text));
        return found;
    }

    /// IPv6 addresses have several spellings.
    private static String comparable(String name) {
        try {
            return isAddress(name) ? InetAddress.getByName(name).getHostAddress() : name;
        } catch (UnknownHostException e) {
            return name;
        }
    }

    static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger number() {
        return new BigInteger(127, new SecureRandom()).setBit(126);
    }

    /// All of it or nothing, and readable by the owner alone from the first byte on.
    private static void write(Path file, Object... parts) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (var part : parts)
                pem.writeObject(part instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : part);
        }
        WholeFile.write(file, text.toString());
    }
}

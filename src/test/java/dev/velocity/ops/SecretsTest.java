package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No secret lies in the tree. Only what cannot be anything else is looked for: a key's armour, a token's own prefix.
/// The history is gitleaks' part, on GitHub.
class SecretsTest {
    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", "target", "node_modules", "var");
    private static final long LONGEST = 4 << 20;

    private static final Map<String, Pattern> KINDS = Map.of(
            "a private key", Pattern.compile("-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\\s*\\S{16}"),
            "a key of AWS", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            "a token of GitHub", Pattern.compile("\\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\\w{60,})"),
            "a token of npm", Pattern.compile("\\bnpm_[0-9A-Za-z]{36}\\b"),
            "a token of Slack", Pattern.compile("\\bxox[abeoprs]-[0-9A-Za-z-]{20,}"),
            "a token of Vault", Pattern.compile("\\bhv[sb]\\.[0-9A-Za-z_-]{24,}"),
            "a signed token", Pattern.compile("\\beyJ[\\w-]{16,}\\.eyJ[\\w-]{16,}\\.[\\w-]{16,}"),
            "a password in an address",
                    Pattern.compile(
                            "\\b(?:https?|postgres(?:ql)?|redis|amqps?)://[^\\s/:@{}$<>]+:[^\\s/:@{}$<>]{8,}@[\\w.-]+"));

    /// One of each kind, put together here so that this file has none.
    static List<List<String>> samples() {
        return List.of(
                List.of("a private key", "-----BEGIN EC " + "PRIVATE KEY-----\nMHcCAQEEIBase64Base64Base64"),
                List.of("a private key", "-----BEGIN " + "PRIVATE KEY-----\nMHcCAQEEIBase64Base64Base64"),
                List.of("a key of AWS", "AKIA" + "ABCDEFGHIJKLMNOP"),
                List.of("a token of GitHub", "ghp_" + "a1B2".repeat(9)),
                List.of("a token of GitHub", "github_pat_" + "a1B2".repeat(20)),
                List.of("a token of npm", "npm_" + "a1B2".repeat(9)),
                List.of("a token of Slack", "xoxb-" + "1234567890-abcdefghijk"),
                List.of("a token of Vault", "hvs." + "a1B2".repeat(8)),
                List.of(
                        "a signed token",
                        "eyJ" + "a1B2".repeat(5) + ".eyJ" + "a1B2".repeat(5) + "." + "a1B2".repeat(5)),
                List.of("a password in an address", "postgres://velocity:" + "hunter2hunter2@db.example"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyKindIsKnown(List<String> sample) {
        assertThat(kinds("token = \"" + sample.get(1) + "\"")).containsExactly(sample.getFirst());
    }

    @Test
    void everyKindHasASample() {
        assertThat(samples().stream().map(List::getFirst))
                .containsOnly(KINDS.keySet().toArray(String[]::new));
    }

    @Test
    void noSecretLiesInTheTree() throws IOException {
        var found = new ArrayList<String>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && attributes.size() < LONGEST)
                    kinds(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .forEach(kind -> found.add(file + " holds " + kind));
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(found).isEmpty();
    }

    private static List<String> kinds(String text) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }
}

package dev.velocity.access;

import dev.velocity.platform.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a new password must be: long, not the person's name, and not what everybody tries first. No rule asks for
/// digits or signs; they make passwords shorter and no harder.
final class PasswordRules {
    static final int SHORTEST = 15;
    static final int LONGEST = 200;
    private static final int FEWEST_DIFFERENT = 5;
    private static final String ROWS =
            "abcdefghijklmnopqrstuvwxyz01234567890 qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm";
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /// Why not, in a sentence that says what to do; empty when the password will do.
    static Optional<String> refusal(String name, Secret password) {
        var text = Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST)
            return Optional.of(
                    "use at least " + SHORTEST + " characters: four or five words that only you would put together");
        if (length > LONGEST) return Optional.of("use at most " + LONGEST + " characters");
        var plain = text.toLowerCase(Locale.ROOT);
        if (name.length() >= 3 && plain.contains(name)) return Optional.of("do not use your name in it");
        if (plain.codePoints().distinct().count() < FEWEST_DIFFERENT)
            return Optional.of("use more than " + (FEWEST_DIFFERENT - 1) + " different characters");
        if (ROWS.contains(plain) || new StringBuilder(ROWS).reverse().indexOf(plain) >= 0)
            return Optional.of("do not go along the keyboard or the alphabet");
        if (repeats(plain)) return Optional.of("do not repeat one short text");
        if (COMMON.contains(plain) || COMMON.contains(core(plain)))
            return Optional.of("this is one of the first passwords an attacker tries; put together words of your own");
        return Optional.empty();
    }

    /// The same text over and over: the last round may be cut short.
    private static boolean repeats(String text) {
        for (int period = 1; period <= text.length() / 2; period++)
            if (text.startsWith(text.substring(period))) return true;
        return false;
    }

    /// The word that is left when digits and signs around it are taken away and the usual replacements undone.
    private static String core(String text) {
        return text.replaceAll("\\A[^\\p{L}]+|[^\\p{L}]+\\z", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('@', 'a')
                .replace('$', 's')
                .replaceAll("[^\\p{L}]", "");
    }

    private static Set<String> common() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream("/access/common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of common passwords", e);
        }
    }
}

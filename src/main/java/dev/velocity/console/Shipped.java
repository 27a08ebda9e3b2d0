package dev.velocity.console;

import dev.velocity.sensor.Guidance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What we ship about alerts (why they come, what to do, where a limit comes from) in the language of whoever reads it.
/// What a site has written itself stays as it was written: only a text of ours, letter by letter, is another one in
/// French.
final class Shipped {
    private static final Map<String, String> FRENCH = read();

    private Shipped() {}

    static String in(Words words, String text) {
        return switch (words.language()) {
            case ENGLISH -> text;
            case FRENCH -> FRENCH.getOrDefault(text, text);
        };
    }

    static Guidance in(Words words, Guidance guidance) {
        return new Guidance(
                in(words, guidance.cause()),
                in(words, guidance.consequence()),
                in(words, guidance.action()),
                guidance.time(),
                guidance.link(),
                in(words, guidance.residents()));
    }

    /// By what it says in English.
    static Map<String, String> french() {
        return FRENCH;
    }

    private static Map<String, String> read() {
        try (var in = Objects.requireNonNull(
                Shipped.class.getResourceAsStream("catalogue/french.txt"), "catalogue/french.txt")) {
            var french = new HashMap<String, String>();
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var pair : Stream.of(text.split("\n\n", -1)).skip(1).toList()) {
                var lines = pair.strip().split("\n", -1);
                if (lines.length != 2) throw new IllegalStateException("not a text and its French: " + pair);
                french.put(lines[0], Words.typeset(Language.FRENCH, lines[1]));
            }
            return Map.copyOf(french);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

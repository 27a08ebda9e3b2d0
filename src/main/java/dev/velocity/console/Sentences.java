package dev.velocity.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What other rooms say of a file or a question that cannot be (what is wrong in a site file, why a what-if is not
/// asked), in the language of whoever reads it. They say it in English, as they do to tools, made of parts; here each
/// sentence is known by its shape, and its parts are put into the French one. What has no French stays as it is.
final class Sentences {
    private static final Pattern HOLE = Pattern.compile("\\{(\\d)}");
    private static final List<Sentence> FRENCH = read();

    private Sentences() {}

    /// @param english with `{0}` where a part stands
    /// @param shape that matches the whole English sentence, a group for each part
    /// @param french with the same holes
    private record Sentence(String english, Pattern shape, String french) {
        static Sentence of(String english, String french) {
            var shape = Stream.of(HOLE.split(english, -1))
                    .map(Pattern::quote)
                    .reduce((before, after) -> before + "(.*?)" + after)
                    .orElseThrow();
            return new Sentence(english, Pattern.compile(shape, Pattern.DOTALL), french);
        }

        /// How much of it is no hole: the one that says most is the one that is meant.
        int said() {
            return HOLE.matcher(english).replaceAll("").length();
        }
    }

    static String in(Words words, String text) {
        return switch (words.language()) {
            case ENGLISH -> text;
            case FRENCH -> french(text).orElse(text);
        };
    }

    private static Optional<String> french(String text) {
        for (var sentence : FRENCH) {
            var found = sentence.shape().matcher(text);
            if (found.matches()) return Optional.of(filled(sentence.french(), found));
        }
        return Optional.empty();
    }

    /// The French with its parts, which may be sentences themselves.
    private static String filled(String french, Matcher parts) {
        return HOLE.matcher(french).replaceAll(hole -> {
            var part = Objects.requireNonNullElse(parts.group(Integer.parseInt(hole.group(1)) + 1), "");
            return Matcher.quoteReplacement(french(part).orElse(part));
        });
    }

    private static List<Sentence> read() {
        try (var in = Objects.requireNonNull(
                Sentences.class.getResourceAsStream("catalogue/sentences.txt"), "catalogue/sentences.txt")) {
            var sentences = new ArrayList<Sentence>();
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var pair : Stream.of(text.split("\n\n", -1)).skip(1).toList()) {
                var lines = pair.strip().split("\n", -1);
                if (lines.length != 2) throw new IllegalStateException("not a sentence and its French: " + pair);
                sentences.add(Sentence.of(lines[0], Words.typeset(Language.FRENCH, lines[1])));
            }
            sentences.sort(Comparator.comparingInt(Sentence::said).reversed());
            return List.copyOf(sentences);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

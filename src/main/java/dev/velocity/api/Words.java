package dev.velocity.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a request says in words; a refusal says what there is to say.
final class Words {
    private Words() {}

    /// The constants of `type` that `words` name in lower case; each may hold several, with commas between.
    static <E extends Enum<E>> Set<E> all(Class<E> type, @Nullable List<String> words) {
        var found = EnumSet.noneOf(type);
        if (words == null) return found;
        for (var some : words) for (var word : some.split(",", -1)) found.add(constant(type, word.strip()));
        return found;
    }

    static <E extends Enum<E>> Optional<E> one(Class<E> type, @Nullable String word) {
        return word == null ? Optional.empty() : Optional.of(constant(type, word));
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no instant such as 2026-03-01T12:00:00Z", e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (var constant : type.getEnumConstants()) if (text(constant).equals(word)) return constant;
        throw new IllegalArgumentException("'" + word + "' is none of "
                + Arrays.stream(type.getEnumConstants()).map(Words::text).toList());
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

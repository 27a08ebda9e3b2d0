package dev.velocity.console;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One of something for each language: what puts things into words is made once for each, and whoever uses it says for
/// whose eyes.
final class Spoken<T> {
    private final Map<Language, T> all = new EnumMap<>(Language.class);

    Spoken(Function<Words, T> make) {
        for (var language : Language.values()) all.put(language, make.apply(Words.in(language)));
    }

    T in(Words words) {
        return Optional.ofNullable(all.get(words.language())).orElseThrow();
    }
}

package dev.velocity.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A language the command center is spoken in.
public enum Language {
    ENGLISH("en", Locale.UK, "English"),
    FRENCH("fr", Locale.FRANCE, "Français");

    private final String code;
    private final Locale locale;
    private final String ownName;

    Language(String code, Locale locale, String ownName) {
        this.code = code;
        this.locale = locale;
        this.ownName = ownName;
    }

    /// As the attribute `lang`, the cookie and the files of words have it.
    public String code() {
        return code;
    }

    /// For dates.
    Locale locale() {
        return locale;
    }

    /// What its speakers call it, so that whoever cannot read the page finds it.
    public String ownName() {
        return ownName;
    }

    /// Whether so many are said in the singular: 0 is in French, and not in English.
    boolean isOne(double number) {
        return switch (this) {
            case ENGLISH -> number == 1;
            case FRENCH -> Math.abs(number) < 2;
        };
    }

    static Optional<Language> of(String code) {
        return Stream.of(values())
                .filter(language -> language.code.equals(code))
                .findFirst();
    }

    /// The one a browser would rather read, by its header `Accept-Language`; English when it wants none of ours or
    /// cannot be understood.
    static Language wanted(String accepted) {
        try {
            var found = Locale.lookup(
                    Locale.LanguageRange.parse(accepted),
                    Stream.of(values())
                            .map(language -> Locale.of(language.code))
                            .toList());
            return Optional.ofNullable(found)
                    .flatMap(locale -> of(locale.getLanguage()))
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException _) {
            return ENGLISH;
        }
    }
}

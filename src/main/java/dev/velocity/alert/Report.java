package dev.velocity.alert;

import java.util.Optional;

/// What a person says is wrong.
///
/// @param zone id of the zone where it is; empty when they do not know or it is nowhere in particular
/// @param words theirs; may be empty where the kind says enough
public record Report(ReportKind kind, Optional<String> zone, String words) {
    public static final int MOST_CHARACTERS = 500;

    public Report {
        words = words.strip();
        if (words.length() > MOST_CHARACTERS)
            throw new IllegalArgumentException("say it in " + MOST_CHARACTERS + " characters or less");
    }
}

package dev.velocity.sensor;

import java.time.Duration;
import java.util.Optional;

/// What whoever meets an alert should know: why it comes, what follows if nobody acts, what to do, and how long there
/// is. A part nobody has said is an empty text.
///
/// @param cause what usually brings it about
/// @param consequence what happens if nobody does anything
/// @param action what to do, step by step
/// @param time how long there is to do it before the consequence comes; empty when nobody has said
/// @param link where more is written, an `http` or `https` address
/// @param residents what people who live here are told, without technical detail
public record Guidance(
        String cause, String consequence, String action, Optional<Duration> time, String link, String residents) {
    public static final Guidance NONE = new Guidance("", "", "", Optional.empty(), "", "");

    public Guidance {
        if (time.filter(length -> !length.isPositive()).isPresent())
            throw new IllegalArgumentException("the time to act must be longer than zero, not " + time.get());
    }

    /// Field by field what this one says, and what `farther` says where it says nothing.
    public Guidance over(Guidance farther) {
        return new Guidance(
                or(cause, farther.cause),
                or(consequence, farther.consequence),
                or(action, farther.action),
                time.or(farther::time),
                or(link, farther.link),
                or(residents, farther.residents));
    }

    /// What residents get of it: what to do in plain words, and nothing else.
    public Guidance plain() {
        return new Guidance("", "", residents, Optional.empty(), "", residents);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    private static String or(String near, String far) {
        return near.isEmpty() ? far : near;
    }
}

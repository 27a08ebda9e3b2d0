package dev.velocity.access;

import dev.velocity.audit.Actor;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/// Somebody who may sign in.
///
/// @param name what they sign in with and what the trail calls them: 1 to 64 of `a-z 0-9 . _ -`, never used
/// again for another
/// @param display what screens call them: 1 to 100 characters
/// @param disabled may not sign in, until enabled again
/// @param epoch counted up by every change of role, password or being disabled; a session opened in an older one is
/// dead
public record Person(long id, String name, String display, Role role, boolean disabled, long epoch, Instant created) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    /// Names the trail uses for what is nobody's doing, and words that would mislead whoever reads it.
    private static final Set<String> RESERVED =
            Set.of("condition", "system", "command-line", "unknown", "anonymous", "device", "velocity");

    /// As the trail names them.
    public Actor actor() {
        return new Actor(name, role.text());
    }

    static boolean mayBeCalled(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name) && !name.startsWith(Display.PREFIX);
    }

    /// Names are shown on every screen and printed on paper: no control characters, no line breaks, nothing
    /// that turns text round.
    static boolean mayBeDisplayed(String display) {
        return !display.isBlank()
                && display.length() <= 100
                && display.equals(display.strip())
                && display.codePoints().allMatch(Person::shows);
    }

    private static boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

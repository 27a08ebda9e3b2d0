package dev.velocity.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which lines of the trail to show, newest first. A part that is empty asks for nothing.
///
/// @param reach only what whoever asks may read
/// @param before only lines with a smaller number: the place to go on from
/// @param actor only what this actor did
/// @param action only actions whose name begins so, as `session.` or `alert.acknowledged`
/// @param object only what was done to this object, as `alert/17`; or to all of a sort, as `alert/`
/// @param text only lines that say this somewhere, whatever the case
/// @param from only what was recorded at this instant or later
/// @param to only what was recorded before this instant
/// @param most 1 to 1,000
public record AuditQuery(
        Reach reach,
        Optional<Long> before,
        Optional<String> actor,
        Optional<String> action,
        Optional<String> object,
        Optional<String> text,
        Optional<Instant> from,
        Optional<Instant> to,
        int most) {
    private static final int MOST_CHARACTERS = 200;

    public AuditQuery {
        if (most < 1 || most > 1_000) throw new IllegalArgumentException("ask for 1 to 1000 lines, not " + most);
        for (var part : List.of(actor, action, object, text))
            if (part.filter(words -> words.length() > MOST_CHARACTERS).isPresent())
                throw new IllegalArgumentException(
                        "each part of a search has at most " + MOST_CHARACTERS + " characters");
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get()))
            throw new IllegalArgumentException("from must be before to");
    }

    /// The newest lines of all.
    public AuditQuery(Optional<Long> before, Optional<String> actor, Optional<String> object, int most) {
        this(
                Reach.ALL,
                before,
                actor,
                Optional.empty(),
                object,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                most);
    }

    /// The same, going on behind a line.
    public AuditQuery behind(long seq) {
        return new AuditQuery(reach, Optional.of(seq), actor, action, object, text, from, to, most);
    }

    /// Whether it names one object and not a sort of them.
    boolean oneObject() {
        return object.filter(name -> name.indexOf('/') >= 0 && !name.endsWith("/"))
                .isPresent();
    }

    /// Which lines somebody may read: those of the actor they are, those about certain objects, or all.
    ///
    /// @param own the actor whose own lines they may always read; empty for all lines
    /// @param objects beginnings of the names of objects about which they may read every line
    public record Reach(Optional<String> own, List<String> objects) {
        public static final Reach ALL = new Reach(Optional.empty(), List.of());

        public Reach {
            objects = List.copyOf(objects);
        }

        public boolean all() {
            return own.isEmpty();
        }

        public boolean holds(Line line) {
            return own.filter(name -> !name.equals(line.actor().name())
                            && objects.stream().noneMatch(line.object()::startsWith))
                    .isEmpty();
        }
    }
}

package dev.velocity.console;

import java.util.List;
import java.util.Optional;

/// What the pages of people and devices show.
public sealed interface AdminView {
    /// A secret that is shown this one time.
    ///
    /// @param name whose it is; empty when there is none to show
    record Once(String name, String secret) implements AdminView {
        static final Once NOTHING = new Once("", "");

        public boolean any() {
            return !name.isEmpty();
        }
    }

    record Role(String value, String name) implements AdminView {}

    /// @param role as forms send it
    /// @param calling what people call the role
    /// @param oneself whether it is the person who looks: nobody changes their own role
    /// @param sessions how many browsers they are signed in on
    record Person(
            String name,
            String display,
            String role,
            String calling,
            boolean disabled,
            boolean oneself,
            Moment since,
            int sessions)
            implements AdminView {}

    /// @param sensors what it may write, by id or pattern
    /// @param keys those that are not revoked
    record Device(String id, String sensors, boolean revoked, List<Key> keys) implements AdminView {}

    /// @param used when it last was
    /// @param left how long it is still good; empty when it is not
    record Key(String id, Optional<Moment> used, String left) implements AdminView {}
}

package dev.velocity.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The sensors a device may report for: named one by one, or by how their names begin, as `hall.*` or `*`.
public final class Scope {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9._-]{0,63}\\*|[a-z0-9._-]{1,64}");
    private static final int MOST = 10_000;
    private final List<String> patterns;
    private final Set<String> named = new HashSet<>();
    /// None of these begins with another, so the greatest one not after a name is the only one that can be its
    /// beginning.
    private final TreeSet<String> beginnings = new TreeSet<>();
    private final boolean everything;

    /// @throws IllegalArgumentException naming each pattern that is none
    public Scope(Collection<String> patterns) {
        this.patterns = patterns.stream().distinct().sorted().toList();
        var wrong = this.patterns.stream()
                .filter(pattern -> !SHAPE.matcher(pattern).matches())
                .toList();
        if (!wrong.isEmpty())
            throw new IllegalArgumentException("not a sensor's name, nor the beginning of one with a * behind it: "
                    + String.join(", ", wrong.stream().limit(5).toList()));
        if (this.patterns.isEmpty() || this.patterns.size() > MOST)
            throw new IllegalArgumentException("name 1 to " + MOST + " sensors or beginnings of names");
        for (var pattern : this.patterns) {
            if (!pattern.endsWith("*")) named.add(pattern);
            else if (!beginsWell(pattern)) beginnings.add(pattern.substring(0, pattern.length() - 1));
        }
        everything = beginnings.contains("");
    }

    /// Sorted patterns come shortest beginning first, so a longer one that adds nothing meets the shorter one here.
    private boolean beginsWell(String name) {
        var candidate = beginnings.floor(name);
        return candidate != null && name.startsWith(candidate);
    }

    /// Whether the sensor is one of them: one look-up for a named one, one more in the sorted beginnings otherwise.
    public boolean contains(String sensor) {
        return everything || named.contains(sensor) || (!beginnings.isEmpty() && beginsWell(sensor));
    }

    /// As they were given, sorted, each once.
    public List<String> patterns() {
        return patterns;
    }

    String stored() {
        return String.join(" ", patterns);
    }

    static Scope parse(String stored) {
        return new Scope(new ArrayList<>(List.of(stored.split(" "))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scope scope && patterns.equals(scope.patterns);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(patterns);
    }

    @Override
    public String toString() {
        return stored();
    }
}

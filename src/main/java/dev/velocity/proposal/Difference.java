package dev.velocity.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What another site file says otherwise, both in the canonical form of an export: by the names of what is
/// said, and line by line. Pure.
///
/// @param changes what is said otherwise, in the order of the new file; what is gone comes last
/// @param lines all lines of both, in order
public record Difference(List<Change> changes, List<Line> lines) {
    private static final int MOST_STEPS = 2_000;

    public Difference {
        changes = List.copyOf(changes);
        lines = List.copyOf(lines);
    }

    /// @param path `zones.dormitory.sensors.dormitory-co2.limits.high.medium.at`
    /// @param before empty when it was not said
    /// @param after empty when it is said no more
    public record Change(String path, Optional<String> before, Optional<String> after) {}

    /// @param before its number in the old file, from 1; empty when it is new
    /// @param after its number in the new file; empty when it is gone
    public record Line(Optional<Integer> before, Optional<Integer> after, String text) {
        public boolean same() {
            return before.isPresent() && after.isPresent();
        }
    }

    public static Difference of(String before, String after) {
        return new Difference(
                changes(said(before), said(after)),
                lines(before.lines().toList(), after.lines().toList()));
    }

    public boolean isEmpty() {
        return lines.stream().allMatch(Line::same);
    }

    /// The changed lines with so many around them; what is left out between two stretches is a gap.
    public List<List<Line>> stretches(int around) {
        var stretches = new ArrayList<List<Line>>();
        int until = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).same()) continue;
            int from = Math.max(0, i - around);
            if (from > until) {
                stretches.add(new ArrayList<>());
                until = from - 1;
            }
            int to = Math.min(lines.size() - 1, i + around);
            for (int j = until + 1; j <= to; j++) stretches.getLast().add(lines.get(j));
            until = Math.max(until, to);
        }
        return stretches;
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        var changes = new ArrayList<Change>();
        after.forEach((path, value) -> {
            var was = Optional.ofNullable(before.get(path));
            if (!was.equals(Optional.of(value))) changes.add(new Change(path, was, Optional.of(value)));
        });
        before.forEach((path, value) -> {
            if (!after.containsKey(path)) changes.add(new Change(path, Optional.of(value), Optional.empty()));
        });
        return changes;
    }

    /// Every value of a canonical file by its path. An export has one key a line, two spaces a level, and
    /// nothing else.
    private static Map<String, String> said(String text) {
        var said = new LinkedHashMap<String, String>();
        var path = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            int indent = line.length() - line.stripLeading().length();
            // Keys that need quotes hold no colon: they are names of zones and sensors.
            int colon = line.indexOf(':');
            if (colon < 0) continue;
            while (path.size() > indent / 2) path.removeLast();
            path.add(line.substring(indent, colon).replace("\"", ""));
            var value = line.substring(colon + 1).strip();
            if (!value.isEmpty()) said.put(String.join(".", path), value);
        }
        return said;
    }

    /// The shortest way from one to the other (Myers), cut off at both ends where they are the same.
    private static List<Line> lines(List<String> before, List<String> after) {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) head++;
        int tail = 0;
        while (tail < before.size() - head
                && tail < after.size() - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) tail++;
        var lines = new ArrayList<Line>();
        for (int i = 0; i < head; i++) lines.add(same(i, i, before));
        lines.addAll(middle(before, after, head, tail));
        for (int i = tail; i > 0; i--) lines.add(same(before.size() - i, after.size() - i, before));
        return lines;
    }

    private static Line same(int before, int after, List<String> texts) {
        return new Line(Optional.of(before + 1), Optional.of(after + 1), texts.get(before));
    }

    private static List<Line> middle(List<String> before, List<String> after, int head, int tail) {
        int n = before.size() - head - tail;
        int m = after.size() - head - tail;
        var reached = new ArrayList<int[]>();
        var farthest = new int[2 * (n + m) + 3];
        int zero = n + m + 1;
        for (int steps = 0; steps <= n + m; steps++) {
            // Beyond this the two have little in common, and the way would cost more memory than it is worth.
            if (steps > MOST_STEPS) return replaced(before, after, head, n, m);
            reached.add(Arrays.copyOfRange(farthest, zero - steps - 1, zero + steps + 2));
            for (int k = -steps; k <= steps; k += 2) {
                boolean down = k == -steps || (k != steps && farthest[zero + k - 1] < farthest[zero + k + 1]);
                int x = down ? farthest[zero + k + 1] : farthest[zero + k - 1] + 1;
                int y = x - k;
                while (x < n && y < m && before.get(head + x).equals(after.get(head + y))) {
                    x++;
                    y++;
                }
                farthest[zero + k] = x;
                if (x >= n && y >= m) return way(reached, before, after, head, n, m);
            }
        }
        return replaced(before, after, head, n, m);
    }

    private static List<Line> way(
            List<int[]> reached, List<String> before, List<String> after, int head, int n, int m) {
        var lines = new ArrayList<Line>();
        int x = n;
        int y = m;
        for (int steps = reached.size() - 1; steps >= 0; steps--) {
            var farthest = reached.get(steps);
            int zero = steps + 1;
            int k = x - y;
            boolean down = k == -steps || (k != steps && farthest[zero + k - 1] < farthest[zero + k + 1]);
            int fromK = down ? k + 1 : k - 1;
            int fromX = steps == 0 ? 0 : farthest[zero + fromK];
            int fromY = steps == 0 ? 0 : fromX - fromK;
            while (x > fromX && y > fromY && x > 0 && y > 0 && same(before, after, head + x - 1, head + y - 1)) {
                x--;
                y--;
                lines.add(same(head + x, head + y, before));
            }
            if (steps == 0) break;
            if (down) {
                y--;
                lines.add(new Line(Optional.empty(), Optional.of(head + y + 1), after.get(head + y)));
            } else {
                x--;
                lines.add(new Line(Optional.of(head + x + 1), Optional.empty(), before.get(head + x)));
            }
        }
        return lines.reversed();
    }

    private static boolean same(List<String> before, List<String> after, int x, int y) {
        return before.get(x).equals(after.get(y));
    }

    private static List<Line> replaced(List<String> before, List<String> after, int head, int n, int m) {
        var lines = new ArrayList<Line>();
        for (int i = head; i < head + n; i++) lines.add(new Line(Optional.of(i + 1), Optional.empty(), before.get(i)));
        for (int i = head; i < head + m; i++) lines.add(new Line(Optional.empty(), Optional.of(i + 1), after.get(i)));
        return lines;
    }
}

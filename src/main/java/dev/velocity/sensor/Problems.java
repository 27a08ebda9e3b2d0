package dev.velocity.sensor;

import dev.velocity.sensor.WrongFile.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Collects what is wrong in a file, so that a person sees all of it at once.
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Node at, String path, String allowed) {
        found.add(new Problem(line(at), path, Optional.of(shown(at)), allowed));
    }

    void missing(Node in, String path, String allowed) {
        found.add(new Problem(line(in), path, Optional.empty(), allowed));
    }

    /// Notes what is wrong with the file as a whole, from `line` on.
    public void file(int line, String wrong) {
        found.add(new Problem(line, "", Optional.empty(), wrong));
    }

    public int count() {
        return found.size();
    }

    /// @throws WrongFile with all of them
    public void throwIfAny() {
        if (found.isEmpty()) return;
        found.sort(Comparator.comparingInt(Problem::line));
        throw new WrongFile(found);
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String shown(Node node) {
        var shown = switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                list.getValue().stream().map(Problems::shownInside).collect(Collectors.joining(", ", "[", "]"));
            default -> "{...}";
        };
        return shown.length() <= 80 ? shown : shown.substring(0, 77) + "...";
    }

    private static String shownInside(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "...";
    }

    /// ` Did you mean 'x'?` for the nearest of `known` when it is near enough to be a slip of the finger, or nothing.
    public static String didYouMean(String written, Iterable<String> known) {
        String best = "";
        int least = Math.max(2, written.length() / 3) + 1;
        for (var candidate : known) {
            int distance = distance(written, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " Did you mean '" + best + "'?";
    }

    /// Levenshtein's: how many letters must be added, dropped or changed to make `b` of `a`.
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

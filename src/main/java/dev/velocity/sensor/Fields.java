package dev.velocity.sensor;

import dev.velocity.measure.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The `key: value` lines of one block of a YAML file, read by key; what cannot be read is noted in [Problems] and a
/// stand-in is returned, so that reading goes on and finds the other problems too.
///
/// Call [#finish()] when all keys were asked for: whatever is left is unknown.
public final class Fields {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final Pattern PERCENT = Pattern.compile("(" + NUMBER.pattern() + ") ?%");

    private static final Map<String, Boolean> FLAGS = new LinkedHashMap<>();

    static {
        FLAGS.put("true", true);
        FLAGS.put("false", false);
    }

    private final Node block;
    private final String path;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Node block, String path, Problems problems) {
        this.block = block;
        this.path = path;
        this.problems = problems;
        if (!(block instanceof MappingNode mapping)) {
            problems.add(block, path.isEmpty() ? "the file" : path, "must be a block of 'key: value' lines.");
            return;
        }
        for (var pair : mapping.getValue()) {
            var node = pair.getKeyNode();
            if (!(node instanceof ScalarNode scalar)) {
                problems.add(node, path, "a key must be plain text.");
                continue;
            }
            var key = scalar.getValue();
            var first = keys.putIfAbsent(key, node);
            if (first == null) values.put(key, pair.getValueNode());
            else problems.add(node, path(key), "stands twice, first in line " + Problems.line(first) + "; keep one.");
        }
    }

    /// The root block of a YAML text. A text that is not YAML is one problem, thrown at once: nothing after it can
    /// be trusted.
    public static Fields parse(String text, Problems problems) {
        try {
            var settings = LoadSettings.builder().setLabel("file").build();
            var root = new Compose(settings).composeString(text);
            if (root.isPresent()) return new Fields(root.get(), "", problems);
            problems.file(1, "the file is empty.");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> mark.getLine() + 1)
                    .orElse(1);
            problems.file(
                    line,
                    "this is not YAML: " + Optional.ofNullable(e.getProblem()).orElse("unreadable") + ".");
        } catch (RuntimeException e) {
            // Not only the library's own: some tags and escapes end in an IllegalArgumentException of its insides.
            problems.file(
                    1,
                    "this is not YAML: " + Optional.ofNullable(e.getMessage()).orElse("unreadable"));
        } catch (StackOverflowError e) {
            problems.file(1, "brackets are nested too deep to be read.");
        }
        problems.throwIfAny();
        throw new IllegalStateException("a file without a root has a problem");
    }

    /// Where `key` of this block is, for messages.
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /// Notes that the value of `key` is wrong, or the block as a whole when the key is not written here.
    public void wrong(String key, String allowed) {
        var node = values.get(key);
        if (node == null) problems.add(block, path, allowed);
        else problems.add(node, path(key), allowed);
    }

    /// Notes that one item of the list under `key` is wrong, or the one text that stands alone.
    void wrong(String key, int item, String allowed) {
        var node = node(key);
        problems.add(node instanceof SequenceNode list ? list.getValue().get(item) : node, path(key), allowed);
    }

    /// Notes that `key` itself is wrong, whatever stands under it.
    public void wrongKey(String key, String allowed) {
        problems.add(keys.getOrDefault(key, block), path(key), allowed);
    }

    /// Notes that `key` should be here; not when the block is no block at all, which has been noted.
    public void missing(String key, String allowed) {
        if (block instanceof MappingNode) problems.missing(block, path(key), allowed);
    }

    public int line(String key) {
        var node = keys.get(key);
        return Problems.line(node == null ? block : node);
    }

    /// The block under `key`, or empty when the key is not there.
    public Optional<Fields> block(String key) {
        return has(key) ? Optional.of(new Fields(node(key), path(key), problems)) : Optional.empty();
    }

    /// Whether `key: none` is written: this site does without.
    boolean isNone(String key) {
        return has(key)
                && node(key) instanceof ScalarNode scalar
                && scalar.getValue().equals("none");
    }

    public Optional<String> text(String key) {
        if (!has(key)) return Optional.empty();
        if (node(key) instanceof ScalarNode scalar && !scalar.getValue().isBlank())
            return Optional.of(scalar.getValue());
        wrong(key, "must be a text of one letter or more.");
        return Optional.empty();
    }

    /// The texts of a list, or the one text that stands alone; an empty text is one too. Empty when the key is not
    /// there.
    public List<String> texts(String key, String allowed) {
        if (!has(key)) return List.of();
        var items = node(key) instanceof SequenceNode sequence ? sequence.getValue() : List.of(node(key));
        var texts = new ArrayList<String>();
        for (var item : items)
            if (item instanceof ScalarNode scalar) texts.add(scalar.getValue());
            else problems.add(item, path(key), "must be " + allowed + ".");
        return texts;
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    public String required(String key, String allowed) {
        if (has(key)) return text(key, "");
        missing(key, allowed);
        return "";
    }

    /// One of a closed set, by name.
    public <T> T oneOf(String key, Map<String, T> choices, T fallback) {
        var written = text(key);
        if (written.isEmpty()) return fallback;
        return choice(written.get(), values.getOrDefault(key, block), path(key), choices)
                .orElse(fallback);
    }

    public <T> Optional<T> requiredOneOf(String key, Map<String, T> choices) {
        if (!has(key)) {
            missing(key, "must be one of " + String.join(", ", choices.keySet()) + ".");
            return Optional.empty();
        }
        return text(key).flatMap(written -> choice(written, values.getOrDefault(key, block), path(key), choices));
    }

    <T> List<T> listOf(String key, Map<String, T> choices, List<T> fallback) {
        if (!has(key)) return fallback;
        if (!(node(key) instanceof SequenceNode sequence)) {
            wrong(key, "must be a list such as [" + String.join(", ", choices.keySet()) + "].");
            return fallback;
        }
        var chosen = new ArrayList<T>();
        for (var item : sequence.getValue())
            if (item instanceof ScalarNode scalar)
                choice(scalar.getValue(), item, path(key), choices).ifPresent(choice -> {
                    if (chosen.contains(choice)) problems.add(item, path(key), "stands twice in the list.");
                    else chosen.add(choice);
                });
            else problems.add(item, path(key), "must be one of " + String.join(", ", choices.keySet()) + ".");
        return chosen;
    }

    private <T> Optional<T> choice(String written, Node at, String where, Map<String, T> choices) {
        var chosen = Optional.ofNullable(choices.get(written));
        if (chosen.isEmpty())
            problems.add(
                    at,
                    where,
                    "must be one of " + String.join(", ", choices.keySet()) + "."
                            + Problems.didYouMean(written, choices.keySet()));
        return chosen;
    }

    public Optional<Double> number(String key, String allowed) {
        if (!has(key)) return Optional.empty();
        var number = number(node(key));
        if (number.isEmpty()) wrong(key, "must be " + allowed + ".");
        return number;
    }

    private static Optional<Double> number(Node node) {
        if (!(node instanceof ScalarNode scalar)
                || !NUMBER.matcher(scalar.getValue()).matches()) return Optional.empty();
        // Adding zero turns -0 into 0, which would be written back differently.
        double number = Double.parseDouble(scalar.getValue()) + 0.0;
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    /// A size that is zero or more: a number, or `2 %` of `whole`.
    double size(String key, double whole, double fallback) {
        if (!has(key)) return fallback;
        if (node(key) instanceof ScalarNode scalar) {
            var percent = PERCENT.matcher(scalar.getValue());
            var size = percent.matches()
                    ? Optional.of(Math.abs(whole) * Double.parseDouble(percent.group(1)) / 100)
                    : number(scalar);
            if (size.isPresent() && size.get() >= 0) return size.get();
        }
        wrong(key, "must be a number, zero or more, or a share of the step's value such as 2 %.");
        return fallback;
    }

    /// Two numbers, `[least, most]`.
    Optional<double[]> range(String key) {
        if (!has(key)) return Optional.empty();
        if (node(key) instanceof SequenceNode sequence && sequence.getValue().size() == 2) {
            var least = number(sequence.getValue().getFirst());
            var most = number(sequence.getValue().getLast());
            if (least.isPresent() && most.isPresent()) return Optional.of(new double[] {least.get(), most.get()});
        }
        wrong(key, "must be two numbers, [least, most].");
        return Optional.empty();
    }

    /// So many numbers, `[1, 2, 3]`.
    Optional<double[]> numbers(String key, int count, String allowed) {
        if (!has(key)) return Optional.empty();
        var found = numbers(node(key));
        if (found.filter(numbers -> numbers.length == count).isPresent()) return found;
        wrong(key, "must be " + allowed + ".");
        return Optional.empty();
    }

    /// Pairs of numbers, `[[1, 2], [3, 4]]`.
    Optional<List<double[]>> pairs(String key, String allowed) {
        if (!has(key)) return Optional.empty();
        if (node(key) instanceof SequenceNode sequence) {
            var pairs = sequence.getValue().stream()
                    .map(Fields::numbers)
                    .flatMap(Optional::stream)
                    .filter(numbers -> numbers.length == 2)
                    .toList();
            if (pairs.size() == sequence.getValue().size()) return Optional.of(pairs);
        }
        wrong(key, "must be " + allowed + ".");
        return Optional.empty();
    }

    private static Optional<double[]> numbers(Node node) {
        if (!(node instanceof SequenceNode sequence)) return Optional.empty();
        var numbers = sequence.getValue().stream()
                .map(Fields::number)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return numbers.length == sequence.getValue().size() ? Optional.of(numbers) : Optional.empty();
    }

    int count(String key, int least, int fallback) {
        var written = number(key, "a whole number, " + least + " or more");
        if (written.isEmpty()) return fallback;
        double number = written.get();
        if (number >= least && number <= 1_000_000 && number == Math.rint(number)) return (int) number;
        wrong(key, "must be a whole number from " + least + " to 1000000.");
        return fallback;
    }

    public boolean flag(String key, boolean fallback) {
        return oneOf(key, FLAGS, fallback);
    }

    /// A duration, zero or more; or more than zero if `positive`.
    Duration duration(String key, boolean positive, Duration fallback) {
        if (!has(key)) return fallback;
        if (node(key) instanceof ScalarNode scalar) {
            var length = Durations.parse(scalar.getValue());
            if (length.isPresent()
                    && (positive ? length.get().isPositive() : !length.get().isNegative())) return length.get();
        }
        wrong(key, "must be " + Durations.ALLOWED + (positive ? ", longer than zero." : ", not negative."));
        return fallback;
    }

    /// A value that `maker` accepts; its refusal, an [IllegalArgumentException], is the problem's text.
    public <T> Optional<T> made(String key, Function<String, T> maker, String allowed) {
        if (!has(key)) {
            missing(key, "must be " + allowed + ".");
            return Optional.empty();
        }
        return text(key).flatMap(written -> {
            try {
                return Optional.of(maker.apply(written));
            } catch (IllegalArgumentException | DateTimeException e) {
                wrong(key, "must be " + allowed + ".");
                return Optional.empty();
            }
        });
    }

    /// Notes each key nobody asked for.
    public void finish() {
        keys.forEach((key, node) -> {
            if (!known.contains(key))
                problems.add(
                        node,
                        path.isEmpty() ? "a key" : "a key of " + path,
                        "is not known here; known are " + String.join(", ", known) + "."
                                + Problems.didYouMean(key, known));
        });
    }

    private Node node(String key) {
        return values.getOrDefault(key, block);
    }
}

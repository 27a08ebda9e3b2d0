package dev.velocity.sensor;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Writes YAML in the one form Velocity exports: block style, two spaces, plain text where that is safe and double
/// quotes where not.
final class Lines {
    /// Letters, digits and harmless marks, beginning with a letter; a colon or hash would need a closer look, so it
    /// is quoted.
    private static final Pattern PLAIN = Pattern.compile("\\p{L}[\\p{L}\\p{N} _.,/()%+<>=;'°²³µ–-]*");

    private static final Set<String> WORDS_OF_YAML =
            Set.of("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "none");

    private final StringBuilder out;
    private final String indent;

    Lines() {
        this(new StringBuilder(), "");
    }

    private Lines(StringBuilder out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    /// `key: value`, the value being safe as it is.
    void put(String key, String value) {
        out.append(indent).append(key).append(": ").append(value).append('\n');
    }

    /// `key: value`, the value being a person's.
    void text(String key, String value) {
        put(key, quoted(value));
    }

    void list(String key, List<String> values) {
        put(key, "[" + String.join(", ", values) + "]");
    }

    /// `key:` with what `inside` writes below it; nothing at all when it writes nothing.
    void block(String key, Consumer<Lines> inside) {
        int start = out.length();
        out.append(indent).append(quoted(key)).append(":\n");
        int head = out.length();
        inside.accept(new Lines(out, indent + "  "));
        if (out.length() == head) out.setLength(start);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static String quoted(String text) {
        if (PLAIN.matcher(text).matches() && !text.endsWith(" ") && !WORDS_OF_YAML.contains(text)) return text;
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean odd = c > 0x7e && !Character.isLetterOrDigit(c) && "°²³µ–—×≤≥".indexOf(c) < 0;
                    if (odd || Character.isISOControl(c))
                        quoted.append(c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                    else quoted.appendCodePoint(c);
                }
            }
        });
        return quoted.append('"').toString();
    }
}

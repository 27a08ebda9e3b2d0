package dev.velocity.access;

/// A small JSON object for a line of the trail, written by hand since the trail wants the same bytes for ever.
final class Detail {
    private final StringBuilder text = new StringBuilder("{");

    static String none() {
        return "{}";
    }

    Detail with(String key, String value) {
        if (text.length() > 1) text.append(',');
        quoted(key);
        text.append(':');
        quoted(value);
        return this;
    }

    String json() {
        return text + "}";
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') text.append('\\').append(c);
            else if (c < 0x20 || c >= 0x7f) text.append(String.format("\\u%04x", (int) c));
            else text.append(c);
        }
        text.append('"');
    }
}

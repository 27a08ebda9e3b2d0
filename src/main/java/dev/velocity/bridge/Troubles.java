package dev.velocity.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What went wrong while a file was read, counted by kind, with the first few of each kind to look at.
public final class Troubles {
    private static final int SHOWN = 5;
    private static final int LONGEST = 160;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long count;

    private static final class Kind {
        private long count;
        private final List<String> first = new ArrayList<>(SHOWN);
    }

    /// @param kind what is wrong, in words that are the same for all of it
    /// @param line of the file, from 1
    /// @param detail what stands there
    public void note(String kind, long line, String detail) {
        count++;
        var all = kinds.computeIfAbsent(kind, _ -> new Kind());
        all.count++;
        if (all.first.size() < SHOWN) all.first.add(("line " + line + " " + shortened(detail)).strip());
    }

    public long count() {
        return count;
    }

    /// One paragraph a kind: how many, and the first of them, a line each.
    public List<String> summary() {
        var lines = new ArrayList<String>();
        kinds.forEach((kind, all) -> {
            lines.add(kind + ": " + all.count);
            all.first.forEach(one -> lines.add("  " + one));
            if (all.count > all.first.size()) lines.add("  and " + (all.count - all.first.size()) + " more");
        });
        return lines;
    }

    /// On one line and without anything a terminal would act on.
    private static String shortened(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(one -> plain.appendCodePoint(
                        Character.isISOControl(one) || Character.getType(one) == Character.FORMAT ? '?' : one));
        return text.codePointCount(0, text.length()) > LONGEST ? plain + "..." : plain.toString();
    }
}

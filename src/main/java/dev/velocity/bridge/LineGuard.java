package dev.velocity.bridge;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/// Lets the lines of a CSV file through, but for those whose quotes do not fit and those that are longer than any row:
/// an empty line takes the place of each, and its number is told. So a forgotten quote costs its own line, not all that
/// follow, and memory stays bounded whatever the file holds. Line ends become `\n`.
///
/// A quoted field may go over a few lines. When its end does not come soon, it is the first of them that is wrong.
final class LineGuard extends Reader {
    static final int LONGEST = 65_536;
    private static final int MOST_LINES = 16;
    private static final int MOST_FIELDS = 10_000;

    private final Reader in;
    private final char delimiter;
    private final LongConsumer wrong;

    private final char[] buffer = new char[8_192];
    private int next;
    private int filled;
    private boolean afterReturn;
    private boolean over;

    /// Lines read ahead for a quoted field that did not end.
    private final Deque<StringBuilder> ahead = new ArrayDeque<>();

    private final StringBuilder out = new StringBuilder();
    private int given;
    private long line;
    private int fields;

    /// Where a line leaves off.
    private enum Ends {
        WELL,
        INSIDE_QUOTES,
        BADLY
    }

    /// @param wrong told the number, from 1, of each line that was left out
    LineGuard(Reader in, char delimiter, LongConsumer wrong) {
        this.in = in;
        this.delimiter = delimiter;
        this.wrong = wrong;
    }

    @Override
    public int read(char[] to, int from, int length) throws IOException {
        if (length == 0) return 0;
        while (given == out.length()) {
            out.setLength(0);
            given = 0;
            if (!record()) return -1;
        }
        int count = Math.min(length, out.length() - given);
        out.getChars(given, given + count, to, from);
        given += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Puts the next line, or the lines of a row that goes over several, into `out`; false at the end.
    private boolean record() throws IOException {
        if (!fetch(0)) return false;
        var first = ahead.getFirst();
        int lines = 1;
        int length = first.length();
        fields = 0;
        var ends = length > LONGEST ? Ends.BADLY : ends(first, false);
        while (ends == Ends.INSIDE_QUOTES && lines < MOST_LINES && length <= LONGEST && fetch(lines)) {
            var more = ahead.stream().skip(lines).findFirst().orElseThrow();
            length += more.length();
            lines++;
            ends = ends(more, true);
        }
        if (ends != Ends.WELL || length > LONGEST || fields > MOST_FIELDS) {
            ahead.removeFirst();
            wrong.accept(++line);
            out.append('\n');
            return true;
        }
        for (; lines > 0; lines--) {
            out.append(ahead.removeFirst()).append('\n');
            line++;
        }
        return true;
    }

    /// Whether line `index` of those read ahead is there, reading it if it is the next.
    private boolean fetch(int index) throws IOException {
        if (ahead.size() > index) return true;
        var read = new StringBuilder();
        boolean any = false;
        while (!over) {
            if (next == filled) {
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
                next = 0;
                if (filled == 0) {
                    over = true;
                    break;
                }
            }
            char one = buffer[next++];
            if (one == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = one == '\r';
            any = true;
            if (one == '\n' || one == '\r') break;
            if (read.length() <= LONGEST) read.append(one);
        }
        if (any) ahead.addLast(read);
        return any;
    }

    private Ends ends(StringBuilder text, boolean inside) {
        boolean quoted = inside;
        boolean start = !inside;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (quoted) {
                if (one != '"') continue;
                boolean twice = i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (twice) {
                    i++;
                    continue;
                }
                quoted = false;
                if (i + 1 < text.length() && text.charAt(i + 1) != delimiter) return Ends.BADLY;
            } else if (one == delimiter) {
                start = true;
                fields++;
            } else {
                quoted = start && one == '"';
                start = false;
            }
        }
        return quoted ? Ends.INSIDE_QUOTES : Ends.WELL;
    }
}

package dev.velocity.ingest;

import dev.velocity.sensor.Batch;
import java.util.Arrays;

/// Reads what devices send nearly always straight from its bytes: an array of objects with the documented members, in
/// texts without escapes and numbers without exponents. It gives up at the first thing it does not expect, and all is
/// left to the library then, which knows the whole of JSON; what this takes, that takes too, and as the same
/// (`ReadingsDecoderFuzz`). Parsing took a third of all processor time of readings that came in thousands.
final class Straight {
    private static final int SENSOR = 1;
    private static final int AT = 2;
    private static final int VALUE = 4;
    private static final int SEQUENCE = 8;
    private static final int NEEDED = SENSOR | VALUE;
    private static final int LONGEST_TEXT = 64;
    /// So many digits are always a double's whole number, and so is 10 to the power of as many.
    private static final int MOST_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final byte[] body;
    private final int end;
    private final Names names;
    private final Intake into;
    private final char[] text = new char[LONGEST_TEXT];
    private int place;

    /// Digits of the last number, and how many of them stood behind the point.
    private long digits;

    private int decimals;
    private boolean negative;

    /// The last instant, and where it stands with its quotes.
    private long instant;

    private int instantFrom;
    private int instantLength;

    private Straight(byte[] body, int length, Names names, Intake into) {
        this.body = body;
        this.end = length;
        this.names = names;
        this.into = into;
    }

    /// Whether `into` has been given all items; when not, it has been given some of them, and means nothing.
    static boolean read(byte[] body, int length, Names names, Intake into) {
        return new Straight(body, length, names, into).items();
    }

    private boolean items() {
        if (!skip('[')) return false;
        if (!skip(']')) {
            do {
                if (into.count() == ReadingsDecoder.MOST_READINGS || !item()) return false;
            } while (skip(','));
            if (!skip(']')) return false;
        }
        blanks();
        return place == end;
    }

    private boolean item() {
        if (!skip('{')) return false;
        int seen = 0;
        int sensor = -1;
        long at = into.now();
        double value = Double.NaN;
        long sequence = Batch.NO_SEQUENCE;
        do {
            int member = member();
            if (member == 0 || (seen & member) != 0 || !skip(':')) return false;
            seen |= member;
            boolean right;
            switch (member) {
                case SENSOR -> {
                    int length = text();
                    sensor = length < 0 ? -1 : names.find(text, 0, length);
                    right = sensor >= 0;
                }
                case AT -> {
                    at = instant();
                    right = at != Instants.NONE;
                }
                case VALUE -> {
                    // A zero with a sign is one thing or the other, by how it is written.
                    right = number() && !(negative && digits == 0);
                    // Both are exact, and division rounds once (Clinger, 1990).
                    if (right) value = (negative ? -digits : digits) / POWERS[decimals];
                }
                default -> {
                    right = number() && !negative && decimals == 0;
                    sequence = digits;
                }
            }
            if (!right) return false;
        } while (skip(','));
        if ((seen & NEEDED) != NEEDED || !skip('}')) return false;
        into.take(sensor, at, value, sequence);
        return true;
    }

    private int member() {
        int length = text();
        return switch (length) {
            case 2 -> is("at") ? AT : 0;
            case 5 -> is("value") ? VALUE : 0;
            case 6 -> is("sensor") ? SENSOR : 0;
            case 8 -> is("sequence") ? SEQUENCE : 0;
            default -> 0;
        };
    }

    private boolean is(String name) {
        for (int i = 0; i < name.length(); i++) if (text[i] != name.charAt(i)) return false;
        return true;
    }

    /// Reads a text of plain characters into `text`; its length, or -1.
    private int text() {
        if (!skip('"')) return -1;
        for (int length = 0; place < end; length++) {
            byte one = body[place++];
            if (one == '"') return length;
            if (one < ' ' || one == '\\' || length == LONGEST_TEXT) return -1;
            text[length] = (char) one;
        }
        return -1;
    }

    /// Reads an instant; most have just been read, since who sends many readings took them together.
    private long instant() {
        blanks();
        int from = place;
        int behind = from + instantLength;
        if (instantLength > 0
                && behind <= end
                && Arrays.equals(body, from, behind, body, instantFrom, instantFrom + instantLength)) {
            place = behind;
            return instant;
        }
        int length = text();
        instant = length < 0 ? Instants.NONE : Instants.micros(text, 0, length);
        instantFrom = from;
        instantLength = place - from;
        return instant;
    }

    /// Reads a number of at most [#MOST_DIGITS] digits.
    private boolean number() {
        blanks();
        negative = place < end && body[place] == '-';
        if (negative) place++;
        digits = 0;
        int begin = place;
        digits();
        int whole = place - begin;
        if (whole == 0 || (whole > 1 && body[begin] == '0')) return false;
        decimals = 0;
        if (place < end && body[place] == '.') {
            int point = ++place;
            digits();
            decimals = place - point;
            if (decimals == 0) return false;
        }
        return whole + decimals <= MOST_DIGITS;
    }

    private void digits() {
        // More than are allowed may overflow here, and are refused afterwards.
        for (; place < end && body[place] >= '0' && body[place] <= '9'; place++)
            digits = 10 * digits + body[place] - '0';
    }

    /// Passes over that character, and blanks before it; whether it was there.
    private boolean skip(char one) {
        blanks();
        if (place == end || body[place] != one) return false;
        place++;
        return true;
    }

    private void blanks() {
        while (place < end && (body[place] == ' ' || body[place] == '\n' || body[place] == '\r' || body[place] == '\t'))
            place++;
    }
}

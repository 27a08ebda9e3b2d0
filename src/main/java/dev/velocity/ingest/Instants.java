package dev.velocity.ingest;

/// Reads instants of RFC 3339 where they stand in a buffer, without making objects: this is on the path of every
/// reading.
final class Instants {
    /// What [#micros] answers to anything that is not an instant.
    static final long NONE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();

    private Instants() {}

    /// Microseconds since the epoch of `2026-11-23T07:30:00.25Z` or with an offset as `+01:00`, years 1970 to 9999;
    /// digits behind the sixth are cut off, and a leap second is not an instant. [#NONE] when the characters are
    /// something else.
    static long micros(char[] text, int from, int length) {
        if (length < SHORTEST || length > 40) return NONE;
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        char t = text[from + 10];
        boolean shaped = text[from + 4] == '-'
                && text[from + 7] == '-'
                && (t == 'T' || t == 't' || t == ' ')
                && text[from + 13] == ':'
                && text[from + 16] == ':';
        if (!shaped || year < 1970 || month < 1 || month > 12 || day < 1 || day > days(year, month)) return NONE;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NONE;
        int at = from + 19;
        int end = from + length;
        int fraction = 0;
        if (text[at] == '.') {
            int first = ++at;
            int scale = 100_000;
            for (; at < end && digit(text[at]); at++) {
                fraction += (text[at] - '0') * scale;
                scale /= 10;
            }
            if (at == first || at == end) return NONE;
        }
        long offset = offset(text, at, end);
        if (offset == NONE) return NONE;
        long seconds = epochDay(year, month, day) * 86_400L + hour * 3_600L + minute * 60L + second - offset;
        return seconds < 0 ? NONE : seconds * MICROS_PER_SECOND + fraction;
    }

    /// Seconds east of UTC.
    private static long offset(char[] text, int at, int end) {
        char sign = text[at];
        if (sign == 'Z' || sign == 'z') return end - at == 1 ? 0 : NONE;
        if ((sign != '+' && sign != '-') || end - at != 6 || text[at + 3] != ':') return NONE;
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NONE;
        long seconds = hours * 3_600L + minutes * 60L;
        return sign == '+' ? seconds : -seconds;
    }

    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            if (!digit(text[i])) return -1;
            number = 10 * number + text[i] - '0';
        }
        return number;
    }

    private static boolean digit(char one) {
        return one >= '0' && one <= '9';
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Days since 1970-01-01, counting years from March so that the leap day is the last of a year (Hinnant's
    /// days_from_civil).
    private static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = marchYear / 400;
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468L;
    }
}

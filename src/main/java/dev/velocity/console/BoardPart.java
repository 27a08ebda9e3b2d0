package dev.velocity.console;

import java.util.List;

/// A part of the board's list, short enough for a browser to answer at once, and where the other parts are.
///
/// @param rows worst first
/// @param number which part it is, from 1
/// @param total how many alerts the whole list has
/// @param whole address of the list, without a part
/// @param cut whether there are more alerts than the list has
public record BoardPart(List<AlertView> rows, int number, int total, String whole, boolean cut) {
    /// Rows of a part: of twice as many, a browser on a weak machine takes more than 100 ms to paint the other theme.
    public static final int MOST = 50;

    public BoardPart {
        rows = List.copyOf(rows);
    }

    /// The number of the part that is meant by what an address says, of a list of so many: the nearest there is.
    static int number(String asked, int total) {
        int last = Math.max(1, (total + MOST - 1) / MOST);
        return asked.matches("[1-9]\\d{0,6}") ? Math.min(Integer.parseInt(asked), last) : 1;
    }

    /// How many alerts stand before the first row.
    public int before() {
        return (number - 1) * MOST;
    }

    /// How many stand behind the last.
    public int after() {
        return total - before() - rows.size();
    }

    /// Address of a part.
    public String address(int part) {
        if (part <= 1) return whole;
        return whole + (whole.contains("?") ? "&" : "?") + "part=" + part;
    }
}

package dev.velocity.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Words with gaps: `{0}` stands for the first part, `{0|alert|alerts}` for one of two words as so many of it are said
/// in the language. Nothing else is special, apostrophes neither. `web/ts/words.ts` reads the same. Pure.
record Phrase(List<Piece> pieces) {
    Phrase {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {
        record Text(String text) implements Piece {}

        record Gap(int part) implements Piece {}

        record Counted(int part, String one, String many) implements Piece {}
    }

    static Phrase parse(String text) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) throw new IllegalArgumentException("a gap without an end: " + text);
            if (open > at) pieces.add(new Piece.Text(text.substring(at, open)));
            pieces.add(gap(text.substring(open + 1, close)));
            at = close + 1;
        }
        if (at < text.length()) pieces.add(new Piece.Text(text.substring(at)));
        return new Phrase(pieces);
    }

    private static Piece gap(String text) {
        var parts = text.split("\\|", -1);
        if (!parts[0].matches("\\d") || (parts.length != 1 && parts.length != 3))
            throw new IllegalArgumentException("a gap is {0} or {0|one|many}, not {" + text + "}");
        int part = Integer.parseInt(parts[0]);
        return parts.length == 1 ? new Piece.Gap(part) : new Piece.Counted(part, parts[1], parts[2]);
    }

    /// The parts it has gaps for.
    Set<Integer> parts() {
        var parts = new TreeSet<Integer>();
        for (var piece : pieces)
            switch (piece) {
                case Piece.Text _ -> {}
                case Piece.Gap(int part) -> parts.add(part);
                case Piece.Counted(int part, var _, var _) -> parts.add(part);
            }
        return parts;
    }

    String with(Language language, Object... parts) {
        var said = new StringBuilder();
        for (var piece : pieces)
            switch (piece) {
                case Piece.Text(var text) -> said.append(text);
                case Piece.Gap(int part) -> said.append(shown(parts[part]));
                case Piece.Counted(int part, var one, var many) ->
                    said.append(language.isOne(((Number) parts[part]).doubleValue()) ? one : many);
            }
        return said.toString();
    }

    /// Counts with a gap between thousands, as every number of the command center.
    private static String shown(Object part) {
        return part instanceof Integer || part instanceof Long ? Wording.grouped(part.toString()) : part.toString();
    }
}

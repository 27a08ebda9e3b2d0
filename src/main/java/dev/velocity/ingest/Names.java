package dev.velocity.ingest;

import dev.velocity.sensor.Catalogue;
import java.util.Arrays;

/// Finds a sensor's index by the characters of its id where they stand in a buffer, without making a text of them.
/// Immutable.
final class Names {
    private final char[][] names;
    private final int[] indexes;
    private final int mask;

    Names(Catalogue catalogue) {
        int room = Integer.highestOneBit(Math.max(8, catalogue.size()) * 4) * 2;
        names = new char[room][];
        indexes = new int[room];
        mask = room - 1;
        for (int i = 0; i < catalogue.size(); i++) {
            var name = catalogue.sensor(i).id().text().toCharArray();
            int place = hash(name, 0, name.length) & mask;
            while (names[place] != null) place = (place + 1) & mask;
            names[place] = name;
            indexes[place] = i;
        }
    }

    /// The index in the catalogue of the sensor named `buffer[from..from + length)`, or -1.
    int find(char[] buffer, int from, int length) {
        int place = hash(buffer, from, length) & mask;
        while (true) {
            var name = names[place];
            if (name == null) return -1;
            if (Arrays.equals(name, 0, name.length, buffer, from, from + length)) return indexes[place];
            place = (place + 1) & mask;
        }
    }

    private static int hash(char[] buffer, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) hash = 31 * hash + buffer[i];
        return hash ^ (hash >>> 15);
    }
}

package dev.velocity;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The table of rooms in `docs/house.md`, read. Tests run in the project's directory.
record Plan(Map<String, Room> rooms) {

    /// One row: which floor the room is on, what it is for, and what it may use.
    record Room(String floor, String name, String purpose, Set<String> mayUse) {}

    private static final Path PAGE = Path.of("docs", "house.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (edge|flow|core|ground) \\| (\\w+) \\| (.+?) \\| (.+?) \\|");
    private static final String BELOW = "everything below";

    static Plan read() {
        var rows = lines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .toList();
        var rooms = new TreeMap<String, Room>();
        for (var row : rows) {
            var mayUse = Arrays.stream(row.group(4).replace(BELOW, "").split("[ ,–]+"))
                    .filter(name -> !name.isEmpty())
                    .collect(toCollection(TreeSet::new));
            if (row.group(4).contains(BELOW))
                rows.stream()
                        .filter(other -> floorsDown(other.group(1)) > floorsDown(row.group(1)))
                        .forEach(other -> mayUse.add(other.group(2)));
            rooms.put(row.group(2), new Room(row.group(1), row.group(2), row.group(3), mayUse));
        }
        return new Plan(rooms);
    }

    /// The row of `name`, which has one.
    Room room(String name) {
        return requireNonNull(rooms.get(name), () -> name + " has no row in " + PAGE);
    }

    /// Whether `room` is where requests come in; rooms that are not in the plan are on no floor.
    boolean isEdge(String room) {
        return rooms.containsKey(room) && room(room).floor().equals("edge");
    }

    static int floorsDown(String floor) {
        return List.of("edge", "flow", "core", "ground").indexOf(floor);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

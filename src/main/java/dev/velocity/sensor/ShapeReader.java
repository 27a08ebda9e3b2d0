package dev.velocity.sensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads and writes the `shape:` block of a zone.
final class ShapeReader {
    private static final String RECTANGLE = "[x, y, width, height] in metres";
    private static final String POLYGON = "3 to " + Shape.MOST_CORNERS + " corners [[x, y], [x, y], [x, y]] in metres";

    private ShapeReader() {}

    static Optional<Shape> read(Fields block) {
        var rectangle = block.numbers("rectangle", 4, RECTANGLE);
        var polygon = block.pairs("polygon", POLYGON);
        int level = level(block);
        boolean both = block.has("rectangle") && block.has("polygon");
        boolean none = !block.has("rectangle") && !block.has("polygon");
        if (both) block.wrong("polygon", "stands beside a rectangle; keep one of them.");
        if (none) block.missing("rectangle or polygon", "must be " + RECTANGLE + ", or " + POLYGON + ".");
        block.finish();
        if (both || none) return Optional.empty();
        var key = block.has("rectangle") ? "rectangle" : "polygon";
        try {
            return rectangle
                    .<Shape>map(side -> new Shape.Rectangle(side[0], side[1], side[2], side[3], level))
                    .or(() -> polygon.map(pairs -> new Shape.Polygon(corners(pairs), level)));
        } catch (IllegalArgumentException e) {
            block.wrong(key, "cannot be: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static int level(Fields block) {
        var allowed = "a whole number from " + Shape.LOWEST_LEVEL + " to " + Shape.HIGHEST_LEVEL
                + "; 0 is the ground floor, -1 the one below";
        double level = block.number("level", allowed).orElse(0.0);
        if (level == Math.rint(level) && level >= Shape.LOWEST_LEVEL && level <= Shape.HIGHEST_LEVEL)
            return (int) level;
        block.wrong("level", "must be " + allowed + ".");
        return 0;
    }

    private static List<Shape.Corner> corners(List<double[]> pairs) {
        var corners = new ArrayList<Shape.Corner>();
        for (var pair : pairs) corners.add(new Shape.Corner(pair[0], pair[1]));
        return corners;
    }

    static void write(Lines lines, Shape shape) {
        switch (shape) {
            case Shape.Rectangle(double x, double y, double width, double height, var _) ->
                lines.list("rectangle", numbers(x, y, width, height));
            case Shape.Polygon(var corners, var _) ->
                lines.list(
                        "polygon",
                        corners.stream()
                                .map(corner -> numbers(corner.x(), corner.y()).stream()
                                        .collect(Collectors.joining(", ", "[", "]")))
                                .toList());
        }
        if (shape.level() != 0) lines.put("level", String.valueOf(shape.level()));
    }

    private static List<String> numbers(double... values) {
        return Arrays.stream(values).mapToObj(LimitWriter::number).toList();
    }
}

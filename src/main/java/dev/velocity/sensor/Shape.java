package dev.velocity.sensor;

import java.util.List;
import java.util.stream.IntStream;

/// The outline of a zone on the plan of its site, in metres: x to the right and y down, from the upper left corner of
/// the plan, which is the same for all levels.
public sealed interface Shape {
    /// A plan is at most so wide and so high.
    double MOST = 1_000;
    /// No side is shorter.
    double LEAST_SIDE = 0.1;

    int LOWEST_LEVEL = -99;
    int HIGHEST_LEVEL = 99;
    int MOST_CORNERS = 50;

    /// 0 is the ground floor, -1 the one below it.
    int level();

    /// In order round the outline; three or more.
    List<Corner> corners();

    /// A point of the plan.
    record Corner(double x, double y) {}

    /// @param x of its left side
    /// @param y of its upper side
    record Rectangle(double x, double y, double width, double height, int level) implements Shape {
        public Rectangle {
            requireLevel(level);
            requireInside(x, y);
            requireInside(x + width, y + height);
            if (!(width >= LEAST_SIDE && height >= LEAST_SIDE))
                throw new IllegalArgumentException("width and height are " + LEAST_SIDE + " m or more");
        }

        @Override
        public List<Corner> corners() {
            return List.of(
                    new Corner(x, y),
                    new Corner(x + width, y),
                    new Corner(x + width, y + height),
                    new Corner(x, y + height));
        }
    }

    /// Any outline whose sides do not cross.
    record Polygon(List<Corner> corners, int level) implements Shape {
        public Polygon {
            corners = List.copyOf(corners);
            requireLevel(level);
            if (corners.size() < 3 || corners.size() > MOST_CORNERS)
                throw new IllegalArgumentException("a polygon has 3 to " + MOST_CORNERS + " corners");
            corners.forEach(corner -> requireInside(corner.x(), corner.y()));
            requireSides(corners);
        }
    }

    private static void requireLevel(int level) {
        if (level < LOWEST_LEVEL || level > HIGHEST_LEVEL)
            throw new IllegalArgumentException("a level is " + LOWEST_LEVEL + " to " + HIGHEST_LEVEL);
    }

    private static void requireInside(double x, double y) {
        if (!(x >= 0 && x <= MOST && y >= 0 && y <= MOST))
            throw new IllegalArgumentException("every corner lies within 0 to " + (int) MOST + " m");
    }

    private static void requireSides(List<Corner> corners) {
        int n = corners.size();
        for (int i = 0; i < n; i++) {
            var from = corners.get(i);
            var to = corners.get((i + 1) % n);
            if (Math.hypot(to.x() - from.x(), to.y() - from.y()) < LEAST_SIDE)
                throw new IllegalArgumentException("no side is shorter than " + LEAST_SIDE + " m");
            for (int j = i + 1; j < n; j++) {
                boolean neighbours = j == i + 1 || (i == 0 && j == n - 1);
                if (!neighbours && cross(from, to, corners.get(j), corners.get((j + 1) % n)))
                    throw new IllegalArgumentException("its sides cross or touch each other");
            }
        }
        double twice = IntStream.range(0, n)
                .mapToDouble(i -> side(new Corner(0, 0), corners.get(i), corners.get((i + 1) % n)))
                .sum();
        if (Math.abs(twice) < 2 * LEAST_SIDE * LEAST_SIDE)
            throw new IllegalArgumentException("it encloses next to nothing");
    }

    /// Whether two sides have a point in common.
    private static boolean cross(Corner a, Corner b, Corner c, Corner d) {
        double one = side(a, b, c);
        double two = side(a, b, d);
        double three = side(c, d, a);
        double four = side(c, d, b);
        if (one * two < 0 && three * four < 0) return true;
        return (one == 0 && between(a, b, c))
                || (two == 0 && between(a, b, d))
                || (three == 0 && between(c, d, a))
                || (four == 0 && between(c, d, b));
    }

    /// More than zero when `c` lies to one side of the line from `a` to `b`, less when to the other, zero when on it.
    private static double side(Corner a, Corner b, Corner c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    /// Whether `c`, which is on their line, lies between them.
    private static boolean between(Corner a, Corner b, Corner c) {
        return Math.min(a.x(), b.x()) <= c.x()
                && c.x() <= Math.max(a.x(), b.x())
                && Math.min(a.y(), b.y()) <= c.y()
                && c.y() <= Math.max(a.y(), b.y());
    }
}

package dev.velocity.outlook;

import java.util.Arrays;

/// A straight line through points by Theil and Sen: its slope is the median of the slopes between all pairs, so that up
/// to 29 % of the points may be as wrong as they like. Pure.
///
/// @param slope per unit of x
/// @param least the slope is at least this
/// @param most the slope is at most this
/// @param atZero where the line is at x = 0
record Trend(double slope, double least, double most, double atZero) {
    /// Two-sided 95 % of the normal distribution.
    private static final double CONFIDENCE = 1.96;

    /// The range is Sen's own for independent errors, widened by the slopes of the older and of the newer half alone:
    /// errors of real sensors are not independent and real courses are not straight.
    ///
    /// @param xs rising
    static Trend of(double[] xs, double[] ys) {
        int n = xs.length;
        var slopes = slopes(xs, ys, 0, n);
        double slope = median(slopes);
        int pairs = slopes.length;
        double spread = CONFIDENCE * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int low = Math.max(0, (int) Math.floor((pairs - spread) / 2) - 1);
        int high = Math.min(pairs - 1, (int) Math.ceil((pairs + spread) / 2));
        double older = median(slopes(xs, ys, 0, n / 2));
        double newer = median(slopes(xs, ys, n / 2, n));
        var rests = new double[n];
        for (int i = 0; i < n; i++) rests[i] = ys[i] - slope * xs[i];
        Arrays.sort(rests);
        return new Trend(
                slope,
                Math.min(slopes[low], Math.min(older, newer)),
                Math.max(slopes[high], Math.max(older, newer)),
                median(rests));
    }

    /// Of the newest part of the points alone.
    static double newest(double[] xs, double[] ys, int count) {
        return median(slopes(xs, ys, xs.length - count, xs.length));
    }

    /// Of all pairs, sorted.
    private static double[] slopes(double[] xs, double[] ys, int from, int to) {
        int n = to - from;
        var slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = from; i < to; i++)
            for (int j = i + 1; j < to; j++) slopes[next++] = (ys[j] - ys[i]) / (xs[j] - xs[i]);
        Arrays.sort(slopes);
        return slopes;
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}

package dev.velocity.command;

import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Numbers out of what a server told of itself, in Prometheus' text format.
final class Scrape {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LE = Pattern.compile("le=\"([^\"]+)\"");
    private static final Pattern DASHBOARD =
            Pattern.compile("route=\"/(?:overview|board|sensors|timeline|home|wall|kpis)?\"");
    private static final double WANTED = 0.95;

    private final String text;

    Scrape(String text) {
        this.text = text;
    }

    /// The sum of a metric's series; NaN when there is none.
    double sum(String metric) {
        return sum(metric, _ -> true);
    }

    /// The sum of those of its series that carry the label.
    double sum(String metric, String label) {
        return sum(metric, labels -> labels.contains(label));
    }

    private double sum(String metric, Predicate<String> wanted) {
        double sum = Double.NaN;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            var parts = LINE.matcher(line);
            if (!parts.matches() || !parts.group(1).equals(metric)) continue;
            if (!wanted.test(parts.group(2) == null ? "" : parts.group(2))) continue;
            double value = Double.parseDouble(parts.group(3));
            sum = Double.isNaN(sum) ? value : sum + value;
        }
        return sum;
    }

    /// The bucket's upper edge that 95 % of the dashboard's pages stayed under, in seconds; NaN without any.
    double dashboardP95() {
        var buckets = new TreeMap<Double, Double>();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            var parts = LINE.matcher(line);
            if (!parts.matches() || !parts.group(1).equals("http_request_duration_seconds_bucket")) continue;
            var labels = parts.group(2);
            var edge = LE.matcher(labels);
            if (!DASHBOARD.matcher(labels).find() || !edge.find()) continue;
            double le = edge.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(edge.group(1));
            buckets.merge(le, Double.parseDouble(parts.group(3)), Double::sum);
        }
        if (buckets.isEmpty() || buckets.lastEntry().getValue() == 0) return Double.NaN;
        double wanted = WANTED * buckets.lastEntry().getValue();
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= wanted)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}

package dev.velocity.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A workflow of GitHub's: its lines, since comments count, and what they say.
record Workflow(String name, List<String> lines, Map<?, ?> tree) {
    static final Path DIRECTORY = Path.of(".github", "workflows");

    private static final Pattern USES = Pattern.compile("\\s*(?:- )?uses: (\\S+)(?:\\s+# (.+))?");

    /// What a step or a job calls.
    ///
    /// @param comment what stands behind it; empty without
    record Use(String called, String comment) {
        String action() {
            return called.replaceFirst("@.*", "");
        }

        /// The repository the action is from: `github/codeql-action` of `github/codeql-action/init`.
        String repository() {
            return Stream.of(action().split("/"))
                    .limit(2)
                    .reduce((a, b) -> a + "/" + b)
                    .orElse("");
        }

        String revision() {
            return called.contains("@") ? called.substring(called.indexOf('@') + 1) : "";
        }
    }

    /// A job and its steps, none when it calls a workflow.
    record Job(String id, Map<?, ?> tree) {
        String name() {
            return tree.get("name") instanceof String name ? name : id;
        }

        List<Map<?, ?>> steps() {
            var steps = new ArrayList<Map<?, ?>>();
            if (tree.get("steps") instanceof List<?> list)
                for (var step : list) if (step instanceof Map<?, ?> map) steps.add(map);
            return steps;
        }

        boolean calls(String action) {
            return steps().stream().anyMatch(step -> text(step.get("uses")).startsWith(action + "@"));
        }
    }

    static Workflow of(String name, String text) {
        var tree = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
        return new Workflow(name, text.lines().toList(), tree instanceof Map<?, ?> map ? map : Map.of());
    }

    /// All of ours.
    static List<Workflow> all() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            var workflows = new ArrayList<Workflow>();
            for (var file : files.sorted().toList())
                workflows.add(of(file.getFileName().toString(), Files.readString(file)));
            return workflows;
        }
    }

    List<Job> jobs() {
        var jobs = new ArrayList<Job>();
        map(tree.get("jobs")).forEach((id, job) -> jobs.add(new Job(id, map(job))));
        return jobs;
    }

    List<Use> uses() {
        return lines.stream()
                .map(USES::matcher)
                .filter(line -> line.matches())
                .map(line -> new Use(line.group(1), line.group(2) == null ? "" : line.group(2)))
                .toList();
    }

    /// Whether the workflow starts on this; `on` is a name, a list of names or a map.
    boolean startsOn(String trigger) {
        return switch (tree.get("on")) {
            case String one -> one.equals(trigger);
            case List<?> several -> several.contains(trigger);
            case Map<?, ?> map -> map.containsKey(trigger);
            case null, default -> false;
        };
    }

    /// The value, if it is text; else nothing.
    static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    static Map<String, @Nullable Object> map(@Nullable Object value) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> map) map.forEach((key, part) -> copy.put(String.valueOf(key), part));
        return copy;
    }
}

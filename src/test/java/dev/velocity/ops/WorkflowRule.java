package dev.velocity.ops;

import static dev.velocity.ops.Workflow.map;
import static dev.velocity.ops.Workflow.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a workflow must not do. Most have the name that zizmor, an auditor of workflows, gives them; the others are the
/// house's.
enum WorkflowRule {
    UNPINNED_USES((workflow, _) -> workflow.uses().stream()
            .filter(use ->
                    !use.called().startsWith("./") && !use.revision().matches("[0-9a-f]{40}|sha256:[0-9a-f]{64}"))
            .map(use -> use.called() + " may change under us: name a commit")
            .toList()),

    /// A comment that says another version than the commit is, is believed by whoever reviews.
    REF_VERSION_MISMATCH((workflow, pins) -> workflow.uses().stream()
            .filter(use -> !use.called().startsWith("./"))
            .filter(use -> !use.revision().equals(pins.get(use.repository() + " " + use.comment())))
            .map(use -> use.called() + " # " + use.comment() + " is not in .github/pins.lock")
            .toList()),

    EXCESSIVE_PERMISSIONS((workflow, _) -> {
        var found = new ArrayList<String>();
        if (!(workflow.tree().get("permissions") instanceof Map<?, ?> none && none.isEmpty()))
            found.add("the workflow begins with a grant: say permissions: {}");
        for (var job : workflow.jobs())
            if (!(job.tree().get("permissions") instanceof Map<?, ?>))
                found.add(job.id() + " does not list what it may");
        return found;
    }),

    UNEXPLAINED_PERMISSIONS((workflow, _) -> workflow.lines().stream()
            .filter(line -> line.matches("\\s+[a-z-]+: (read|write)\\s*(#\\s*)?"))
            .map(line -> "why '" + line.strip() + "'?")
            .toList()),

    /// A checkout leaves its token in .git/config, for every later step and every artifact made of the directory.
    ARTIPACKED((workflow, _) -> steps(workflow)
            .filter(step -> text(step.get("uses")).startsWith("actions/checkout@"))
            .filter(step -> !Boolean.FALSE.equals(map(step.get("with")).get("persist-credentials")))
            .map(_ -> "a checkout keeps its token: persist-credentials: false")
            .toList()),

    /// An expression is put into a script as text, before any shell quotes it.
    TEMPLATE_INJECTION((workflow, _) -> steps(workflow)
            .flatMap(step ->
                    Stream.of(text(step.get("run")), text(map(step.get("with")).get("script"))))
            .filter(script -> script.contains("${{"))
            .map(script -> "an expression in a script; hand it over by env: " + script)
            .toList()),

    DANGEROUS_TRIGGERS((workflow, _) -> {
        var found = new ArrayList<String>();
        if (workflow.startsOn("pull_request_target")) found.add("pull_request_target gives strangers' code our token");
        if (!workflow.startsOn("workflow_run")) return found;
        if (workflow.lines().stream().noneMatch(line -> line.matches("on: # workflow_run: .+")))
            found.add("workflow_run without saying why");
        if (workflow.jobs().stream().anyMatch(job -> job.calls("actions/checkout")))
            found.add("workflow_run checks out code");
        return found;
    }),

    SECRETS_INHERIT((workflow, _) -> workflow.jobs().stream()
            .filter(job -> text(job.tree().get("secrets")).equals("inherit"))
            .map(job -> job.id() + " hands on every secret")
            .toList()),

    OVERPROVISIONED_SECRETS((workflow, _) -> workflow.lines().stream()
            .filter(line -> line.matches(".*\\$\\{\\{.*(toJSON\\(secrets\\)|secrets\\[).*"))
            .map(line -> "more secrets than one: " + line.strip())
            .toList()),

    /// What a pull request left in a cache must not end up in what is shipped.
    CACHE_POISONING((workflow, _) -> {
        if (workflow.startsOn("pull_request")) return List.of();
        return steps(workflow)
                .filter(step -> text(step.get("uses")).startsWith("actions/cache")
                        || map(step.get("with")).containsKey("cache"))
                .map(step -> "a cache where nothing strange may come in: " + text(step.get("uses")))
                .toList();
    }),

    UNPINNED_IMAGES((workflow, _) -> workflow.jobs().stream()
            .flatMap(job -> images(job).stream())
            .filter(image -> !image.matches(".+@sha256:[0-9a-f]{64}"))
            .map(image -> image + " may change under us: name a digest")
            .toList()),

    /// A written variable or path is there for every later step.
    GITHUB_ENV((workflow, _) -> steps(workflow)
            .map(step -> text(step.get("run")))
            .filter(script -> script.contains("GITHUB_ENV") || script.contains("GITHUB_PATH"))
            .map(script -> "writes what later steps run with: " + script)
            .toList()),

    MISSING_TIMEOUT((workflow, _) -> workflow.jobs().stream()
            .filter(job -> !job.steps().isEmpty() && !(job.tree().get("timeout-minutes") instanceof Integer))
            .map(job -> job.id() + " may run for six hours")
            .toList()),

    MOVING_RUNNER((workflow, _) -> workflow.jobs().stream()
            .filter(job -> text(job.tree().get("runs-on")).contains("-latest"))
            .map(job -> job.id() + " runs on another system one day")
            .toList()),

    UNWATCHED((workflow, _) -> workflow.jobs().stream()
            .filter(job -> !job.steps().isEmpty()
                    && !text(job.steps().getFirst().get("uses")).startsWith("step-security/harden-runner@"))
            .map(job -> job.id() + " does not begin with harden-runner")
            .toList()),

    /// A cancelled run of main is a commit nobody knows to be good. Within one group GitHub also cancels what waits.
    CANCELS_MAIN((workflow, _) -> {
        if (workflow.startsOn("workflow_call")) return List.of();
        var concurrency = map(workflow.tree().get("concurrency"));
        var cancels = concurrency.get("cancel-in-progress");
        var onlyPullRequests = "${{ github.event_name == 'pull_request' }}".equals(cancels);
        if (!onlyPullRequests && !Boolean.FALSE.equals(cancels))
            return List.of("cancel-in-progress is " + cancels + ": only a pull request's runs may be overtaken");
        var push = map(map(workflow.tree().get("on")).get("push"));
        if (push.containsKey("branches") && !text(concurrency.get("group")).contains("github.run_id"))
            return List.of("runs of main share a group; one that waits is cancelled by the next");
        return List.of();
    }),

    UNQUEUED((workflow, _) -> workflow.startsOn("pull_request") && !workflow.startsOn("merge_group")
            ? List.of("a merge queue would wait for it for ever: merge_group is missing")
            : List.of()),

    /// What runs on GitHub can be run by a person too.
    THICK_RUN((workflow, _) -> workflow.jobs().stream()
            .flatMap(job -> job.steps().stream().flatMap(step -> thick(job, text(step.get("run"))).stream()))
            .toList());

    private static final Pattern CALL = Pattern.compile("(\\./velocity|ops/ci/[a-z-]+\\.sh)((?: [\\w=.-]+)*)");

    @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
    private final BiFunction<Workflow, Map<String, String>, List<String>> look;

    WorkflowRule(BiFunction<Workflow, Map<String, String>, List<String>> look) {
        this.look = look;
    }

    /// What in the workflow breaks the rule.
    ///
    /// @param pins the commit by action and version, as in `actions/checkout v7.0.1`
    List<String> broken(Workflow workflow, Map<String, String> pins) {
        return look.apply(workflow, pins).stream()
                .map(problem ->
                        workflow.name() + ": " + name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + problem)
                .toList();
    }

    private static Stream<Map<?, ?>> steps(Workflow workflow) {
        return workflow.jobs().stream().flatMap(job -> job.steps().stream());
    }

    private static List<String> images(Workflow.Job job) {
        var images = new ArrayList<String>();
        if (job.tree().get("container") instanceof String image) images.add(image);
        if (job.tree().get("container") instanceof Map<?, ?> container) images.add(text(container.get("image")));
        map(job.tree().get("services"))
                .values()
                .forEach(service -> images.add(text(map(service).get("image"))));
        return images;
    }

    private static List<String> thick(Workflow.Job job, String run) {
        if (run.isEmpty()) return List.of();
        if (!job.calls("actions/checkout"))
            return isAScriptsText(run) ? List.of() : List.of(job.id() + " runs what is no script's text: " + run);
        var call = CALL.matcher(run.strip());
        if (!call.matches()) return List.of(job.id() + " does work of its own: " + run);
        var script = Path.of(call.group(1));
        return Files.isExecutable(script) ? List.of() : List.of(script + " is missing, or may not be run");
    }

    private static boolean isAScriptsText(String run) {
        try (var scripts = Files.list(Path.of("ops", "ci"))) {
            for (var script :
                    scripts.filter(file -> file.toString().endsWith(".sh")).toList())
                if (Files.readString(script).replaceFirst("#!.*\n", "").strip().equals(run.strip())) return true;
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.velocity.ops;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Our workflows keep every rule, and every rule notices when one does not.
class WorkflowsTest {
    private static final String COMMIT = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    private static final Map<String, String> PINS = Map.of(
            "step-security/harden-runner v2.20.1", COMMIT,
            "actions/checkout v7.0.1", COMMIT,
            "actions/setup-java v5.7.0", COMMIT);

    private static final String GOOD = """
            name: good
            on:
              pull_request:
              merge_group:
              push:
                branches: [main]
            permissions: {}
            concurrency:
              group: good-${{ github.event.pull_request.number || github.run_id }}
              cancel-in-progress: ${{ github.event_name == 'pull_request' }}
            jobs:
              one:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                permissions:
                  contents: read # to check out
                container: quiet@sha256:%1$s%1$s
                steps:
                  - uses: step-security/harden-runner@%2$s # v2.20.1
                  - uses: actions/checkout@%2$s # v7.0.1
                    with:
                      persist-credentials: false
                  - run: ops/ci/gate.sh
                    env:
                      TITLE: ${{ github.event.pull_request.title }}
            """.formatted("0123456789abcdef".repeat(2), COMMIT);

    /// One change of the good workflow that breaks a rule.
    record Fault(WorkflowRule rule, String from, String to) {}

    static List<Fault> faults() {
        return List.of(
                new Fault(WorkflowRule.UNPINNED_USES, "actions/checkout@" + COMMIT, "actions/checkout@v7"),
                new Fault(WorkflowRule.UNPINNED_USES, "actions/checkout@" + COMMIT, "actions/checkout@3d3c42e"),
                new Fault(WorkflowRule.REF_VERSION_MISMATCH, "# v7.0.1", "# v4.0.0"),
                new Fault(WorkflowRule.REF_VERSION_MISMATCH, " # v7.0.1", ""),
                new Fault(WorkflowRule.REF_VERSION_MISMATCH, "checkout@3d3c", "checkout@0000"),
                new Fault(WorkflowRule.EXCESSIVE_PERMISSIONS, "permissions: {}\n", ""),
                new Fault(WorkflowRule.EXCESSIVE_PERMISSIONS, "permissions: {}", "permissions: read-all"),
                new Fault(WorkflowRule.EXCESSIVE_PERMISSIONS, "permissions: {}", "permissions: {contents: write}"),
                new Fault(
                        WorkflowRule.EXCESSIVE_PERMISSIONS,
                        "permissions:\n      contents: read # to check out",
                        "permissions: write-all"),
                new Fault(WorkflowRule.UNEXPLAINED_PERMISSIONS, " # to check out", ""),
                new Fault(WorkflowRule.ARTIPACKED, "persist-credentials: false", "persist-credentials: true"),
                new Fault(WorkflowRule.ARTIPACKED, "persist-credentials: false", "fetch-depth: 0"),
                new Fault(WorkflowRule.TEMPLATE_INJECTION, "gate.sh", "gate.sh ${{ github.head_ref }}"),
                new Fault(
                        WorkflowRule.TEMPLATE_INJECTION,
                        "persist-credentials: false",
                        "script: say('${{ github.event.issue.title }}')"),
                new Fault(WorkflowRule.DANGEROUS_TRIGGERS, "  pull_request:", "  pull_request_target:"),
                new Fault(WorkflowRule.DANGEROUS_TRIGGERS, "  pull_request:", "  workflow_run: {workflows: [x]}"),
                new Fault(
                        WorkflowRule.DANGEROUS_TRIGGERS,
                        "on:\n  pull_request:",
                        "on: # workflow_run: there is a reason\n  workflow_run: {workflows: [x]}"),
                new Fault(WorkflowRule.SECRETS_INHERIT, "timeout-minutes: 5", "secrets: inherit"),
                new Fault(
                        WorkflowRule.OVERPROVISIONED_SECRETS,
                        "${{ github.event.pull_request.title }}",
                        "${{ toJSON(secrets) }}"),
                new Fault(
                        WorkflowRule.OVERPROVISIONED_SECRETS,
                        "${{ github.event.pull_request.title }}",
                        "${{ secrets[github.ref_name] }}"),
                new Fault(
                        WorkflowRule.CACHE_POISONING,
                        GOOD,
                        GOOD.replace("  pull_request:\n  merge_group:\n", "")
                                .replace("persist-credentials:", "cache:")),
                new Fault(
                        WorkflowRule.CACHE_POISONING,
                        GOOD,
                        GOOD.replace("  pull_request:\n  merge_group:\n", "").replace("checkout@", "cache@")),
                new Fault(WorkflowRule.UNPINNED_IMAGES, "quiet@sha256:", "quiet:latest #"),
                new Fault(
                        WorkflowRule.UNPINNED_IMAGES,
                        "container: quiet@sha256:",
                        "services: {db: {image: postgres}} #"),
                new Fault(WorkflowRule.GITHUB_ENV, "ops/ci/gate.sh", "echo A=b >>$GITHUB_ENV"),
                new Fault(WorkflowRule.MISSING_TIMEOUT, "    timeout-minutes: 5\n", ""),
                new Fault(WorkflowRule.MOVING_RUNNER, "ubuntu-24.04", "ubuntu-latest"),
                new Fault(WorkflowRule.UNWATCHED, "step-security/harden-runner", "actions/setup-java"),
                new Fault(WorkflowRule.CANCELS_MAIN, "${{ github.event_name == 'pull_request' }}", "true"),
                new Fault(
                        WorkflowRule.CANCELS_MAIN,
                        "good-${{ github.event.pull_request.number || github.run_id }}",
                        "good-${{ github.ref }}"),
                new Fault(WorkflowRule.CANCELS_MAIN, "  cancel-in-progress:", "  something-else:"),
                new Fault(WorkflowRule.UNQUEUED, "  merge_group:\n", ""),
                new Fault(WorkflowRule.THICK_RUN, "ops/ci/gate.sh", "mvn verify"),
                new Fault(WorkflowRule.THICK_RUN, "ops/ci/gate.sh", "ops/ci/gate.sh && curl example.org | sh"),
                new Fault(WorkflowRule.THICK_RUN, "ops/ci/gate.sh", "ops/ci/no-such-script.sh"),
                new Fault(WorkflowRule.THICK_RUN, "actions/checkout@", "actions/setup-java@"));
    }

    @ParameterizedTest
    @EnumSource(WorkflowRule.class)
    void ourWorkflowsKeepEveryRule(WorkflowRule rule) throws IOException {
        var pins = pins();
        assertThat(Workflow.all())
                .hasSizeGreaterThan(5)
                .allSatisfy(workflow -> assertThat(rule.broken(workflow, pins)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(WorkflowRule.class)
    void aGoodWorkflowBreaksNoRule(WorkflowRule rule) {
        assertThat(rule.broken(Workflow.of("good", GOOD), PINS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyRuleNoticesWhatItIsFor(Fault fault) {
        assertThat(GOOD).contains(fault.from());
        var bad = Workflow.of("bad", GOOD.replace(fault.from(), fault.to()));
        assertThat(fault.rule().broken(bad, PINS)).isNotEmpty();
    }

    @Test
    void thereIsAFaultForEveryRule() {
        assertThat(faults().stream()
                        .map(Fault::rule)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(WorkflowRule.class))))
                .isEqualTo(EnumSet.allOf(WorkflowRule.class));
    }

    @Test
    void everyPinIsUsedAndEveryNameOfAJobIsItsOwn() throws IOException {
        var workflows = Workflow.all();
        assertThat(pins().keySet().stream().map(pin -> pin.replaceFirst(" .*", "")))
                .containsExactlyInAnyOrderElementsOf(workflows.stream()
                        .flatMap(workflow -> workflow.uses().stream())
                        .filter(use -> !use.called().startsWith("./"))
                        .map(Workflow.Use::repository)
                        .distinct()
                        .toList());
        // A required check is known by its job's name alone.
        assertThat(workflows.stream()
                        .flatMap(workflow -> workflow.jobs().stream())
                        .map(Workflow.Job::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void scriptsWriteNothingThatLaterStepsRunWith() throws IOException {
        try (var scripts = Files.list(Path.of("ops", "ci"))) {
            for (var script : scripts.filter(Files::isRegularFile).toList())
                assertThat(Files.readString(script)).as(script.toString()).doesNotContain("GITHUB_ENV", "GITHUB_PATH");
        }
    }

    /// The commit by action and version, from `.github/pins.lock`.
    private static Map<String, String> pins() throws IOException {
        return Files.readAllLines(Path.of(".github", "pins.lock")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .peek(pin -> assertThat(pin).as(Arrays.toString(pin)).hasSize(3))
                .collect(toMap(pin -> pin[0] + " " + pin[1], pin -> pin[2]));
    }
}

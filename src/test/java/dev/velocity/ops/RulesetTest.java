package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rules of the main branch are what GitHub takes, and ask for checks that there are.
class RulesetTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILE = Path.of("artifacts", "security", "ruleset-main.json");

    @Test
    void githubTakesIt() throws IOException {
        assertThat(problems(Files.readString(FILE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"active\", \"on\"",
                "15368, \"15368\"",
                "\"deletion\", \"no_deletion\"",
                "\"require_code_owner_review\", \"require_code_owners_review\"",
                "\"required_approving_review_count\": 1, \"required_approving_review_count\": 11",
                "\"dismiss_stale_reviews_on_push\": true, \"dismiss_stale_reviews_on_push\": \"yes\"",
                "\"high_or_higher\", \"high\"",
                "\"name\", \"names\"",
            })
    void whatGithubWouldRefuseIsNoticed(String good, String bad) throws IOException {
        var text = Files.readString(FILE);
        assertThat(text).contains(good);
        assertThat(problems(text.replace(good, bad))).isNotEmpty();
    }

    @Test
    void everyRequiredCheckIsAJobOfEveryChange() throws IOException {
        var jobs = Workflow.all().stream()
                .filter(workflow -> workflow.startsOn("pull_request") && workflow.startsOn("merge_group"))
                .flatMap(workflow -> workflow.jobs().stream())
                .map(Workflow.Job::name)
                .toList();
        var required = JSON.readTree(Files.readString(FILE))
                .get("rules")
                .valueStream()
                .flatMap(rule ->
                        rule.path("parameters").path("required_status_checks").valueStream())
                .map(check -> check.get("context").asString())
                .toList();
        assertThat(required).isNotEmpty().isSubsetOf(jobs);
    }

    /// A gate that does not wait for a job lets through what that job found.
    @Test
    void aGateWaitsForEveryOtherJobOfItsWorkflow() throws IOException {
        for (var workflow : Workflow.all())
            for (var gate : workflow.jobs())
                if (gate.id().endsWith("-gate"))
                    assertThat(gate.tree().get("needs"))
                            .as(gate.id())
                            .isEqualTo(workflow.jobs().stream()
                                    .map(Workflow.Job::id)
                                    .filter(id -> !id.equals(gate.id()))
                                    .toList());
    }

    private static List<String> problems(String ruleset) throws IOException {
        JsonNode all;
        try (var in = RulesetTest.class.getResourceAsStream("/github/ruleset-schema.json")) {
            all = JSON.readTree(in);
        }
        return new Schema(all).problems("ruleset", JSON.readTree(ruleset));
    }
}

package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts that workflows call do what they say, with GitHub's tool and Docker played by short scripts that note
/// how they were called. Needs `jq` (the launcher installs it).
class CiScriptsTest {
    private static final Path CI = Path.of("ops", "ci").toAbsolutePath();
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    /// @param said what it printed, on both of its outputs
    record Ended(int code, String said) {}

    @Test
    void whatNothingCompilesIsLinted() throws Exception {
        var ended = run(CI.resolve("lint.sh"));
        assertThat(ended.code).as(ended.said).isZero();
        System.out.println(
                ended.said.lines().filter(line -> line.contains("left out")).toList());
    }

    @Test
    void aBadWorkflowIsNoticedByBothReaders() throws Exception {
        assumeTrue(onPath("node") && onPath("npm"), "no Node here");
        Files.writeString(directory.resolve("bad.yml"), """
                name: bad
                on: push
                jobs:
                  one:
                    runs-on: ubuntu-24.04
                    needs: nobody
                    stepz: []
                    steps:
                      - run: echo ${{ github.event.head_commit.message }}
                """);
        var ended = run(CI.resolve("lint.sh"), "--workflows", directory.toString());
        assertThat(ended.code).as(ended.said).isEqualTo(1);
        assertThat(ended.said)
                .contains("actionlint found something", "GitHub's parser found something")
                .contains("potentially untrusted", "stepz");
    }

    @Test
    void coverageIsSummedUpByRoom() throws Exception {
        var csv = Files.writeString(directory.resolve("jacoco.csv"), """
                GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED
                Velocity,dev.velocity.rule,Detector,0,0,1,3,10,90,0,0,0,0
                Velocity,dev.velocity.rule,Rule,0,0,0,0,0,100,0,0,0,0
                Velocity,dev.velocity.alert,Alerts,0,0,1,1,5,5,0,0,0,0
                Velocity,gg.jte.generated.precompiled.board,JteBoard,0,0,9,0,900,0,0,0,0,0
                """);
        var page = directory.resolve("page.md");
        environment.put("GITHUB_STEP_SUMMARY", page.toString());
        var summary = directory.resolve("made/summary.md");
        var ended = run(CI.resolve("coverage.sh"), csv.toString(), summary.toString());
        assertThat(ended.code).as(ended.said).isZero();
        assertThat(summary).hasContent("""
                <!-- velocity: coverage -->
                ### Coverage: 92.9 % of lines, 66.7 % of branches

                | room | lines | branches |
                |---|---:|---:|
                | alert | 50.0 % | 50.0 % |
                | rule | 95.0 % | 75.0 % |
                """);
        assertThat(page).hasSameTextualContentAs(summary);
        assertThat(run(CI.resolve("coverage.sh"), directory.resolve("none.csv").toString()).code)
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | {\"lint\":{\"result\":\"success\",\"outputs\":{}},\"test\":{\"result\":\"success\"}}",
                "0 | {\"lint\":{\"result\":\"success\"},\"scorecard\":{\"result\":\"skipped\"}}",
                "1 | {\"lint\":{\"result\":\"success\"},\"test\":{\"result\":\"failure\"}}",
                "1 | {\"lint\":{\"result\":\"cancelled\"},\"test\":{\"result\":\"success\"}}",
                "1 | {\"lint\":{\"result\":\"success\"},\"test\":{\"result\":\"skipped\"}}",
                "1 | {}",
            })
    void theGateOpensOnlyWhenAllIsWell(int code, String needs) throws Exception {
        environment.put("NEEDS", needs);
        var ended = run(CI.resolve("gate.sh"), "scorecard");
        assertThat(ended.code).as(ended.said).isEqualTo(code);
    }

    @Test
    void aPullRequestGetsOneCommentThatIsRenewed() throws Exception {
        summary("<!-- velocity: coverage -->\n### Coverage: 92.9 %\n");
        play("gh", """
                case "$*" in
                    *pulls*) echo 7 ;;
                    *"issues/7/comments --jq"*) cat comments ;;
                esac
                """);
        Files.writeString(directory.resolve("comments"), "");
        assertThat(comment().code).isZero();
        assertThat(calls("gh"))
                .last()
                .asString()
                .contains("POST repos/o/r/issues/7/comments", "body=@summary/summary.md");
        Files.writeString(directory.resolve("comments"), "41\n");
        assertThat(comment().code).isZero();
        assertThat(calls("gh")).last().asString().contains("PATCH repos/o/r/issues/comments/41");
    }

    @ParameterizedTest
    @CsvSource({"Nice project!, 0", "<!-- velocity: coverage -->, 21000"})
    void aStrangersTextIsNoSummary(String first, int more) throws Exception {
        play("gh", "echo 7");
        summary(first + "\n" + "x".repeat(more));
        var ended = comment();
        assertThat(ended.code).as(ended.said).isEqualTo(1);
        assertThat(calls("gh")).isEmpty();
    }

    @Test
    void whichPullRequestItIsIsNotForTheTextToSay() throws Exception {
        summary("<!-- velocity: coverage -->\n7\n");
        play("gh", "true");
        var ended = comment();
        assertThat(ended.code).as(ended.said).isZero();
        assertThat(calls("gh")).hasSize(1);
    }

    @Test
    void theRulesAreMadeOnceAndThenRenewed() throws Exception {
        environment.put("REPOSITORY", "o/r");
        play("gh", "case \"$*\" in *--paginate*) cat id ;; esac");
        Files.writeString(directory.resolve("id"), "");
        assertThat(run(CI.resolve("ruleset.sh"), "apply").code).isZero();
        assertThat(calls("gh")).last().asString().contains("POST repos/o/r/rulesets ");
        Files.writeString(directory.resolve("id"), "12\n");
        assertThat(run(CI.resolve("ruleset.sh"), "apply").code).isZero();
        assertThat(calls("gh")).last().asString().contains("PUT repos/o/r/rulesets/12 ");
    }

    /// What GitHub tells has more in it, in another order.
    static List<List<String>> changes() {
        return List.of(
                List.of("0", "."),
                List.of("0", ".id = 12 | .rules |= reverse | .rules[].more = 1"),
                List.of("0", "del(.bypass_actors)"),
                List.of("1", ".enforcement = \"disabled\""),
                List.of("1", ".bypass_actors = [{actor_id: 5}]"),
                List.of("1", "del(.rules[] | select(.type == \"required_signatures\"))"),
                List.of("1", ".rules += [{type: \"update\"}]"),
                List.of(
                        "1",
                        "(.rules[] | select(.type == \"pull_request\")).parameters.required_approving_review_count = 0"),
                List.of("1", "(.rules[].parameters.required_status_checks // empty) |= .[:1]"),
                List.of("1", ".conditions.ref_name.exclude = [\"refs/heads/x\"]"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfTheRulesIsNoticed(List<String> change) throws Exception {
        environment.put("REPOSITORY", "o/r");
        play(
                "gh",
                "case \"$*\" in *--paginate*) echo 12 ;; *) jq '" + change.get(1) + "' '"
                        + Path.of("artifacts", "security", "ruleset-main.json").toAbsolutePath() + "' ;; esac");
        var ended = run(CI.resolve("ruleset.sh"), "compare");
        assertThat(ended.code).as(ended.said).isEqualTo(Integer.parseInt(change.getFirst()));
    }

    @Test
    void rulesThatAreNotThereAreNoticed() throws Exception {
        environment.put("REPOSITORY", "o/r");
        play("gh", "true");
        assertThat(run(CI.resolve("ruleset.sh"), "compare").code).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, sha256:0123",
        "1, latest",
        "1, 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde;'",
    })
    void onlyADigestIsVerified(int code, String digest) throws Exception {
        play("docker", "cat >/dev/null");
        play("cosign", "true");
        play("gh", "true");
        verifying(digest);
        assertThat(run(CI.resolve("verify-image.sh")).code).isEqualTo(code);
        assertThat(calls("cosign")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true, true", "1, false, true", "1, true, false"})
    void anImageIsBelievedWhenSignatureAndProvenanceAre(int code, boolean signed, boolean provenance) throws Exception {
        play("docker", "cat >/dev/null");
        play("cosign", String.valueOf(signed));
        play("gh", String.valueOf(provenance));
        verifying(DIGEST);
        var ended = run(CI.resolve("verify-image.sh"));
        assertThat(ended.code).as(ended.said).isEqualTo(code);
        if (code == 0) assertThat(ended.said).contains("image=registry.example/o/r@" + DIGEST);
        else assertThat(ended.said).doesNotContain("image=");
    }

    private void verifying(String digest) {
        environment.putAll(Map.of(
                "DIGEST", digest, "REGISTRY", "registry.example", "REPOSITORY", "O/r", "ACTOR", "a", "GH_TOKEN", "t"));
    }

    private void summary(String text) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("summary")).resolve("summary.md"), text);
    }

    private Ended comment() throws Exception {
        environment.putAll(Map.of(
                "REPOSITORY",
                "o/r",
                "HEAD_OWNER",
                "someone",
                "HEAD_BRANCH",
                "$(touch owned)",
                "HEAD_SHA",
                "abc",
                "GH_TOKEN",
                "t"));
        var ended = run(CI.resolve("pr-comment.sh"));
        assertThat(directory.resolve("owned")).doesNotExist();
        return ended;
    }

    /// Puts a program on the path that notes its arguments in `NAME.calls` and then does what `script` says.
    private void play(String name, String script) throws IOException {
        var programs = Files.createDirectories(directory.resolve("bin"));
        var program = Files.writeString(
                programs.resolve(name),
                "#!/bin/sh\ncd '" + directory + "'\nprintf '%s\\n' \"$*\" | tr '\\n' ' ' >>" + name + ".calls\necho >>"
                        + name + ".calls\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> calls(String name) throws IOException {
        var noted = directory.resolve(name + ".calls");
        return Files.exists(noted) ? Files.readAllLines(noted) : List.of();
    }

    private Ended run(Path script, String... arguments) throws IOException, InterruptedException {
        var output = directory.resolve("output");
        var builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Arrays.stream(arguments))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        var process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(script + " does not end: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static boolean onPath(String program) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}

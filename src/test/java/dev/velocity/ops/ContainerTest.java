package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.proof.Proofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The container image is built, twice, and run: `ops/container/prove.sh`. Needs root; installs what it lacks.
@Tag("prove")
class ContainerTest {
    @Test
    void theImageIsBuiltTwiceAlikeAndRunsWithNothingItDoesNotNeed() throws Exception {
        var process = new ProcessBuilder("ops/container/prove.sh").inheritIO().start();
        boolean ended = process.waitFor(40, TimeUnit.MINUTES);
        if (!ended) process.destroy();
        var seen = Path.of("target", "container", "seen.md");
        if (Files.exists(seen)) for (var line : Files.readAllLines(seen)) Proofs.saw(line.replaceFirst("^- ", ""));
        assertThat(ended).as("it ended within 40 minutes").isTrue();
        assertThat(process.exitValue()).isZero();
    }
}

package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.proof.Proofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The unit does what it says under a real systemd: `ops/systemd/prove-unit.sh`. Wants root.
@Tag("prove")
class UnitTest {
    @Test
    void aRealSystemdInstallsStartsGuardsAndRemovesIt() throws Exception {
        var said = Path.of("target", "unit.log");
        var process = new ProcessBuilder("ops/systemd/prove-unit.sh")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(30, TimeUnit.MINUTES);
        if (!ended) process.destroy();
        for (var line : Files.readAllLines(said))
            if (line.startsWith("ok  ")) Proofs.saw("unit: " + line.substring(2).strip());
        assertThat(ended).as("it ended within 30 minutes").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}

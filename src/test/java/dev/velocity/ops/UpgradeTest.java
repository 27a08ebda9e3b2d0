package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.proof.Proofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The version before writes, this one takes over, and there is a way back: `ops/systemd/prove-upgrade.sh`. Builds
/// both, so it wants the whole history.
@Tag("prove")
class UpgradeTest {
    @Test
    void whatWasAnsweredIsKnownUpAndBackAndFromTheBackup() throws Exception {
        var said = Path.of("target", "upgrade.log");
        var process = new ProcessBuilder("ops/systemd/prove-upgrade.sh", "target/upgrade")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(30, TimeUnit.MINUTES);
        if (!ended) process.destroy();
        for (var line : Files.readAllLines(said))
            if (line.startsWith("ok  "))
                Proofs.saw("upgrade: " + line.substring(2).strip());
        assertThat(ended).as("it ended within 30 minutes").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}

package dev.velocity.ops;

import dev.velocity.proof.Proofs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The version before writes, this one takes over, and there is a way back: `ops/systemd/prove-upgrade.sh`. Builds
/// both, so it wants the whole history.
@Tag("prove")
class UpgradeTest {
    @Test
    void whatWasAnsweredIsKnownUpAndBackAndFromTheBackup() throws Exception {
        Proofs.script("upgrade", Duration.ofMinutes(30), "ops/systemd/prove-upgrade.sh", "target/upgrade");
    }
}

package dev.velocity.ops;

import dev.velocity.proof.Proofs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The unit does what it says under a real systemd: `ops/systemd/prove-unit.sh`. Wants root.
@Tag("prove")
class UnitTest {
    @Test
    void aRealSystemdInstallsStartsGuardsAndRemovesIt() throws Exception {
        Proofs.script("unit", Duration.ofMinutes(30), "ops/systemd/prove-unit.sh");
    }
}

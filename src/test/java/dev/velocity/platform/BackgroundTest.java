package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BackgroundTest {
    private static final Path STATE = Path.of("/proc/thread-self/stat");
    /// Counted behind the name in brackets, which may have spaces in it.
    private static final int POLICY = 38;

    private static final int NORMAL = 0;
    private static final int IDLE = 5;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadThatGivesWayStandsBehindAllOthersAndLeavesThemWhereTheyWere() {
        assertThat(policy()).isEqualTo(NORMAL);
        var after = new CompletableFuture<Integer>();
        Thread.ofPlatform().start(() -> {
            Background.giveWay();
            after.complete(policy());
        });
        assertThat(after.join()).isEqualTo(IDLE);
        assertThat(policy()).isEqualTo(NORMAL);
    }

    private static int policy() {
        try {
            var state = Files.readString(STATE);
            return Integer.parseInt(state.substring(state.lastIndexOf(')') + 2).split(" ", -1)[POLICY]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

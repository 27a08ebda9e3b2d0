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
    private static final int NICENESS = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadThatGivesWayStandsBehindAllOthersAndLeavesThemWhereTheyWere() {
        int before = niceness();
        var after = new CompletableFuture<Integer>();
        Thread.ofPlatform().start(() -> {
            Background.giveWay();
            after.complete(niceness());
        });
        assertThat(after.join()).isEqualTo(19);
        assertThat(niceness()).isEqualTo(before).isLessThan(19);
    }

    private static int niceness() {
        try {
            var state = Files.readString(STATE);
            return Integer.parseInt(state.substring(state.lastIndexOf(')') + 2).split(" ", -1)[NICENESS]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PrecedenceTest {
    private static final Path STATE = Path.of("/proc/thread-self/stat");
    /// Counted behind the name in brackets, which may have spaces in it.
    private static final int POLICY = 38;
    private static final int NICE = 16;

    private static final int NORMAL = 0;
    private static final int IDLE = 5;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadThatGivesWayStandsBehindAllOthersAndLeavesThemWhereTheyWere() {
        assertThat(policy()).isEqualTo(NORMAL);
        var after = new CompletableFuture<Integer>();
        Thread.ofPlatform().start(() -> {
            Precedence.giveWay();
            after.complete(policy());
        });
        assertThat(after.join()).isEqualTo(IDLE);
        assertThat(policy()).isEqualTo(NORMAL);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadThatComesFirstTakesShortTurnsAndIsNoNicerThanItWas() {
        int usual = turn();
        var after = new CompletableFuture<Integer>();
        var nice = new CompletableFuture<Integer>();
        var policy = new CompletableFuture<Integer>();
        Thread.ofPlatform().start(() -> {
            Precedence.comeFirst();
            after.complete(turn());
            nice.complete(state(NICE));
            policy.complete(policy());
        });
        assertThat(policy.join()).isEqualTo(NORMAL);
        assertThat(nice.join()).as("where it may").isLessThanOrEqualTo(state(NICE));
        // A kernel that does not tell has none.
        if (usual > 0) assertThat(after.join()).isEqualTo(100_000);
        assertThat(turn()).isEqualTo(usual);
    }

    /// A thread that is started by it, as those that carry virtual threads may be, is one like all others.
    @Test
    @EnabledOnOs(OS.LINUX)
    void itsPrecedenceIsNotInherited() {
        int usual = turn();
        int nice = state(NICE);
        var child = new CompletableFuture<int[]>();
        Thread.ofPlatform().start(() -> {
            Precedence.comeFirst();
            Thread.ofPlatform().start(() -> child.complete(new int[] {turn(), state(NICE)}));
        });
        assertThat(child.join()).containsExactly(usual, nice);
    }

    /// How long a turn of this thread is, nanoseconds; 0 when the kernel does not tell.
    private static int turn() {
        try (var lines = Files.lines(Path.of("/proc/thread-self/sched"))) {
            return lines.filter(line -> line.startsWith("se.slice"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    private static int policy() {
        return state(POLICY);
    }

    private static int state(int place) {
        try {
            var state = Files.readString(STATE);
            return Integer.parseInt(state.substring(state.lastIndexOf(')') + 2).split(" ", -1)[place]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

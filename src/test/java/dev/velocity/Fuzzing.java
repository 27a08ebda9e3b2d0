package dev.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Runs Jazzer on every test class named `*Fuzz`: a `public static void fuzzerTestOneInput(FuzzedDataProvider)`
/// that throws when something is wrong.
///
/// Each runs in a process of its own, or several in one. Inputs that reached new code are kept under `target/fuzz` and
/// are where the next run starts; inputs worth keeping for ever go to `src/test/resources/fuzz/<class>/`, one file
/// each.
final class Fuzzing {
    /// Shorter than this, most of a run is its start, and a compiler for the long run only costs.
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final List<String> FIRST_JIT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
    private static final String METHOD = "fuzzerTestOneInput";

    private Fuzzing() {}

    /// Where random input begins.
    enum Seed {
        /// At the same place each time, so that a run that failed can be had again, and a build fails for a change of
        /// the code alone.
        SAME,
        /// Somewhere new each time.
        FRESH
    }

    /// Each target that `wanted` takes, one after the other.
    static Stream<DynamicTest> each(Duration length, Seed seed, Predicate<String> wanted) {
        return targets(wanted).map(target -> DynamicTest.dynamicTest(target, () -> run(target, length, seed)));
    }

    private static Stream<String> targets(Predicate<String> wanted) {
        return Classes.TESTS.stream()
                .filter(type -> type.getSimpleName().endsWith("Fuzz"))
                .map(JavaClass::getName)
                .filter(wanted)
                .sorted();
    }

    /// All the targets that `wanted` takes by turns in one process, which starts once: see [FuzzedTogether].
    ///
    /// @param each how long for each target, on average
    static void together(Duration each, Seed seed, Predicate<String> wanted) {
        var targets = targets(wanted).toList();
        var kept = directory("Together").resolve("kept");
        for (int i = 0; i < targets.size(); i++) {
            int which = i;
            var inputs = kept(targets.get(i)).toFile().listFiles();
            for (var input : inputs == null ? new File[0] : inputs)
                unchecked(() -> Files.write(
                        Files.createDirectories(kept).resolve(which + "-" + input.getName()),
                        FuzzedTogether.input(Files.readAllBytes(input.toPath()), which)));
        }
        var options = new ArrayList<>(List.of("-D" + FuzzedTogether.TARGETS + "=" + String.join(",", targets)));
        if (each.compareTo(SHORT) < 0) options.addAll(FIRST_JIT);
        run(FuzzedTogether.class.getName(), "Together", options, kept, each.multipliedBy(targets.size()), seed);
    }

    static void run(String target, Duration length, Seed seed) {
        run(
                target,
                target.substring(target.lastIndexOf('.') + 1),
                length.compareTo(SHORT) < 0 ? FIRST_JIT : List.of(),
                kept(target),
                length,
                seed);
    }

    private static Path kept(String target) {
        return Path.of("src", "test", "resources", "fuzz", target.substring(target.lastIndexOf('.') + 1))
                .toAbsolutePath();
    }

    private static Path directory(String name) {
        return Path.of("target", "fuzz", name).toAbsolutePath();
    }

    private static void run(String target, String name, List<String> options, Path kept, Duration length, Seed seed) {
        unchecked(() -> {
            runs(target, name, options, kept, length, seed);
            return target;
        });
    }

    private static void unchecked(Callable<?> deed) {
        try {
            deed.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void runs(String target, String name, List<String> options, Path kept, Duration length, Seed seed)
            throws IOException, InterruptedException {
        var directory = Files.createDirectories(directory(name));
        var found = Files.createDirectories(directory.resolve("corpus"));
        var log = directory.resolve("log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=" + Classes.ROOT + ".**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/",
                "-rss_limit_mb=3000",
                // For what hangs; the first input also waits for its target's classes, instrumented, on a busy machine.
                "-timeout=60",
                "-max_total_time=" + length.toSeconds(),
                found.toString()));
        command.addAll(1, options);
        if (seed == Seed.SAME) command.add("-seed=1");
        if (Files.isDirectory(kept)) command.add(kept.toString());
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor())
                    .as(() -> target + "." + METHOD + " failed:\n" + findings(log))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Surefire may hide the class path behind a jar that only points to it.
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String findings(Path log) {
        try {
            var text = Files.readString(log, StandardCharsets.ISO_8859_1);
            var start = text.indexOf("== ");
            return start >= 0 ? text.substring(start) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

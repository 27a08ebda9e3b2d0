package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a clone of its own, with Maven and Java played by short scripts.
@Timeout(60)
class LauncherTest {
    @TempDir
    private Path clone;

    @BeforeEach
    void lay() throws IOException {
        program("velocity", Files.readString(Path.of("velocity")));
        for (var file : new String[] {"pom.xml", "package.json", "package-lock.json", "tailwind.config.js"})
            Files.writeString(clone.resolve(file), "");
        Files.createDirectories(clone.resolve("src/main"));
        program("bin/mvn", """
                #!/bin/sh
                echo build >>"$CLONE/done"
                [ ! -p "$CLONE/go" ] || cat "$CLONE/go" >/dev/null
                """);
        Files.createDirectories(clone.resolve("jdk/bin"));
        Files.writeString(clone.resolve("jdk/release"), "JAVA_VERSION=\"25.0.9\"\n");
        program("jdk/bin/javac", "#!/bin/sh\n");
        program("jdk/bin/java", """
                #!/bin/sh
                case "$*" in
                    *" extract --destination "*)
                        for last; do :; done
                        mkdir -p "$last"
                        touch "$last/velocity.jar" ;;
                    *" train")
                        echo train >>"$CLONE/done"
                        for option; do case "$option" in -XX:AOTCacheOutput=*) touch "${option#*=}" ;; esac; done ;;
                    *) echo "ran with $*" ;;
                esac
                """);
    }

    @Test
    void builtAndTrainedOnceItOnlyRuns() throws Exception {
        assertThat(ended(start("--version"))).contains("ran with", "-XX:AOTCache=", "velocity.jar --version");
        assertThat(ended(start("serve"))).contains("velocity.jar serve").doesNotContain("building");
        assertThat(clone.resolve("done")).hasContent("build\ntrain");
    }

    /// The first is held in its build until the second has said that it waits.
    @Test
    void ofTwoAtOnceTheSecondWaitsAndBuildsNothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "no flock here");
        new ProcessBuilder("mkfifo", clone.resolve("go").toString()).start().waitFor();
        var first = start("one");
        assertThat(first.inputReader().readLine()).contains("building");
        var second = start("two");
        assertThat(second.inputReader().readLine()).contains("another ./velocity is building here");
        Files.writeString(clone.resolve("go"), "go");
        assertThat(ended(first)).contains("velocity.jar one");
        assertThat(ended(second)).contains("velocity.jar two").doesNotContain("building (");
        assertThat(clone.resolve("done")).hasContent("build\ntrain");
    }

    private Process start(String command) throws IOException {
        var builder = new ProcessBuilder(clone.resolve("velocity").toString(), command).redirectErrorStream(true);
        builder.environment().put("CLONE", clone.toString());
        builder.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
        builder.environment().remove("VELOCITY_START_CACHE");
        builder.environment().merge("PATH", clone.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.start();
    }

    private static String ended(Process process) throws InterruptedException {
        var said = new StringBuilder();
        BufferedReader reader = process.inputReader();
        reader.lines().forEach(line -> said.append(line).append('\n'));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said.toString()).isZero();
        return said.toString();
    }

    private void program(String name, String text) throws IOException {
        var file = clone.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

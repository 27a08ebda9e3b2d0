package dev.velocity.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What an image and a unit of systemd are made of: as little as possible, and the same for both. That they run is
/// proved by `./velocity prove`.
class MachinesTest {
    private static final Path UNIT = Path.of("ops", "systemd", "velocity.service");

    @Test
    void everyBaseOfTheImageIsNamedByItsDigestAndCanBeExchanged() throws IOException {
        var file = containerfile();
        assertThat(file.lines().filter(line -> line.startsWith("ARG ") && line.contains("_IMAGE=")))
                .hasSize(2)
                .allMatch(line -> line.matches("ARG [A-Z]+_IMAGE=\\S+:\\S+@sha256:[0-9a-f]{64}"));
        assertThat(file.lines().filter(line -> line.startsWith("FROM ")))
                .allMatch(line -> line.matches("FROM (\\$\\{(BUILD|RUNTIME)_IMAGE}|deps|build)( AS \\w+)?"));
    }

    @Test
    void theImageIsNobodysAndHasNoShellToBeAskedWith() throws IOException {
        var last = containerfile().substring(containerfile().lastIndexOf("FROM "));
        assertThat(last)
                .startsWith("FROM ${RUNTIME_IMAGE}")
                .contains("\nUSER 65532:65532\n")
                .doesNotContain("\nRUN ");
        assertThat(last.lines().filter(line -> line.matches("(ENTRYPOINT|CMD|\\s+CMD) .*")))
                .hasSize(3)
                .allMatch(line -> line.strip().matches("(ENTRYPOINT|CMD) \\[\".*\"]"));
        // Whatever may differ between two builds comes last, so that all before it can be compared.
        assertThat(last.strip().lines().toList().getLast())
                .isEqualTo("COPY --from=train /app/velocity.aot /app/velocity.aot");
    }

    /// A start-up cache made with other flags is passed over without a word, and every start is slow.
    @Test
    void theStartUpCacheIsMadeWithTheFlagsItIsUsedWith() throws IOException {
        var image = containerfile();
        var installer = Files.readString(UNIT.resolveSibling("install.sh"));
        assertMadeAsUsed(
                between(image, "RUN /opt/jre/bin/java", " >"),
                between(image, "ENTRYPOINT", "HEALTHCHECK"),
                "-Dorg.sqlite.lib.path=/app/native");
        assertMadeAsUsed(
                between(installer, "\"$place.new/jre/bin/java\"", " >"),
                between(Files.readString(UNIT), "ExecStart=", "\n"),
                "-Dorg.sqlite.lib.path=");
    }

    private static void assertMadeAsUsed(String training, String service, String library) {
        for (var flag : List.of("-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", library))
            assertThat(List.of(training, service)).allMatch(text -> text.contains(flag));
        assertThat(service).contains("-XX:AOTCache=").doesNotContain("TieredStopAtLevel");
        // Trained without profiles, served with both compilers: artifacts/performance/start.md. With TLS, which whoever
        // listens beyond this machine has.
        assertThat(training)
                .contains("-XX:AOTCacheOutput=", "-XX:TieredStopAtLevel=1 ")
                .endsWith(" train --tls=on");
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from);
        int end = text.indexOf(to, begin);
        assertThat(begin).as(from).isNotNegative();
        assertThat(end).as(to).isNotNegative();
        return text.substring(begin, end);
    }

    /// 1.2 of 10 when it was written. What is left: it talks to the network, and a JVM writes the code it runs.
    @Test
    void theUnitIsHardened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
        assertThat(exposure(Files.readString(UNIT))).isLessThanOrEqualTo(1.3);
        assertThat(exposure(Files.readString(UNIT)
                        .replace("ProtectSystem=strict\n", "")
                        .replace("NoNewPrivileges=true\n", "")))
                .isGreaterThan(1.3);
    }

    private static double exposure(String unit) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("unit");
        var file = Files.writeString(directory.resolve("velocity.service"), unit);
        var process = new ProcessBuilder("systemd-analyze", "security", "--offline=true", "--no-pager", file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        Files.delete(file);
        Files.delete(directory);
        var level = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(said);
        assertThat(level.find()).as(said).isTrue();
        return Double.parseDouble(level.group(1));
    }

    private static String containerfile() throws IOException {
        return Files.readString(Path.of("ops", "Containerfile"));
    }
}

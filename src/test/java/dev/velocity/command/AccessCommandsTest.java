package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccessCommandsTest {
    @TempDir
    private Path data;

    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @BeforeEach
    void makeTheDatabase() {
        Database.open(DataDirectory.database(data)).close();
    }

    @Test
    void peopleAreLetInAndKeptOut() throws Exception {
        var file = data.resolve("password.txt");
        Files.writeString(file, "four gulls over harbour\nanother line\n");
        assertThat(user("add", "ada", "--role", "admin", "--password-file", file.toString()))
                .isZero();
        assertThat(user("add", "olga", "--role", "Operations", "--display", "Olga", "--generate"))
                .isZero();
        assertThat(said.toString())
                .containsPattern("password: ([a-z2-9]{5}-){3}[a-z2-9]{5}")
                .doesNotContain("gulls");
        assertThat(user("role", "olga", "security")).isZero();
        assertThat(user("password", "olga", "--generate")).isZero();
        assertThat(user("sessions", "kill", "olga")).isZero();
        assertThat(user("disable", "olga")).isZero();
        assertThat(user("list")).isZero();
        assertThat(said.toString()).containsPattern("olga +security +disabled +0 signed in +Olga");
        assertThat(user("enable", "olga")).isZero();
        assertThat(trail())
                .containsExactly(
                        "person.add person/ada",
                        "person.add person/olga",
                        "person.role person/olga",
                        "person.password person/olga",
                        "session.end-all person/olga",
                        "person.disable person/olga",
                        "person.enable person/olga");
    }

    @Test
    void aRefusalSaysWhyAndIsOne() {
        assertThat(user("add", "ada", "--role", "admin", "--generate")).isZero();
        assertThat(user("disable", "ada")).isEqualTo(1);
        assertThat(complained.toString()).contains("last admin");
        assertThat(user("disable", "nobody")).isEqualTo(1);
        assertThat(device("revoke", "nothing")).isEqualTo(1);
    }

    @Test
    void wrongUsageIsTwoAndNamesWhatIsAllowed() {
        assertThat(user("add", "ada", "--role", "king", "--generate")).isEqualTo(2);
        assertThat(complained.toString()).contains("resident, security, operations, analyst, admin");
        assertThat(user("add", "ada", "--generate")).isEqualTo(2);
        assertThat(device("add", "gateway", "--sensors", "HALL")).isEqualTo(2);
        assertThat(complained.toString()).contains("--sensors");
        assertThat(user()).isEqualTo(2);
    }

    @Test
    void aKeyIsShownOnceAndNeverListed() {
        assertThat(device("add", "gateway", "--sensors", "hall.*,roof.rain")).isZero();
        assertThat(said.toString()).contains("vel_dev_");
        assertThat(device("rotate", "gateway", "--overlap", "0")).isZero();
        said.getBuffer().setLength(0);
        assertThat(device("list")).isZero();
        assertThat(said.toString())
                .contains("gateway: hall.* roof.rain", "never used")
                .doesNotContain("vel_dev_");
        assertThat(device("revoke", "gateway")).isZero();
        assertThat(trail())
                .containsExactly(
                        "device.add device/gateway", "device.rotate device/gateway", "device.revoke device/gateway");
    }

    private int user(String... arguments) {
        return run(new CommandLine(new UserCommand()), arguments);
    }

    private int device(String... arguments) {
        return run(new CommandLine(new DeviceCommand()), arguments);
    }

    private int run(CommandLine line, String... arguments) {
        line.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(complained, true));
        var all = arguments.length == 0
                ? Stream.<String>empty()
                : Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()));
        return line.execute(all.toArray(String[]::new));
    }

    private List<String> trail() {
        try (var database = Database.open(DataDirectory.database(data))) {
            var query = new AuditQuery(Optional.empty(), Optional.of("command-line"), Optional.empty(), 1_000);
            return database.read(rows -> new Audit(Clocks.system()).lines(rows, query)).reversed().stream()
                    .map(line -> line.action() + " " + line.object())
                    .toList();
        }
    }
}

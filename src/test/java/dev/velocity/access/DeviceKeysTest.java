package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceKeysTest {
    private static final Scope HALL = new Scope(List.of("hall.*", "roof.rain"));

    @TempDir
    private Path directory;

    private House house;
    private DeviceKeys devices;

    @BeforeEach
    void open() {
        house = new House(directory);
        devices = house.access.devices();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aKeyOpensTheDoorForItsSensorsAlone() {
        var device = devices.authenticate(key("gateway")).orElseThrow();
        assertThat(device.id()).isEqualTo("gateway");
        assertThat(device.allows("hall.co2")).isTrue();
        assertThat(device.allows("roof.rain")).isTrue();
        assertThat(device.allows("roof.wind")).isFalse();
    }

    @Test
    void aKeyHasTheShapeScannersKnow() {
        assertThat(key("gateway")).matches("vel_dev_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
    }

    @Test
    void anyOtherTextOpensNothing() {
        var key = key("gateway");
        for (int i = 0; i < key.length(); i++) {
            var other = key.substring(0, i) + (key.charAt(i) == 'x' ? 'y' : 'x') + key.substring(i + 1);
            assertThat(devices.authenticate(other)).as(other).isEmpty();
        }
        assertThat(devices.authenticate(key + "x")).isEmpty();
        assertThat(devices.authenticate("")).isEmpty();
        assertThat(devices.authenticate(key.substring(1))).isEmpty();
    }

    @Test
    void theKeyIsNowhereInTheDataDirectory() throws Exception {
        var secret = key("gateway").substring(17, 60);
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
        }
    }

    @Test
    void aKeyEndsWhenItsTimeIsOver() {
        var made = House.done(devices.add("gateway", HALL, Duration.ofDays(1), House.ROOT));
        house.clock.pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(devices.authenticate(made.text().reveal())).isPresent();
        house.clock.pass(Duration.ofSeconds(1));
        assertThat(devices.authenticate(made.text().reveal())).isEmpty();
    }

    @Test
    void whileOneKeyTakesOverBothAreGood() {
        var old = key("gateway");
        var fresh = House.done(devices.rotate("gateway", Duration.ofHours(2), DeviceKeys.LIFE, House.ROOT))
                .text()
                .reveal();
        assertThat(devices.authenticate(old)).isPresent();
        assertThat(devices.authenticate(fresh)).isPresent();
        house.clock.pass(Duration.ofHours(2));
        assertThat(devices.authenticate(old)).isEmpty();
        assertThat(devices.authenticate(fresh)).isPresent();
    }

    @Test
    void anOverlapNeverLengthensAKeysLife() {
        var old = House.done(devices.add("gateway", HALL, Duration.ofHours(1), House.ROOT))
                .text()
                .reveal();
        House.done(devices.rotate("gateway", Duration.ofDays(1), DeviceKeys.LIFE, House.ROOT));
        house.clock.pass(Duration.ofHours(1));
        assertThat(devices.authenticate(old)).isEmpty();
    }

    @Test
    void aRevokedDeviceIsShutOutForEver() {
        var key = key("gateway");
        House.done(devices.revoke("gateway", House.ROOT));
        assertThat(devices.authenticate(key)).isEmpty();
        assertThat(devices.named("gateway")).isEmpty();
        assertThat(House.refusal(devices.rotate("gateway", Duration.ZERO, DeviceKeys.LIFE, House.ROOT)))
                .isEqualTo("device-revoked");
        assertThat(House.refusal(devices.add("gateway", HALL, DeviceKeys.LIFE, House.ROOT)))
                .isEqualTo("device-taken");
    }

    @Test
    void whatAnotherProcessMakesOrRevokesCountsWithinASecond() {
        try (var commandLine = new House(directory, house.clock, House.CHEAP)) {
            var key = House.done(commandLine.access.devices().add("pump", HALL, DeviceKeys.LIFE, House.ROOT))
                    .text()
                    .reveal();
            assertThat(House.withinASecond(() -> devices.authenticate(key).isPresent()))
                    .isTrue();
            House.done(commandLine.access.devices().revoke("pump", House.ROOT));
            assertThat(House.withinASecond(() -> devices.authenticate(key).isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void theDatabaseAloneProvesNoKey() throws Exception {
        var key = key("gateway");
        house.close();
        Files.delete(directory.resolve("pepper"));
        house = new House(directory);
        assertThat(house.access.devices().authenticate(key)).isEmpty();
    }

    @Test
    void aPepperOthersMayReadIsRefused() throws Exception {
        var pepper = directory.resolve("pepper");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pepper)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(pepper, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Pepper.in(directory))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void whenAKeyWasLastUsedIsKnownToAMinute() {
        var key = key("gateway");
        house.clock.pass(Duration.ofMinutes(3));
        devices.authenticate(key);
        assertThat(House.withinASecond(
                        () -> devices.all().getFirst().keys().getFirst().used().isPresent()))
                .isTrue();
        assertThat(devices.all().getFirst().keys().getFirst().used()).contains(house.clock.instant());
    }

    @Test
    void everyActIsInTheTrail() {
        key("gateway");
        House.done(devices.rotate("gateway", Duration.ZERO, DeviceKeys.LIFE, House.ROOT));
        House.done(devices.revoke("gateway", House.ROOT));
        House.done(devices.revoke("gateway", House.ROOT));
        assertThat(house.trail())
                .containsExactly(
                        "command-line device.add device/gateway",
                        "command-line device.rotate device/gateway",
                        "command-line device.revoke device/gateway");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(House.refusal(devices.add("A b", HALL, DeviceKeys.LIFE, House.ROOT)))
                .isEqualTo("device-invalid");
        assertThat(House.refusal(devices.add("a", HALL, Duration.ofDays(9_999), House.ROOT)))
                .isEqualTo("life-invalid");
        assertThat(House.refusal(devices.rotate("a", Duration.ofDays(31), DeviceKeys.LIFE, House.ROOT)))
                .isEqualTo("overlap-invalid");
        assertThat(House.refusal(devices.rotate("a", Duration.ZERO, DeviceKeys.LIFE, House.ROOT)))
                .isEqualTo("unknown");
    }

    private String key(String device) {
        return House.done(devices.add(device, HALL, DeviceKeys.LIFE, House.ROOT))
                .text()
                .reveal();
    }
}

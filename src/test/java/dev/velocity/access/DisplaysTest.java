package dev.velocity.access;

import static dev.velocity.access.House.done;
import static dev.velocity.access.House.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.audit.Actor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Screens on walls: who lets one in, what it may be, and how it is turned out.
class DisplaysTest {
    private static final Actor ADA = new Actor("ada", "admin");

    @TempDir
    private Path directory;

    private House house;
    private Displays displays;

    @BeforeEach
    void open() {
        house = new House(directory);
        displays = house.access.displays();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aBrowserShowsACodeSomebodyTypesItAndItComesIn() {
        var pairing = done(displays.begin("10.0.0.5"));
        assertThat(pairing.code()).matches("[a-z2-9]{5}-[a-z2-9]{5}");
        var token = pairing.token().reveal();
        assertThat(displays.state(token)).isEqualTo(new Pairing.State.Waiting(pairing.code(), pairing.until()));
        assertThat(displays.find(token, "10.0.0.5")).isEmpty();
        assertThat(refusal(displays.enter(token, "10.0.0.5", "x"))).isEqualTo("not-granted");
        // As people copy it.
        var display = done(displays.grant(
                " " + pairing.code().toUpperCase(Locale.ROOT).replace("-", " "), "Entrance", Role.OPERATIONS, ADA));
        assertThat(displays.state(token)).isEqualTo(new Pairing.State.Granted("Entrance"));
        assertThat(displays.find(token, "10.0.0.5")).isEmpty();
        var entered = done(displays.enter(token, "10.0.0.5", "Wall/1"));
        var session = displays.find(entered.token().reveal(), "10.0.0.5").orElseThrow();
        assertThat(session.display()).isTrue();
        assertThat(session.person().role()).isEqualTo(Role.OPERATIONS);
        assertThat(session.csrf()).isEmpty();
        assertThat(house.access.sessions().stillValid(session)).isTrue();
        // The token it asked with opens nothing, then or later, and the code neither.
        assertThat(displays.find(token, "10.0.0.5")).isEmpty();
        assertThat(displays.state(token)).isEqualTo(new Pairing.State.Over());
        assertThat(refusal(displays.enter(token, "10.0.0.5", "x"))).isEqualTo("not-granted");
        assertThat(refusal(displays.grant(pairing.code(), "Again", Role.SECURITY, ADA)))
                .isEqualTo("code-wrong");
        // It is nobody where people sign in.
        assertThat(house.access.sessions().find(entered.token().reveal())).isEmpty();
        assertThat(displays.all()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(display.id());
            assertThat(one.entered()).isTrue();
            assertThat(one.address()).isEqualTo("10.0.0.5");
            assertThat(one.agent()).isEqualTo("Wall/1");
            assertThat(one.grantedBy()).isEqualTo("ada");
        });
        assertThat(house.trail()).endsWith("ada display.granted display/1", "display.1 display.entered display/1");
    }

    @Test
    void itNeverFallsAsleepAndIsLetInAnewAfterAYear() {
        var token = entered("Hall");
        for (int day = 0; day < 364; day += 91) {
            house.clock.pass(Duration.ofDays(91));
            assertThat(displays.find(token, "a")).as("day %d", day + 91).isPresent();
        }
        house.clock.pass(Duration.ofDays(1));
        assertThat(displays.find(token, "a")).isEmpty();
    }

    @Test
    void whoIsTurnedOutSeesNothingMore() {
        var token = entered("Hall");
        var session = displays.find(token, "a").orElseThrow();
        var revoked = done(displays.revoke(1, new Actor("siri", "security")));
        assertThat(revoked.revokedBy()).contains("siri");
        assertThat(house.access.sessions().stillValid(session)).isFalse();
        assertThat(displays.find(token, "a")).isEmpty();
        // Once is enough.
        assertThat(done(displays.revoke(1, ADA)).revokedBy()).contains("siri");
        assertThat(displays.revoke(9, ADA)).isEqualTo(new Outcome.Unknown<Display>());
        assertThat(house.trail()).endsWith("siri display.revoked display/1");
    }

    @Test
    void whoIsTurnedOutBeforeItCameInDoesNotComeIn() {
        var pairing = done(displays.begin("a"));
        var display = done(displays.grant(pairing.code(), "Hall", Role.RESIDENT, ADA));
        done(displays.revoke(display.id(), ADA));
        assertThat(refusal(displays.enter(pairing.token().reveal(), "a", "x"))).isEqualTo("not-granted");
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        var pairing = done(displays.begin("a"));
        house.clock.pass(Displays.PAIRING.minusSeconds(1));
        assertThat(displays.state(pairing.token().reveal())).isInstanceOf(Pairing.State.Waiting.class);
        house.clock.pass(Duration.ofSeconds(1));
        assertThat(displays.state(pairing.token().reveal())).isEqualTo(new Pairing.State.Over());
        assertThat(refusal(displays.grant(pairing.code(), "Hall", Role.SECURITY, ADA)))
                .isEqualTo("code-wrong");
    }

    @Test
    void fewBrowsersWaitFromOnePlaceAndNotManyInAll() {
        for (int i = 0; i < 5; i++) done(displays.begin("a"));
        assertThat(refusal(displays.begin("a"))).isEqualTo("slow-down");
        for (int i = 0; i < 45; i++) done(displays.begin("b" + i));
        assertThat(refusal(displays.begin("c"))).isEqualTo("slow-down");
        house.clock.pass(Displays.PAIRING);
        done(displays.begin("a"));
    }

    @Test
    void aDisplayHasTheEyesOfAQueueAndAName() {
        for (var role : Set.of(Role.ADMIN, Role.ANALYST))
            assertThat(refusal(displays.grant(done(displays.begin("a")).code(), "Hall", role, ADA)))
                    .isEqualTo("role-invalid");
        assertThat(refusal(displays.grant(done(displays.begin("b")).code(), " ", Role.SECURITY, ADA)))
                .isEqualTo("name-invalid");
        assertThat(refusal(displays.grant("aaaaa-bbbbb", "Hall", Role.SECURITY, ADA)))
                .isEqualTo("code-wrong");
        assertThat(refusal(house.access.people().add("display.1", "x", Role.RESIDENT, House.PASSWORD, ADA)))
                .isEqualTo("name-invalid");
    }

    @Test
    void codesAndTokensDoNotRepeatAndAreNowhereOnDisk() throws IOException {
        var seen = new HashSet<String>();
        for (int i = 0; i < 40; i++) {
            var pairing = done(displays.begin("x" + i));
            assertThat(seen.add(pairing.code())).isTrue();
            assertThat(seen.add(pairing.token().reveal())).isTrue();
        }
        house.clock.pass(Displays.PAIRING);
        var token = entered("Hall");
        house.close();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(token);
        }
        house = new House(directory);
    }

    @Test
    void aDisplayIsStillInAfterARestart() {
        var token = entered("Hall");
        house.close();
        house = new House(directory);
        displays = house.access.displays();
        assertThat(displays.find(token, "a")).isPresent();
        assertThat(displays.all()).extracting(Display::name).isEqualTo(List.of("Hall"));
    }

    private String entered(String name) {
        var pairing = done(displays.begin("a"));
        done(displays.grant(pairing.code(), name, Role.OPERATIONS, ADA));
        return done(displays.enter(pairing.token().reveal(), "a", "x")).token().reveal();
    }
}

package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    @TempDir
    private Path directory;

    private House house;
    private Sessions sessions;

    @BeforeEach
    void open() {
        house = new House(directory);
        sessions = house.access.sessions();
        house.person("ada", Role.ADMIN);
        house.person("olga", Role.OPERATIONS);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoSignsInIsFoundByTheTokenAndByNothingElse() {
        var welcome = house.welcome("olga");
        assertThat(sessions.find(welcome.token().reveal())
                        .orElseThrow()
                        .person()
                        .name())
                .isEqualTo("olga");
        assertThat(sessions.find(welcome.session().id())).isEmpty();
        assertThat(sessions.find(welcome.token().reveal().toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
        assertThat(sessions.find("")).isEmpty();
    }

    @Test
    void theTokenIsNowhereInTheDataDirectory() throws Exception {
        var token = house.welcome("olga").token().reveal();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(token)
                        .doesNotContain(House.PASSWORD.reveal());
        }
    }

    @Test
    void namesAreTypedAsPeopleTypeThem() {
        assertThat(sessions.signIn(" Olga ", House.PASSWORD, "10.0.0.1", "", Optional.empty()))
                .isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void signingInAgainEndsTheSessionTheBrowserHad() {
        var first = house.welcome("olga");
        var second = house.welcome("olga", Optional.of(first.session()));
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(sessions.find(first.token().reveal())).isEmpty();
        assertThat(sessions.stillValid(first.session())).isFalse();
        assertThat(sessions.stillValid(second.session())).isTrue();
    }

    @Test
    void aSessionEndsAfterAQuarterOfAnHourOfSilence() {
        var welcome = house.welcome("olga");
        house.clock.pass(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.find(welcome.token().reveal())).isPresent();
        house.clock.pass(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.stillValid(welcome.session())).isTrue();
        assertThat(sessions.find(welcome.token().reveal())).isPresent();
        house.clock.pass(Sessions.IDLE);
        assertThat(sessions.stillValid(welcome.session())).isFalse();
        assertThat(sessions.find(welcome.token().reveal())).isEmpty();
    }

    @Test
    void watchingAStreamIsNoSignOfLife() {
        var welcome = house.welcome("olga");
        for (int minute = 0; minute < 15; minute++, house.clock.pass(Duration.ofMinutes(1)))
            assertThat(sessions.stillValid(welcome.session())).isTrue();
        assertThat(sessions.stillValid(welcome.session())).isFalse();
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() {
        var welcome = house.welcome("olga");
        for (int i = 0; i < 12 * 6 - 1; i++) {
            house.clock.pass(Duration.ofMinutes(10));
            assertThat(sessions.find(welcome.token().reveal())).isPresent();
        }
        house.clock.pass(Duration.ofMinutes(10));
        assertThat(sessions.find(welcome.token().reveal())).isEmpty();
    }

    @Test
    void aRestartKeepsPeopleSignedInAndKnowsWhenTheyWereLastSeen() {
        var welcome = house.welcome("olga");
        house.clock.pass(Duration.ofMinutes(10));
        assertThat(sessions.find(welcome.token().reveal())).isPresent();
        house.close();
        house = new House(directory, house.clock, House.CHEAP);
        house.clock.pass(Duration.ofMinutes(10));
        assertThat(house.access.sessions().find(welcome.token().reveal())).isPresent();
    }

    @Test
    void beingDisabledOrGivenAnotherRoleOrPasswordEndsEverySessionAtOnce() {
        var people = house.access.people();
        var first = house.welcome("olga");
        House.done(people.disable("olga", House.ROOT));
        assertThat(sessions.stillValid(first.session())).isFalse();
        House.done(people.enable("olga", House.ROOT));
        assertThat(sessions.stillValid(first.session())).isFalse();

        var second = house.welcome("olga");
        House.done(people.changeRole("olga", Role.ANALYST, House.ROOT));
        assertThat(sessions.stillValid(second.session())).isFalse();

        var third = house.welcome("olga");
        assertThat(third.session().person().role()).isEqualTo(Role.ANALYST);
        House.done(people.resetPassword("olga", House.PASSWORD, House.ROOT));
        assertThat(sessions.stillValid(third.session())).isFalse();
    }

    @Test
    void whatAnotherProcessTakesAwayIsGoneWithinASecond() {
        var welcome = house.welcome("olga");
        try (var commandLine = new House(directory, house.clock, House.CHEAP)) {
            House.done(commandLine.access.people().disable("olga", House.ROOT));
            assertThat(House.withinASecond(() -> !sessions.stillValid(welcome.session())))
                    .isTrue();
            assertThat(sessions.find(welcome.token().reveal())).isEmpty();
        }
    }

    @Test
    void twoProcessesWriteOneTrail() {
        house.welcome("olga");
        try (var commandLine = new House(directory, house.clock, House.CHEAP)) {
            House.done(commandLine.access.people().disable("olga", House.ROOT));
            house.person("sam", Role.SECURITY);
            House.done(commandLine.access.people().enable("olga", House.ROOT));
        }
        assertThat(house.lines().reversed())
                .extracting(line -> line.seq())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(house.trail())
                .endsWith(
                        "command-line person.disable person/olga",
                        "command-line person.add person/sam",
                        "command-line person.enable person/olga");
    }

    @Test
    void everyAttemptHashesOnceWhetherKnownDisabledOrNot() {
        House.done(house.access.people().disable("olga", House.ROOT));
        for (var name : new String[] {"ada", "olga", "nobody", "", "Robert'); DROP TABLE person;--"}) {
            long before = house.access.sessions().hashed();
            assertThat(sessions.signIn(name, new Secret("not the right words"), "10.0.0.9", "", Optional.empty()))
                    .isEqualTo(new SignIn.Denied());
            assertThat(house.access.sessions().hashed()).as(name).isEqualTo(before + 1);
        }
    }

    @Test
    void whoIsDisabledIsDeniedWithTheRightPasswordToo() {
        House.done(house.access.people().disable("olga", House.ROOT));
        assertThat(sessions.signIn("olga", House.PASSWORD, "10.0.0.1", "", Optional.empty()))
                .isEqualTo(new SignIn.Denied());
    }

    @Test
    void aPasswordTypedAsTheNameIsNotInTheTrail() {
        sessions.signIn(House.PASSWORD.reveal(), new Secret("x"), "10.0.0.1", "", Optional.empty());
        sessions.signIn("olga", new Secret("x"), "10.0.0.1", "", Optional.empty());
        assertThat(House.withinASecond(() -> house.trail().contains("olga session.refused person/olga")))
                .isTrue();
        assertThat(house.trail()).contains("unknown session.refused person/unknown");
        assertThat(house.lines().toString()).doesNotContain(House.PASSWORD.reveal());
    }

    @Test
    void guessingIsSlowedAndTheWaitIsTold() {
        SignIn last = new SignIn.Denied();
        for (int i = 0; i < 8; i++)
            last = sessions.signIn("olga", new Secret("wrong " + i), "10.0.0.1", "", Optional.empty());
        assertThat(last).isInstanceOf(SignIn.TryLater.class);
    }

    @Test
    void whoVouchesIsWhoTheySayAndIsNotSignedIn() {
        var olga = house.access.people().find("olga").orElseThrow();
        assertThat(sessions.vouch(" Olga ", House.PASSWORD, "10.0.0.1")).isEqualTo(new Outcome.Done<>(olga));
        assertThat(sessions.of(olga)).isEmpty();
        var wrong = new Outcome.Refused<Person>("denied", "name or password is wrong");
        assertThat(sessions.vouch("olga", new Secret("something else entirely"), "10.0.0.1"))
                .isEqualTo(wrong);
        assertThat(sessions.vouch("nobody", House.PASSWORD, "10.0.0.1")).isEqualTo(wrong);
        house.access.people().disable("olga", House.ROOT);
        assertThat(sessions.vouch("olga", House.PASSWORD, "10.0.0.1")).isEqualTo(wrong);
    }

    @Test
    void vouchingIsAsSlowAsSigningInForWhoTriesOnAndOn() {
        Outcome<Person> last = sessions.vouch("olga", new Secret("a wrong password"), "10.0.0.1");
        for (int i = 0; i < 20; i++) last = sessions.vouch("olga", new Secret("a wrong password"), "10.0.0.1");
        assertThat(last).isEqualTo(new Outcome.Refused<Person>("slow-down", "too many attempts; wait a minute"));
    }

    @Test
    void anOldHashIsMadeAnewWhenItsOwnerSignsIn() {
        house.close();
        house = new House(directory, house.clock, new Passwords.Cost(128, 1, 1));
        long before = house.access.sessions().hashed();
        house.welcome("olga");
        assertThat(house.access.sessions().hashed()).isEqualTo(before + 2);
        house.welcome("olga");
        assertThat(house.access.sessions().hashed()).isEqualTo(before + 3);
    }

    @Test
    void oneListsAndEndsOnesOwnSessionsAndNobodyElses() {
        var one = house.welcome("olga").session();
        house.clock.pass(Duration.ofSeconds(1));
        var two = house.welcome("olga").session();
        var other = house.welcome("ada").session();
        assertThat(sessions.of(one.person())).extracting(Session::id).containsExactly(two.id(), one.id());
        assertThat(sessions.end(other.id(), one)).isInstanceOf(Outcome.Unknown.class);
        assertThat(sessions.stillValid(other)).isTrue();
        assertThat(sessions.end(two.id(), one)).isInstanceOf(Outcome.Done.class);
        assertThat(sessions.stillValid(two)).isFalse();
    }

    @Test
    void signingOutEndsTheSession() {
        var session = house.welcome("olga").session();
        sessions.signOut(session);
        assertThat(sessions.stillValid(session)).isFalse();
        assertThat(house.trail()).endsWith("olga session.open person/olga", "olga session.end person/olga");
    }

    @Test
    void noMoreThanTenSessionsEach() {
        for (int i = 0; i < 14; i++, house.clock.pass(Duration.ofSeconds(15))) house.welcome("olga");
        assertThat(sessions.of(house.access.people().find("olga").orElseThrow()))
                .hasSize(10);
    }

    @Test
    void aNewPasswordOfOnesOwnKeepsThisBrowserAndEndsTheOthers() {
        var elsewhere = house.welcome("olga").session();
        var here = house.welcome("olga").session();
        assertThat(House.refusal(
                        sessions.changePassword(here, new Secret("wrong"), new Secret("seven red kites at dusk"))))
                .isEqualTo("password-wrong");
        assertThat(House.refusal(sessions.changePassword(here, House.PASSWORD, new Secret("short"))))
                .isEqualTo("password-weak");
        var welcome = House.done(sessions.changePassword(here, House.PASSWORD, new Secret("seven red kites at dusk")));
        assertThat(sessions.stillValid(elsewhere)).isFalse();
        assertThat(sessions.stillValid(here)).isFalse();
        assertThat(sessions.find(welcome.token().reveal())).isPresent();
        assertThat(sessions.signIn("olga", House.PASSWORD, "10.0.0.1", "", Optional.empty()))
                .isEqualTo(new SignIn.Denied());
    }

    @Test
    void eachSessionHasItsOwnTokenAgainstForgery() {
        var one = house.welcome("olga");
        var two = house.welcome("olga");
        assertThat(one.session().csrf()).hasSize(64).isNotEqualTo(two.session().csrf());
        assertThat(sessions.find(one.token().reveal()).orElseThrow().csrf())
                .isEqualTo(one.session().csrf());
    }
}

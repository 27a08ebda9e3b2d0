package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.Secret;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords(House.CHEAP);

    @Test
    void onlyThePasswordItWasMadeOfMatches() {
        var stored = passwords.hash(House.PASSWORD);
        assertThat(passwords.matches(House.PASSWORD, stored)).isTrue();
        assertThat(passwords.matches(new Secret(House.PASSWORD.reveal() + " "), stored))
                .isFalse();
        assertThat(stored).doesNotContain(House.PASSWORD.reveal());
    }

    @Test
    void theSamePasswordIsNeverStoredTheSameTwice() {
        assertThat(passwords.hash(House.PASSWORD)).isNotEqualTo(passwords.hash(House.PASSWORD));
    }

    @Test
    void anotherProgramsHashIsUnderstood() {
        // The example of the reference implementation's README, made with: echo -n "password" | argon2 somesalt -id -t
        // 2 -m 16 -p 1
        var stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(passwords.matches(new Secret("password"), stored)).isTrue();
        assertThat(passwords.outdated(stored)).isTrue();
    }

    @Test
    void theSameLettersTypedAsOtherCodePointsMatch() {
        var stored = passwords.hash(new Secret("caf\u00e9 on the long pier"));
        assertThat(passwords.matches(new Secret("cafe\u0301 on the long pier"), stored))
                .isTrue();
    }

    @Test
    void aCrowdIsToldToComeBackInsteadOfPilingUp() throws Exception {
        var slow = new Passwords(new Passwords.Cost(16_384, 2, 1));
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new ArrayList<Future<String>>();
            Callable<String> one = () -> slow.hash(House.PASSWORD);
            for (int i = 0; i < 60; i++) tries.add(people.submit(one));
            int turnedAway = 0;
            for (var attempt : tries)
                try {
                    attempt.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(Passwords.TooBusy.class);
                    turnedAway++;
                }
            assertThat(turnedAway).isPositive();
            assertThat(slow.hashed()).isEqualTo(60 - turnedAway);
        }
    }

    @Test
    void whatIsNoHashIsABrokenDatabaseAndNoWrongPassword() {
        assertThatThrownBy(() -> passwords.matches(House.PASSWORD, "plain"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "fourteen chars",
                "i am sam and sam i am",
                "aaaaaaaaaaaaaaaaaaaa",
                "abababababababababab",
                "abcdefghijklmnopqrst",
                "qwertyuiopasdfghjkl",
                "password1234567890",
                "123456-P@ssw0rd-123456",
                "correct horse battery staple",
                "Correct-Horse-Battery-Staple",
                "monkeymonkeymonkey",
                "tuna-tuna-tuna-tuna-",
            })
    void whatIsGuessedFirstIsRefused(String password) {
        assertThat(PasswordRules.refusal("sam", new Secret(password))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four gulls over harbour",
                "kettle rain violin Tuesday",
                "\u0447\u0435\u0442\u044b\u0440\u0435 \u0447\u0430\u0439\u043a\u0438 \u043d\u0430\u0434"
            })
    void wordsOfOnesOwnWillDo(String password) {
        assertThat(PasswordRules.refusal("sam", new Secret(password))).isEmpty();
    }

    @Test
    void whatWeMakeOurselvesWillDo() {
        // One in some three thousand has this name in it by chance.
        for (int i = 0; i < 100_000; i++) {
            var made = People.freshPassword("sam");
            assertThat(PasswordRules.refusal("sam", made)).isEmpty();
        }
        assertThat(People.freshPassword("sam").toString()).isEqualTo("[secret]");
    }
}

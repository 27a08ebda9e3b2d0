package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    @TempDir
    private Path directory;

    private House house;
    private Setup setup;

    @BeforeEach
    void open() {
        house = new House(directory);
        setup = house.access.setup();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoReadsTheCodeBecomesTheFirstAdmin() {
        var code = setup.newCode().orElseThrow();
        assertThat(setup.claimed()).isFalse();
        assertThat(House.done(claim(code)).role()).isEqualTo(Role.ADMIN);
        assertThat(setup.claimed()).isTrue();
        assertThat(house.trail()).containsExactly("system server.claim person/ada");
    }

    @Test
    void theCodeMayBeTypedWithoutHyphensAndInCapitals() {
        var code = setup.newCode().orElseThrow().reveal();
        House.done(claim(new Secret(code.replace("-", " ").toUpperCase(Locale.ROOT))));
    }

    @Test
    void aSecondClaimFindsTheServerTaken() {
        var code = setup.newCode().orElseThrow();
        House.done(claim(code));
        assertThat(House.refusal(setup.claim(code, "eve", "Eve", House.PASSWORD)))
                .isEqualTo("claimed");
        assertThat(setup.newCode()).isEmpty();
    }

    @Test
    void fiveWrongTriesSpoilTheCode() {
        var code = setup.newCode().orElseThrow();
        for (int i = 0; i < 5; i++)
            assertThat(House.refusal(claim(new Secret("wrong" + i)))).isEqualTo("code-wrong");
        assertThat(House.refusal(claim(code))).isEqualTo("code-over");
        assertThat(setup.claimed()).isFalse();
    }

    @Test
    void afterHalfAnHourTheCodeIsOver() {
        var code = setup.newCode().orElseThrow();
        house.clock.pass(Setup.GOOD_FOR.minus(Duration.ofSeconds(1)));
        assertThat(House.refusal(setup.claim(code, "ada", "Ada", new Secret("short"))))
                .isEqualTo("password-weak");
        house.clock.pass(Duration.ofSeconds(1));
        assertThat(House.refusal(claim(code))).isEqualTo("code-over");
    }

    @Test
    void aWeakPasswordCostsNoTry() {
        var code = setup.newCode().orElseThrow();
        for (int i = 0; i < 9; i++)
            assertThat(House.refusal(setup.claim(code, "ada", "Ada", new Secret("short"))))
                    .isEqualTo("password-weak");
        House.done(claim(code));
    }

    @Test
    void withoutACodeNothingOpens() {
        assertThat(House.refusal(claim(new Secret("")))).isEqualTo("code-over");
    }

    @Test
    void anAdminMadeOnTheCommandLineClaimsTheServer() {
        var code = setup.newCode().orElseThrow();
        try (var commandLine = new House(directory, house.clock, House.CHEAP)) {
            commandLine.person("eve", Role.ADMIN);
        }
        assertThat(House.refusal(claim(code))).isEqualTo("claimed");
        assertThat(House.withinASecond(setup::claimed)).isTrue();
    }

    @Test
    void aResidentDoesNotClaimTheServer() {
        house.person("rosa", Role.RESIDENT);
        assertThat(setup.claimed()).isFalse();
    }

    private Outcome<Person> claim(Secret code) {
        return setup.claim(code, "ada", "Ada", House.PASSWORD);
    }
}

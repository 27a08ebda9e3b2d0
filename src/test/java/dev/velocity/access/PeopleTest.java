package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {
    @TempDir
    private Path directory;

    private House house;
    private People people;

    @BeforeEach
    void open() {
        house = new House(directory);
        people = house.access.people();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void everyChangeIsInTheTrail() {
        house.person("ada", Role.ADMIN);
        house.person("olga", Role.OPERATIONS);
        var ada = people.find("ada").orElseThrow().actor();
        House.done(people.changeRole("olga", Role.SECURITY, ada));
        House.done(people.disable("olga", ada));
        House.done(people.enable("olga", ada));
        House.done(people.resetPassword("olga", new Secret("seven red kites at dusk"), ada));
        House.done(people.signOutEverywhere("olga", ada));
        assertThat(house.trail())
                .containsExactly(
                        "command-line person.add person/ada",
                        "command-line person.add person/olga",
                        "ada person.role person/olga",
                        "ada person.disable person/olga",
                        "ada person.enable person/olga",
                        "ada person.password person/olga",
                        "ada session.end-all person/olga");
    }

    @Test
    void whatChangesNothingIsNotInTheTrail() {
        house.person("ada", Role.ADMIN);
        House.done(people.changeRole("ada", Role.ADMIN, House.ROOT));
        House.done(people.enable("ada", House.ROOT));
        assertThat(house.trail()).hasSize(1);
    }

    @Test
    void nobodyChangesTheirOwnRoleOrShutsThemselvesOut() {
        var ada = house.person("ada", Role.ADMIN).actor();
        house.person("eve", Role.ADMIN);
        assertThat(House.refusal(people.changeRole("ada", Role.RESIDENT, ada))).isEqualTo("own-account");
        assertThat(House.refusal(people.disable("ada", ada))).isEqualTo("own-account");
    }

    @Test
    void theLastAdminWhoCanSignInStaysOne() {
        house.person("ada", Role.ADMIN);
        house.person("eve", Role.ADMIN);
        House.done(people.disable("eve", House.ROOT));
        assertThat(House.refusal(people.disable("ada", House.ROOT))).isEqualTo("last-admin");
        assertThat(House.refusal(people.changeRole("ada", Role.ANALYST, House.ROOT)))
                .isEqualTo("last-admin");
        assertThat(house.trail()).hasSize(3);
    }

    @Test
    void aNameIsGivenOnce() {
        house.person("ada", Role.ADMIN);
        assertThat(House.refusal(people.add("ada", "Another", Role.RESIDENT, House.PASSWORD, House.ROOT)))
                .isEqualTo("name-taken");
        assertThat(people.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Ada", "a b", "-a", "a.", "system", "command-line", "condition", "a\n", "\u0430da", "ada'--"
            })
    void whatIsNoNameIsRefused(String name) {
        assertThat(House.refusal(people.add(name, "x", Role.RESIDENT, House.PASSWORD, House.ROOT)))
                .isEqualTo("name-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u202eb", " a", "\u0000"})
    void whatCannotBeShownIsRefused(String display) {
        assertThat(House.refusal(people.add("ada", display, Role.RESIDENT, House.PASSWORD, House.ROOT)))
                .isEqualTo("display-invalid");
    }

    @Test
    void whoIsUnknownIsUnknown() {
        assertThat(House.refusal(people.disable("nobody", House.ROOT))).isEqualTo("unknown");
        assertThat(House.refusal(people.resetPassword("nobody", House.PASSWORD, House.ROOT)))
                .isEqualTo("unknown");
    }

    @Test
    void markupInANameStaysText() {
        var display = "<img src=x onerror=alert(1)>";
        assertThat(House.done(people.add("bobby", display, Role.RESIDENT, House.PASSWORD, House.ROOT))
                        .display())
                .isEqualTo(display);
    }
}

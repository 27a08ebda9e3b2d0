package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    /// The whole matrix, written down a second time: one letter for each role in the order of [Role], a dot for no.
    private static final String MATRIX = """
            READ_SUMMARY      RSOAX
            READ_BOARD        RSOAX
            READ_SENSORS      .SOAX
            READ_SITE         RSOAX
            REPORT            RSOAX
            ACKNOWLEDGE       RSO..
            COMMENT           RSO..
            RESOLVE           .SO..
            ASSIGN            .SO..
            SHELVE            .SO..
            SILENCE           .SO..
            TAKE_OUT_OF_SERVICE ..O..
            READ_WATCH        .SOAX
            HAND_OVER         .SO..
            PROPOSE_LIMITS    ..O..
            APPROVE_LIMITS    ....X
            PROPOSE_SITE      ..O.X
            APPROVE_SITE      ..O.X
            RUN_WHAT_IF       ..OAX
            READ_HISTORY      .SOA.
            REVIEW_INCIDENTS  .SO..
            EXPORT            .SOA.
            READ_AUDIT_OWN    RSOAX
            READ_AUDIT_ALERTS .S.AX
            READ_AUDIT_ALL    ...AX
            MANAGE_PEOPLE     ....X
            MANAGE_DISPLAYS   .S..X
            MANAGE_DEVICES    ....X
            """;

    @Test
    void theMatrixIsAsDecided() {
        var actual = Stream.of(Action.values())
                .map(action -> "%-17s %s%n"
                        .formatted(
                                action,
                                Stream.of(Role.values())
                                        .map(role -> Permissions.allows(role, action) ? letter(role) : ".")
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining());
        assertThat(actual).isEqualTo(MATRIX);
    }

    @Test
    void whoManagesPeopleTouchesNoAlertAndTheAnalystChangesNothing() {
        for (var action : EnumSet.of(Action.ACKNOWLEDGE, Action.COMMENT, Action.RESOLVE)) {
            assertThat(Permissions.allows(Role.ADMIN, action)).isFalse();
            assertThat(Permissions.allows(Role.ANALYST, action)).isFalse();
        }
    }

    @Test
    void residentsSeeTheirOwnQueueAlone() {
        for (var owner : Role.values())
            for (var informed : Set.of(Set.<Role>of(), EnumSet.allOf(Role.class)))
                assertThat(Permissions.maySee(Role.RESIDENT, owner, informed)).isEqualTo(owner == Role.RESIDENT);
    }

    @Test
    void operationsSeeWhatIsTheirsOrWhatTheyAreToldOf() {
        assertThat(Permissions.maySee(Role.OPERATIONS, Role.SECURITY, Set.of())).isFalse();
        assertThat(Permissions.maySee(Role.OPERATIONS, Role.SECURITY, Set.of(Role.OPERATIONS)))
                .isTrue();
        assertThat(Permissions.maySee(Role.OPERATIONS, Role.OPERATIONS, Set.of()))
                .isTrue();
    }

    @Test
    void nobodyActsOnWhatTheyDoNotSee() {
        for (var role : Role.values())
            for (var action : Action.values())
                for (var owner : Role.values())
                    if (Permissions.mayAct(role, action, owner, Set.of()))
                        assertThat(Permissions.maySee(role, owner, Set.of()) && Permissions.allows(role, action))
                                .isTrue();
        assertThat(Permissions.mayAct(Role.RESIDENT, Action.ACKNOWLEDGE, Role.SECURITY, Set.of()))
                .isFalse();
        assertThat(Permissions.mayAct(Role.RESIDENT, Action.ACKNOWLEDGE, Role.RESIDENT, Set.of()))
                .isTrue();
    }

    private static String letter(Role role) {
        return switch (role) {
            case RESIDENT -> "R";
            case SECURITY -> "S";
            case OPERATIONS -> "O";
            case ANALYST -> "A";
            case ADMIN -> "X";
        };
    }
}

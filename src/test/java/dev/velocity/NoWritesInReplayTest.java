package dev.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The room `replay` shows and reckons, and cannot write: it knows neither the writer nor its transactions, and gives
/// no command to an alert.
class NoWritesInReplayTest {
    private static final Set<String> WRITES = Set.of("platform.Tx", "platform.Writer", "platform.Unit");
    private static final Set<String> COMMANDS =
            Set.of("handle", "handleAll", "apply", "tick", "start", "append", "snapshot");
    private static final Set<String> DOORS = Set.of("alert.Alerts", "alert.Silences", "history.Readings");

    @Test
    void itKnowsNothingThatWrites() {
        assertThat(classes()).isNotEmpty();
        assertThat(classes()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> isOne(WRITES, dependency.getTargetClass()))
                        .map(dependency -> dependency.getDescription()))
                .isEmpty();
    }

    @Test
    void itGivesNoCommands() {
        assertThat(classes()
                        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                        .filter(call -> isOne(DOORS, call.getTargetOwner()) && COMMANDS.contains(call.getName()))
                        .map(call -> call.getDescription()))
                .isEmpty();
    }

    private static Stream<JavaClass> classes() {
        return Classes.MAIN.stream().filter(type -> Classes.room(type).equals("replay"));
    }

    private static boolean isOne(Set<String> names, JavaClass type) {
        return names.contains(type.getName().replaceFirst("^" + Classes.ROOT + "\\.", ""));
    }
}

package dev.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Time is passed in: outside `platform` nobody asks the machine what time it is, and no test waits for it to pass.
/// `System.nanoTime()` measures spans and is nobody's idea of now.
class OneClockTest {

    @Test
    void nobodyButThePlatformAsksTheMachineForTheTime() {
        assertThat(calls(Classes.MAIN, "platform")
                        .filter(OneClockTest::asksForTheTime)
                        .map(JavaCodeUnitAccess::getDescription))
                .isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(calls(Classes.TESTS, "bench")
                        .filter(call -> call.getName().equals("sleep"))
                        .map(JavaCodeUnitAccess::getDescription))
                .isEmpty();
    }

    /// What the classes of all rooms but one call or refer to (`Instant::now`).
    private static Stream<JavaCodeUnitAccess<?>> calls(JavaClasses classes, String exceptRoom) {
        return classes.stream()
                .filter(type -> !Classes.room(type).equals(exceptRoom))
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream());
    }

    private static boolean asksForTheTime(JavaCodeUnitAccess<?> call) {
        var name = call.getName();
        var given = call.getTarget().getRawParameterTypes();
        return switch (call.getTargetOwner().getName()) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.time.Clock" -> name.startsWith("system") || (name.startsWith("tick") && given.size() == 1);
            case "java.time.InstantSource" -> name.equals("system");
            case "java.util.Date" -> name.equals("<init>") && given.isEmpty();
            case "java.util.Calendar", "java.util.GregorianCalendar" ->
                name.equals("getInstance") || (name.equals("<init>") && given.isEmpty());
            case String type
            when type.startsWith("java.time.") ->
                name.equals("now") && given.stream().noneMatch(one -> one.isEquivalentTo(Clock.class));
            default -> false;
        };
    }
}

package dev.velocity.live;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/// Publishing to a screen and taking from it look, from outside, as if they happened one at a time: Lincheck tries ways
/// in which they can overlap. (Its classes must be public.)
public class HubLincheckTest {
    private final Hub<Integer> hub = new Hub<>();
    private final Screen<Integer> screen = hub.subscribe();

    @Operation
    public void publish(@Param(gen = IntGen.class) int event) {
        hub.publish(event);
    }

    @Operation(nonParallelGroup = "one thread takes")
    public String take() throws InterruptedException {
        return switch (screen.next(Duration.ZERO)) {
            case Next.Event<Integer>(var event) -> "event " + event;
            case Next.Quiet<Integer>() -> "quiet";
            case Next.Behind<Integer>() -> "behind";
        };
    }

    @Test
    void everyOverlapLooksLikeSomeOrder() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(3)
                .check(HubLincheckTest.class);
    }

    @Test
    void soDoesWhatTheProcessorsMakeOfIt() {
        new StressOptions()
                .iterations(10)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .check(HubLincheckTest.class);
    }
}

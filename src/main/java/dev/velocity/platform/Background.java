package dev.velocity.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a thread of long work stand behind all others. Any thread.
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    /// The calling thread.
    private static final int THIS = 0;
    /// Linux's `SCHED_IDLE`: who has it counts as no work at all when a processor is wanted.
    private static final int IDLE = 5;
    /// Of a `struct sched_param`; of this policy it must be 0.
    private static final int PRIORITY = 0;

    private Background() {}

    /// From now on the calling thread has a processor only while nobody else wants it, and hands it over at once.
    /// Java's own priorities do nothing on Linux unless the whole virtual machine is started for them.
    /// Elsewhere than on Linux nothing changes.
    @SuppressWarnings("restricted") // The signature is Linux's: int (int, int, const struct sched_param *).
    public static void giveWay() {
        if (!System.getProperty("os.name").equals("Linux")) return;
        try (var arena = Arena.ofConfined()) {
            var linker = Linker.nativeLinker();
            var schedule = linker.downcallHandle(
                    linker.defaultLookup().find("sched_setscheduler").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            var param = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
            if ((int) schedule.invokeExact(THIS, IDLE, param) != 0)
                LOG.warn("{} runs beside the others and not behind them: Linux refused", name());
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            // No Error: a system without the function, or one that forbids it. The work is right without, only less
            // considerate. A handle declares Throwable, whatever it calls.
            LOG.warn("{} runs beside the others and not behind them", name(), e);
        }
    }

    private static String name() {
        return Thread.currentThread().getName();
    }
}

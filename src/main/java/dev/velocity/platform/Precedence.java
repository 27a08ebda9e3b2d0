package dev.velocity.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which threads have a processor first when there are more of them than processors. Any thread.
///
/// Java's own priorities do nothing on Linux unless the whole virtual machine is started for them. Elsewhere than on
/// Linux nothing changes here either.
public final class Precedence {
    private static final Logger LOG = LoggerFactory.getLogger(Precedence.class);
    /// The calling thread.
    private static final int THIS = 0;
    /// Linux's `SCHED_OTHER`: as all threads are.
    private static final int OTHER = 0;
    /// Linux's `SCHED_IDLE`: who has it counts as no work at all when a processor is wanted.
    private static final int IDLE = 5;
    /// Of a `struct sched_param`; of this policy it must be 0.
    private static final int PRIORITY = 0;
    /// How nice who comes first is, where that is allowed: beside one other, nine parts of ten are its own.
    private static final int FIRST = -10;
    /// The shortest that Linux knows.
    private static final Duration SLICE = Duration.ofNanos(100_000);
    /// Threads that it starts are as all others are: some carry everybody's virtual threads.
    private static final long RESET_ON_FORK = 1;
    /// Bytes of the first `struct sched_attr`, which every kernel knows.
    private static final int ATTRIBUTES = 48;

    private Precedence() {}

    /// From now on the calling thread has a processor only while nobody else wants it, and hands it over at once.
    @SuppressWarnings("restricted") // The signature is Linux's: int (int, int, const struct sched_param *).
    public static void giveWay() {
        ask("stands behind the others", () -> {
            try (var arena = Arena.ofConfined()) {
                var linker = Linker.nativeLinker();
                var schedule = linker.downcallHandle(
                        linker.defaultLookup().find("sched_setscheduler").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
                var param = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
                return (int) schedule.invokeExact(THIS, IDLE, param) == 0;
            }
        });
    }

    /// From now on the calling thread, which has little to do at a time, has a processor as soon as it has
    /// something, also in the middle of another thread's turn: it asks for short turns, and who does may interrupt
    /// (from Linux 6.12 on; older ones take no notice), and it is less nice, so that it may do so again soon.
    /// Without it a thread that everybody waits for waits some milliseconds itself, up to the clock's next tick,
    /// while a compiler or a collector works.
    @SuppressWarnings("restricted") // The signature is Linux's: long (long, ...), of which the answer is an int.
    public static void comeFirst() {
        ask("comes first", () -> {
            try (var arena = Arena.ofConfined()) {
                var linker = Linker.nativeLinker();
                var call = linker.downcallHandle(
                        linker.defaultLookup().find("syscall").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(1));
                var nice = linker.downcallHandle(
                        linker.defaultLookup().find("getpriority").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
                var attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
                attributes.set(ValueLayout.JAVA_INT, 0, ATTRIBUTES);
                attributes.set(ValueLayout.JAVA_INT, 4, OTHER);
                attributes.set(ValueLayout.JAVA_LONG, 8, RESET_ON_FORK);
                attributes.set(ValueLayout.JAVA_INT, 16, FIRST);
                attributes.set(ValueLayout.JAVA_LONG, 24, SLICE.toNanos());
                if ((long) call.invokeExact(setAttributes(), THIS, attributes, 0) == 0) return true;
                // Few may be less nice than they are.
                attributes.set(ValueLayout.JAVA_INT, 16, (int) nice.invokeExact(THIS, THIS));
                return (long) call.invokeExact(setAttributes(), THIS, attributes, 0) == 0;
            }
        });
    }

    /// Linux's number of `sched_setattr`, which C libraries have no function for.
    private static long setAttributes() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> 314;
            case "aarch64" -> 274;
            default -> throw new UnsupportedOperationException("not known for " + System.getProperty("os.arch"));
        };
    }

    private interface Asking {
        boolean linux() throws Throwable;
    }

    private static void ask(String what, Asking asking) {
        if (!System.getProperty("os.name").equals("Linux")) return;
        var name = Thread.currentThread().getName();
        try {
            if (!asking.linux()) LOG.warn("{} runs as all others do, and not so that it {}: Linux refused", name, what);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            // No Error: a system without the function, or one that forbids it. The work is right without, only less
            // considerate. A handle declares Throwable, whatever it calls.
            LOG.warn("{} runs as all others do, and not so that it {}", name, what, e);
        }
    }
}

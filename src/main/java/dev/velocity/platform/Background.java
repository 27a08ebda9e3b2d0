package dev.velocity.platform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a thread of long work stand behind all others. Any thread.
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    /// Linux's words for "of one thread", "this one", and "least".
    private static final int PROCESS = 0;

    private static final int THIS = 0;
    private static final int NICEST = 19;

    private Background() {}

    /// From now on the calling thread has a processor only while nobody else wants it: nearly none of one that others
    /// keep busy. Java's own priorities do nothing on Linux unless the whole virtual machine is started for them.
    /// Elsewhere than on Linux nothing changes.
    @SuppressWarnings("restricted") // The signature is Linux's: three ints, and an int comes back.
    public static void giveWay() {
        if (!System.getProperty("os.name").equals("Linux")) return;
        try {
            var linker = Linker.nativeLinker();
            var setPriority = linker.downcallHandle(
                    linker.defaultLookup().find("setpriority").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            if ((int) setPriority.invokeExact(PROCESS, THIS, NICEST) != 0)
                LOG.warn(
                        "{} runs beside the others and not behind them: Linux refused",
                        Thread.currentThread().getName());
        } catch (Throwable e) {
            // What it does is right without it, only less considerate.
            LOG.warn(
                    "{} runs beside the others and not behind them",
                    Thread.currentThread().getName(),
                    e);
        }
    }
}

package dev.velocity.command;

import dev.velocity.command.ImportState.Sent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Shows how an import goes: one line that moves on a terminal, a plain line now and then elsewhere.
final class ImportScreen implements ImportRun.Screen {
    private static final long NANOS_ON_TERMINAL = Duration.ofMillis(200).toNanos();
    private static final long NANOS_ELSEWHERE = Duration.ofSeconds(10).toNanos();
    private static final int BAR = 20;

    private final PrintWriter out;
    private final boolean terminal;
    private final long size;
    private long started = System.nanoTime();
    private long shown = started;
    private int width;
    private long rowsBefore;
    private long bytesBefore;

    /// @param size of the file in bytes
    ImportScreen(PrintWriter out, boolean terminal, long size) {
        this.out = out;
        this.terminal = terminal;
        this.size = size;
    }

    @Override
    public void begins(Sent before, long bytes) {
        rowsBefore = before.rows();
        bytesBefore = bytes;
        started = System.nanoTime();
    }

    @Override
    public void progress(Sent sent, long bytes) {
        long now = System.nanoTime();
        if (now - shown < (terminal ? NANOS_ON_TERMINAL : NANOS_ELSEWHERE)) return;
        shown = now;
        line(text(sent, bytes, now - started));
    }

    @Override
    public void waits(Duration pause, String because) throws InterruptedException {
        line(because + "; trying again in " + Math.max(1, pause.toSeconds()) + " s");
        Thread.sleep(pause);
    }

    /// Rows a second of this run.
    double rate(Sent sent) {
        double seconds = (System.nanoTime() - started) / 1e9;
        return (sent.rows() - rowsBefore) / Math.max(seconds, 1e-3);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// Leaves the moving line, so that what follows has its own.
    void end() {
        if (terminal && width > 0) out.println();
        width = 0;
        out.flush();
    }

    private String text(Sent sent, long bytes, long nanos) {
        double done = size == 0 ? 1 : Math.min(1, (double) bytes / size);
        var bar = "#".repeat((int) (done * BAR)) + ".".repeat(BAR - (int) (done * BAR));
        double perNano = (bytes - bytesBefore) / (double) Math.max(1, nanos);
        var left = perNano > 0 ? Duration.ofNanos((long) ((size - bytes) / perNano)) : Duration.ZERO;
        return String.format(
                Locale.ROOT,
                "%s %3.0f %%  %,d rows  %,d new, %,d known, %,d late, %,d refused  %,.0f rows/s  %s left",
                terminal ? "[" + bar + "]" : "import",
                100 * done,
                sent.rows(),
                sent.accepted(),
                sent.duplicates(),
                sent.late(),
                sent.rejected(),
                rate(sent),
                shortly(left));
    }

    private void line(String text) {
        if (!terminal) {
            out.println(text);
        } else {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        }
        out.flush();
    }

    static String shortly(Duration length) {
        if (length.toHours() > 0) return length.toHours() + " h " + length.toMinutesPart() + " min";
        if (length.toMinutes() > 0) return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        return length.toSeconds() + " s";
    }
}

package dev.velocity.command;

import dev.velocity.bridge.CsvReadings;
import dev.velocity.bridge.Troubles;
import dev.velocity.command.ImportState.Sent;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.ingest.ReadingsClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLException;

/// One run of an import: rows become batches, batches go through the devices' door one after the other, and what is
/// answered is written down.
final class ImportRun {
    private static final int MOST_READINGS = 1_000;
    /// A row is never cut in two, so a batch stays below the door's 1 MiB by the longest row there can be.
    private static final int BYTES_ENOUGH = 700_000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final CsvReadings readings;
    private final ReadingsClient door;
    private final ImportState state;
    private final Duration patience;
    private final Screen screen;
    private final Troubles rejected = new Troubles();

    private long[] lines = new long[MOST_READINGS];
    private String[] sensors = new String[MOST_READINGS];
    private Sent sent = Sent.NOTHING;

    /// Who is told how it goes, and waits on its behalf.
    interface Screen {
        /// What earlier runs have sent lies behind.
        void begins(Sent before, long bytes);

        void progress(Sent sent, long bytes);

        /// Nothing is taken now; the run tries again after `pause`.
        void waits(Duration pause, String because) throws InterruptedException;
    }

    /// The import cannot go on; what was sent stays.
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;

        Stopped(String because) {
            super(because);
        }
    }

    /// @param patience how long the server may take nothing before the run gives up
    ImportRun(CsvReadings readings, ReadingsClient door, ImportState state, Duration patience, Screen screen) {
        this.readings = readings;
        this.door = door;
        this.state = state;
        this.patience = patience;
        this.screen = screen;
    }

    /// Sends the rows after those of `before`, to the end of the file.
    void run(Sent before) throws IOException, InterruptedException {
        sent = before;
        while (readings.rows() < before.rows()) {
            if (!readings.next((_, _, _) -> {})) break;
        }
        screen.begins(sent, readings.bytes());
        while (readings.next((sensor, at, value) -> {
            int place = door.waiting();
            if (place == lines.length) {
                lines = Arrays.copyOf(lines, 2 * place);
                sensors = Arrays.copyOf(sensors, 2 * place);
            }
            lines[place] = readings.line();
            sensors[place] = sensor;
            door.add(sensor, at, value);
        })) {
            if (door.waiting() >= MOST_READINGS || door.bytes() >= BYTES_ENOUGH) send();
        }
        send();
    }

    /// What the server has answered for, earlier runs included.
    Sent sent() {
        return sent;
    }

    /// Readings the server refused in this run.
    Troubles rejected() {
        return rejected;
    }

    private void send() throws IOException, InterruptedException {
        int count = door.waiting();
        var taken = answer();
        for (var one : taken.rejected()) {
            boolean known = one.index() >= 0 && one.index() < count;
            rejected.note(
                    one.code(),
                    known ? lines[one.index()] : 0,
                    (known ? "sensor " + sensors[one.index()] + ": " : "") + one.detail());
        }
        sent = new Sent(
                readings.rows(),
                sent.accepted() + taken.accepted(),
                sent.duplicates() + taken.duplicates(),
                sent.late() + taken.late(),
                sent.rejected() + taken.rejected().size());
        state.write(sent);
        screen.progress(sent, readings.bytes());
    }

    private Answer.Taken answer() throws IOException, InterruptedException {
        var pause = FIRST_PAUSE;
        var waited = Duration.ZERO;
        while (true) {
            String because;
            try {
                switch (door.send()) {
                    case Answer.Taken taken -> {
                        return taken;
                    }
                    case Answer.Refused refused when !refused.again() -> throw new Stopped(told(refused));
                    case Answer.Refused refused -> because = told(refused);
                }
            } catch (Stopped stopped) {
                throw stopped;
            } catch (SSLException e) {
                throw new Stopped("the server's certificate is not trusted (" + e.getMessage()
                        + "): name its authority's file with --trust");
            } catch (IOException e) {
                because = "no answer from the server ("
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")";
            }
            if (waited.compareTo(patience) >= 0) throw new Stopped(because);
            screen.waits(pause, because);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String told(Answer.Refused refused) {
        var told = "the server answers " + refused.status() + ": " + refused.detail();
        return refused.status() == 401 ? told + " (make one with `velocity device add`)" : told;
    }
}

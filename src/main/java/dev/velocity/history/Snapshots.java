package dev.velocity.history;

import dev.velocity.platform.Unit;
import dev.velocity.platform.Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Writes down what memory holds and keeps nobody waiting long: squeezing is the caller's work, the writer gets small
/// units.
///
/// The rules' memory is taken at once, as of one row of the journal, the history's of a few sensors at a time. So that
/// may know of later rows; a start gives it those again, and nothing changes. A start goes by a snapshot once the last
/// unit has said that it is complete; the next one deletes what never was.
final class Snapshots {
    static final int SENSORS_AT_ONCE = 256;
    static final int BYTES_IN_A_PART = 1 << 17;
    private static final int PARTS_AT_ONCE = 4;

    private final Readings readings;
    private final Writer writer;

    Snapshots(Readings readings, Writer writer) {
        this.readings = readings;
        this.writer = writer;
    }

    /// What was taken at once.
    ///
    /// @param before up to which row the snapshot before it knows
    /// @param latest by the catalogue's index
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Taken(long journal, long before, byte[] rules, Readings.Shown[] latest) {}

    /// @param rules what the rules remember when it runs
    void keep(Unit<byte[]> rules) {
        var taken = writer.write(tx -> readings.take(tx, rules.run(tx)));
        long journal = taken.journal();
        // Nothing has come since, and a start may need that one at any time.
        if (journal == taken.before()) return;
        forgetOthers();
        squeeze(Readings.RULES, journal, out -> out.write(taken.rules()));
        squeeze(Readings.HISTORY, journal, out -> {
            for (int from = 0; from < taken.latest().length; from += SENSORS_AT_ONCE) {
                int first = from;
                var latest = Arrays.copyOfRange(
                        taken.latest(), first, Math.min(first + SENSORS_AT_ONCE, taken.latest().length));
                out.write(Memory.write(writer.write(_ -> readings.memory(first, latest))));
            }
        });
        writer.write(tx -> {
            JournalStore.keep(tx, Readings.HISTORY, journal);
            JournalStore.keep(tx, Readings.RULES, journal);
            tx.afterCommit(readings::snapshotKept);
            return true;
        });
        forgetOthers();
    }

    private void forgetOthers() {
        while (writer.write(tx -> JournalStore.forgetParts(tx, PARTS_AT_ONCE)) > 0) {}
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private void squeeze(String room, long journal, Writing writing) {
        try (var out = Squeezed.fast(new Parts(room, journal))) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }

    /// Cuts what is written to it into parts, each a unit of work.
    private final class Parts extends OutputStream {
        private final String room;
        private final long journal;
        private final byte[] part = new byte[BYTES_IN_A_PART];
        private int filled;
        private int count;

        Parts(String room, long journal) {
            this.room = room;
            this.journal = journal;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int done = 0; done < length; ) {
                int some = Math.min(length - done, part.length - filled);
                System.arraycopy(bytes, from + done, part, filled, some);
                filled += some;
                done += some;
                if (filled == part.length) end();
            }
        }

        @Override
        public void close() {
            if (filled > 0) end();
        }

        private void end() {
            int number = count++;
            var data = Arrays.copyOf(part, filled);
            filled = 0;
            writer.write(tx -> {
                JournalStore.keepPart(tx, room, journal, number, data);
                return true;
            });
        }
    }
}

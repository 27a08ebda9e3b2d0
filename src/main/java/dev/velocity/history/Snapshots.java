package dev.velocity.history;

import dev.velocity.platform.Tx;
import dev.velocity.platform.Unit;
import dev.velocity.platform.Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes down what memory holds and keeps nobody waiting long: squeezing is the caller's work, the writer gets small
/// units.
///
/// The rules' memory is taken at once, as of one row of the journal, the history's of a few sensors at a time. So that
/// may know of later rows; a start gives it those again, and nothing changes. A start goes by a snapshot once the last
/// unit has said that it is complete; the next one deletes what never was.
final class Snapshots {
    static final int SENSORS_AT_ONCE = 256;
    static final int BYTES_IN_A_PART = 1 << 16;
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
        // Nothing has come since, and a start may need that one at any time.
        if (taken.journal() == taken.before()) return;
        while (writer.write(this::forgetOthers) > 0) {}
        var parts = new Parts(taken.journal());
        squeeze(parts.of(Readings.RULES), out -> out.write(taken.rules()));
        squeeze(parts.of(Readings.HISTORY), out -> {
            for (int from = 0; from < taken.latest().length; from += SENSORS_AT_ONCE) {
                int first = from;
                var latest = Arrays.copyOfRange(
                        taken.latest(), first, Math.min(first + SENSORS_AT_ONCE, taken.latest().length));
                out.write(Memory.write(writer.write(_ -> readings.memory(first, latest))));
            }
        });
        writer.write(tx -> {
            parts.keep(tx);
            JournalStore.keep(tx, Readings.HISTORY, taken.journal());
            JournalStore.keep(tx, Readings.RULES, taken.journal());
            tx.afterCommit(readings::snapshotKept);
            return forgetOthers(tx);
        });
        while (writer.write(this::forgetOthers) > 0) {}
    }

    private int forgetOthers(Tx tx) {
        return JournalStore.forgetParts(tx, PARTS_AT_ONCE);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static void squeeze(OutputStream parts, Writing writing) {
        try (var out = Squeezed.fast(parts)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }

    /// Cuts what is written to it into parts and hands them to the writer, small ones together.
    private final class Parts {
        @SuppressWarnings("ArrayRecordComponent") // handed straight on
        private record Part(String room, int number, byte[] data) {}

        private final long journal;
        private List<Part> waiting = new ArrayList<>();
        private int bytes;

        Parts(long journal) {
            this.journal = journal;
        }

        OutputStream of(String room) {
            return new OutputStream() {
                private final byte[] part = new byte[BYTES_IN_A_PART];
                private int filled;
                private int count;

                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] data, int from, int length) {
                    for (int done = 0; done < length; ) {
                        int some = Math.min(length - done, part.length - filled);
                        System.arraycopy(data, from + done, part, filled, some);
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
                    add(new Part(room, count++, Arrays.copyOf(part, filled)));
                    filled = 0;
                }
            };
        }

        private void add(Part part) {
            waiting.add(part);
            bytes += part.data.length;
            if (bytes < BYTES_IN_A_PART) return;
            writer.write(tx -> {
                keep(tx);
                return true;
            });
            waiting = new ArrayList<>();
            bytes = 0;
        }

        /// Writes down what waits.
        void keep(Tx tx) {
            for (var part : waiting) JournalStore.keepPart(tx, part.room, journal, part.number, part.data);
        }
    }
}

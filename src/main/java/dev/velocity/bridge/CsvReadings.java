package dev.velocity.bridge;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.velocity.bridge.CsvMapping.Value;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The readings of a CSV file, row by row, in the unit of their quantity. Memory is bounded, whatever the file's size
/// and content; what cannot be read is noted in [#troubles()] and never ends the reading. For one thread.
public final class CsvReadings implements AutoCloseable {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[eE][-+]?\\d{1,3})?");

    private final CsvMapping mapping;
    private final Counting bytes;
    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final Troubles troubles = new Troubles();
    private final List<Set<String>> allowed;
    private int[] positions = new int[0];
    private int width;
    private @Nullable CsvRecord first;
    private @Nullable Instant previous;
    private long rows;
    private long leftOut;
    private long line;

    /// Takes the readings of a row.
    @FunctionalInterface
    public interface Sink {
        /// @param value in the unit of the sensor's quantity
        void reading(String sensor, Instant at, double value);
    }

    /// Begins to read; the header, when there is one, is read at once.
    ///
    /// @throws dev.velocity.sensor.WrongFile when the mapping names columns that the file does not have
    public CsvReadings(InputStream file, CsvMapping mapping) throws IOException {
        this.mapping = mapping;
        allowed = List.copyOf(mapping.only().values());
        bytes = new Counting(file);
        var guard = new LineGuard(
                text(bytes, mapping.charset()),
                mapping.delimiter(),
                number -> troubles.note("quotes do not fit, or the line is too long", number, ""));
        csv = CsvReader.builder()
                .fieldSeparator(mapping.delimiter())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(guard);
        records = csv.iterator();
        begin();
    }

    private void begin() {
        if (!records.hasNext()) return;
        var record = records.next();
        var named = mapping.columns();
        if (mapping.header()) {
            if (named.isEmpty())
                named = record.getFields().stream().map(String::strip).toList();
        } else {
            first = record;
        }
        width = named.isEmpty() ? record.getFieldCount() : named.size();
        positions = mapping.positions(mapping.wanted(), named, width);
    }

    /// Gives the readings of the next row to `sink`, which may be none; false at the end of the file.
    public boolean next(Sink sink) {
        var record = first;
        first = null;
        if (record == null) {
            if (!records.hasNext()) return false;
            record = records.next();
        }
        rows++;
        line = record.getStartingLineNumber();
        if (!fits(record)) {
            troubles.note(
                    "the row has another number of fields than there are columns",
                    line,
                    "has " + record.getFieldCount() + ", not " + width);
            return true;
        }
        int place = mapping.time().columns().size();
        for (var texts : allowed)
            if (!texts.contains(field(record, place++))) {
                leftOut++;
                return true;
            }
        var written = time(record);
        var at = mapping.time().format().parse(written, previous);
        if (at.isEmpty()) {
            troubles.note("the time cannot be read", line, "says '" + written + "'");
            return true;
        }
        previous = at.get();
        for (var value : mapping.values()) value(record, place++, value, at.get(), sink);
        return true;
    }

    /// Rows seen so far, those that could not be read included; the header is none.
    public long rows() {
        return rows;
    }

    /// Rows the mapping's filter left out.
    public long leftOut() {
        return leftOut;
    }

    /// Where in the file the last row began, from 1.
    public long line() {
        return line;
    }

    /// Bytes of the file read so far; some of them may wait in a buffer.
    public long bytes() {
        return bytes.count;
    }

    public Troubles troubles() {
        return troubles;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /// One field too many or few shifts all values; only empty fields at the end say nothing.
    private boolean fits(CsvRecord record) {
        if (record.getFieldCount() < width) return false;
        for (int i = width; i < record.getFieldCount(); i++)
            if (!record.getField(i).isBlank()) return false;
        return true;
    }

    private String field(CsvRecord record, int place) {
        return record.getField(positions[place]).strip();
    }

    private String time(CsvRecord record) {
        var columns = mapping.time().columns();
        if (columns.size() == 1) return field(record, 0);
        var parts = new ArrayList<String>(columns.size());
        for (int i = 0; i < columns.size(); i++) parts.add(field(record, i));
        return String.join(" ", parts);
    }

    private void value(CsvRecord record, int place, Value column, Instant at, Sink sink) {
        var written = field(record, place);
        if (mapping.skip().contains(written)) return;
        var plain =
                mapping.decimal() == '.' ? written : written.replace(".", "x").replace(mapping.decimal(), '.');
        double value = NUMBER.matcher(plain).matches() ? column.convert(Double.parseDouble(plain)) : Double.NaN;
        if (Double.isFinite(value)) sink.reading(column.sensor().text(), at, value);
        else troubles.note("not a number", line, "column " + column.column().name() + " says '" + written + "'");
    }

    /// A byte order mark says more of the file than the mapping does.
    private static Reader text(InputStream file, Charset charset) throws IOException {
        var in = new BufferedInputStream(file, 65_536);
        in.mark(3);
        var mark = in.readNBytes(3);
        if (mark.length == 3 && mark[0] == (byte) 0xef && mark[1] == (byte) 0xbb && mark[2] == (byte) 0xbf)
            return new InputStreamReader(in, StandardCharsets.UTF_8);
        in.reset();
        return new InputStreamReader(in, charset);
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count++;
            return one;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            if (read > 0) count += read;
            return read;
        }
    }
}

package dev.velocity.bridge;

import dev.velocity.measure.Quantity;
import dev.velocity.measure.Unit;
import dev.velocity.sensor.Fields;
import dev.velocity.sensor.Problems;
import dev.velocity.sensor.SensorId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the columns of a CSV file become readings: a YAML file that people write once per kind of file.
///
/// ```yaml
/// time: { column: date, format: uuuu-MM-dd HH:mm:ss, zone: UTC }
/// only: { STATUS: APPROVED }
/// skip: ["", NA]
/// values:
///   CO2: { sensor: office-co2, quantity: carbon-dioxide, unit: ppm }
/// ```
///
/// A column is named as the header or `columns:` names it, or by its position, 1 for the first. Which columns there are
/// is known when a CSV file is opened; [CsvReadings] checks them then.
///
/// @param delimiter between fields
/// @param charset of the file; a byte order mark is believed before it
/// @param header whether the first line names the columns
/// @param columns names given here, instead of or over the header's; empty to believe the header
/// @param time when a row was taken
/// @param decimal what stands before the fraction of a number
/// @param skip texts that stand for "no reading here"
/// @param only rows of other texts in these columns are left out
/// @param values the columns that are readings, never none
public record CsvMapping(
        char delimiter,
        Charset charset,
        boolean header,
        List<String> columns,
        Time time,
        char decimal,
        Set<String> skip,
        Map<Column, Set<String>> only,
        List<Value> values) {
    /// Most sensors one file can feed.
    public static final int MOST_VALUES = 1_000;

    private static final Map<String, Quantity> QUANTITIES = new LinkedHashMap<>();
    private static final Map<String, Character> DECIMALS = new LinkedHashMap<>();
    private static final String NO_COLUMN = "must be the name or the position of a column";

    static {
        for (var quantity : Quantity.values()) QUANTITIES.put(quantity.text(), quantity);
        DECIMALS.put(".", '.');
        DECIMALS.put(",", ',');
    }

    /// A column as the mapping names it.
    ///
    /// @param line of the mapping, for messages
    public record Column(String name, int line) {}

    /// When a row was taken.
    ///
    /// @param columns whose texts, with a space between, say it
    public record Time(List<Column> columns, TimeFormat format) {}

    /// A column of readings.
    ///
    /// @param scale the column's numbers are multiplied by this before anything else
    public record Value(Column column, SensorId sensor, Quantity quantity, Unit unit, double scale) {
        /// The column's number as the sensor's quantity is held.
        double convert(double number) {
            return unit.convert(number * scale, Unit.of(quantity));
        }
    }

    public CsvMapping {
        columns = List.copyOf(columns);
        skip = Set.copyOf(skip);
        only = Collections.unmodifiableMap(new LinkedHashMap<>(only));
        values = List.copyOf(values);
    }

    /// The mapping in the file at `path`.
    ///
    /// @throws WrongFile with every problem of the file, if it has any
    /// @throws IOException if the file cannot be read at all
    public static CsvMapping read(Path path) throws IOException {
        var bytes = Files.readAllBytes(path);
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            var problems = new Problems();
            problems.file(1, "the file is not UTF-8 text.");
            problems.throwIfAny();
            throw e;
        }
    }

    /// The mapping `text` describes.
    ///
    /// @throws WrongFile with every problem of the text, if it has any
    public static CsvMapping read(String text) {
        var problems = new Problems();
        var mapping = new Reader(problems).mapping(Fields.parse(text, problems));
        problems.throwIfAny();
        return mapping.orElseThrow();
    }

    private static final class Reader {
        private final Problems problems;

        Reader(Problems problems) {
            this.problems = problems;
        }

        Optional<CsvMapping> mapping(Fields root) {
            char decimal = root.oneOf("decimal", DECIMALS, '.');
            char delimiter = delimiter(root, decimal);
            var charset = root.has("charset")
                    ? root.made("charset", Charset::forName, "the name of a character set, such as UTF-8 or ISO-8859-1")
                    : Optional.of(StandardCharsets.UTF_8);
            boolean header = root.flag("header", true);
            var columns = root.texts("columns", "a list of names, one for each column in order");
            if (columns.stream().distinct().count() != columns.size())
                root.wrong("columns", "each name must stand once.");
            var time = time(root);
            var skip = root.has("skip") ? root.texts("skip", "a list of texts such as [\"\", NA]") : List.of("");
            var only = only(root);
            var values = values(root);
            root.finish();
            if (problems.count() > 0) return Optional.empty();
            return Optional.of(new CsvMapping(
                    delimiter,
                    charset.orElseThrow(),
                    header,
                    columns,
                    time.orElseThrow(),
                    decimal,
                    Set.copyOf(skip),
                    only,
                    values));
        }

        private static char delimiter(Fields root, char decimal) {
            var written = root.text("delimiter").orElse(",");
            if (written.equals("tab")) return '\t';
            char one = written.charAt(0);
            if (written.length() != 1 || one == '"' || Character.isISOControl(one) || Character.isSurrogate(one))
                root.wrong("delimiter", "must be one sign such as \",\" or \";\", or tab.");
            else if (one == decimal)
                root.wrong("delimiter", "cannot be what stands before the fraction of a number too (decimal).");
            return one;
        }

        private static Optional<Time> time(Fields root) {
            var block = root.block("time");
            if (block.isEmpty()) {
                root.missing("time", "say which column tells when a row was taken, and how it is written.");
                return Optional.empty();
            }
            var fields = block.get();
            if (!fields.has("column")) fields.missing("column", NO_COLUMN + ", or of two such as [date, time].");
            var columns = fields.texts("column", NO_COLUMN).stream()
                    .map(name -> new Column(name, fields.line("column")))
                    .toList();
            if (fields.has("column") && columns.isEmpty()) fields.wrong("column", NO_COLUMN + ".");
            Optional<ZoneId> zone = fields.has("zone")
                    ? fields.made("zone", ZoneId::of, "the name of a time zone, such as Europe/Helsinki or UTC")
                    : Optional.empty();
            var format = fields.made("format", text -> TimeFormat.of(text, zone), TimeFormat.ALLOWED);
            if (format.filter(TimeFormat::needsZone).isPresent() && !fields.has("zone"))
                fields.missing("zone", "the format says no zone, so say which one the times are in, such as UTC.");
            fields.finish();
            return format.map(known -> new Time(columns, known));
        }

        private static Map<Column, Set<String>> only(Fields root) {
            var only = new LinkedHashMap<Column, Set<String>>();
            root.block("only").ifPresent(fields -> {
                for (var name : fields.keys())
                    only.put(
                            new Column(name, fields.line(name)),
                            Set.copyOf(fields.texts(name, "a text, or a list of texts")));
                fields.finish();
            });
            return only;
        }

        private static List<Value> values(Fields root) {
            var values = new ArrayList<Value>();
            var blocks = root.block("values");
            if (blocks.isEmpty() || blocks.get().keys().isEmpty()) {
                if (blocks.isEmpty()) root.missing("values", "say which columns are readings, and of which sensors.");
                else root.wrong("values", "must name one column or more.");
                return values;
            }
            var all = blocks.get();
            if (all.keys().size() > MOST_VALUES) root.wrong("values", "must name at most " + MOST_VALUES + " columns.");
            var columnOf = new HashMap<SensorId, String>();
            for (var name : all.keys()) {
                var value = all.block(name).flatMap(fields -> value(fields, new Column(name, all.line(name))));
                value.ifPresent(one -> {
                    var first = columnOf.putIfAbsent(one.sensor(), name);
                    if (first != null)
                        all.wrongKey(
                                name,
                                "column " + first + " is sensor " + one.sensor()
                                        + " already; a sensor has one column.");
                    values.add(one);
                });
            }
            return values;
        }

        private static Optional<Value> value(Fields fields, Column column) {
            var sensor = fields.made(
                    "sensor",
                    SensorId::new,
                    "a sensor's id: 1 to 64 of a-z 0-9 . _ - beginning and ending with a letter or digit");
            var quantity = fields.requiredOneOf("quantity", QUANTITIES);
            var unit = quantity.flatMap(known -> fields.made(
                    "unit", text -> unit(text, known), "one of " + String.join(", ", Unit.codesFor(known))));
            if (quantity.isEmpty() && !fields.has("unit"))
                fields.missing("unit", "say what the column's numbers are in.");
            double scale = fields.number("scale", "a number other than zero").orElse(1.0);
            if (scale == 0) fields.wrong("scale", "must be a number other than zero.");
            fields.finish();
            if (sensor.isEmpty() || quantity.isEmpty() || unit.isEmpty()) return Optional.empty();
            return Optional.of(new Value(column, sensor.get(), quantity.get(), unit.get(), scale));
        }

        private static Unit unit(String text, Quantity quantity) {
            return Unit.named(text)
                    .filter(unit -> unit.sameDimension(Unit.of(quantity)))
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }
    }

    /// The position in `row` of each column of `wanted`, from 0.
    ///
    /// @param named the columns' names in order; empty when they have none
    /// @throws WrongFile naming every column that is not there, or there twice
    int[] positions(List<Column> wanted, List<String> named, int width) {
        var problems = new Problems();
        var positions = wanted.stream()
                .mapToInt(column -> position(column, named, width, problems))
                .toArray();
        problems.throwIfAny();
        return positions;
    }

    private static int position(Column column, List<String> named, int width, Problems problems) {
        int first = named.indexOf(column.name());
        if (first >= 0) {
            if (named.lastIndexOf(column.name()) != first)
                problems.file(
                        column.line(),
                        "column '" + column.name() + "' stands twice in the CSV file; name it by its position, "
                                + (first + 1) + " or another.");
            return first;
        }
        if (column.name().matches("[1-9]\\d{0,4}")) {
            int position = Integer.parseInt(column.name());
            if (position <= width) return position - 1;
        }
        problems.file(
                column.line(),
                "the CSV file has no column '" + column.name() + "'"
                        + (named.isEmpty()
                                ? "; it has " + width + " columns without names, so use a position from 1 on."
                                : "; it has " + shown(named) + "." + Problems.didYouMean(column.name(), named)));
        return 0;
    }

    private static String shown(List<String> named) {
        return String.join(", ", named.stream().limit(50).toList()) + (named.size() > 50 ? ", ..." : "");
    }

    /// Every column this mapping looks at: those of the time, of the filter, of the values, in this order.
    List<Column> wanted() {
        var wanted = new ArrayList<>(time.columns());
        wanted.addAll(only.keySet());
        values.forEach(value -> wanted.add(value.column()));
        return wanted;
    }

    @Override
    public String toString() {
        return "CsvMapping of "
                + Arrays.toString(values.stream().map(Value::sensor).toArray());
    }
}

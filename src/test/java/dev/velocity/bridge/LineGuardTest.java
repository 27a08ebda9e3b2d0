package dev.velocity.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineGuardTest {
    private final List<Long> wrong = new ArrayList<>();

    @Test
    void linesThatAreRightGoThroughWithOneKindOfEnd() throws IOException {
        assertThat(through("a,b\r\nc,\"d\"\n\"e\"\"f\",g\rh")).isEqualTo("a,b\nc,\"d\"\n\"e\"\"f\",g\nh\n");
        assertThat(wrong).isEmpty();
    }

    @Test
    void aFieldMayGoOverLines() throws IOException {
        assertThat(through("a,\"b\nc\",d\ne")).isEqualTo("a,\"b\nc\",d\ne\n");
        assertThat(wrong).isEmpty();
    }

    @Test
    void aForgottenQuoteCostsItsOwnLine() throws IOException {
        assertThat(through("1,a\n2,\"b\n3,c\n4,\"d\"\n5,e")).isEqualTo("1,a\n\n3,c\n4,\"d\"\n5,e\n");
        assertThat(wrong).containsExactly(2L);
    }

    @Test
    void signsBehindAClosedQuoteAreWrongAndQuotesInsideAFieldAreNot() throws IOException {
        assertThat(through("1,\"a\"b\n2,5\" pipe\n")).isEqualTo("\n2,5\" pipe\n");
        assertThat(wrong).containsExactly(1L);
    }

    @Test
    void aLineWithoutEndIsLeftOutInBoundedMemory() throws IOException {
        var endless = new Reader() {
            private long given;

            @Override
            public int read(char[] to, int from, int length) {
                if (given > 300_000_000L) return -1;
                java.util.Arrays.fill(to, from, from + length, 'x');
                given += length;
                return length;
            }

            @Override
            public void close() {}
        };
        try (var guard = new LineGuard(endless, ',', wrong::add)) {
            assertThat(guard.read()).isEqualTo('\n');
            assertThat(guard.read()).isEqualTo(-1);
        }
        assertThat(wrong).containsExactly(1L);
    }

    @Test
    void moreFieldsThanAnyRowHasAreLeftOut() throws IOException {
        assertThat(through("a\n" + ",".repeat(20_000) + "\nb")).isEqualTo("a\n\nb\n");
        assertThat(wrong).containsExactly(2L);
    }

    /// Lines are right, or wrong in a way that the guard must find; the rows that come out are those that went in.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrongCostsNothingElse(long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        var expected = new ArrayList<List<String>>();
        var left = new ArrayList<Long>();
        for (long line = 1; line <= 3_000; line++) {
            var name = "r" + line;
            switch (random.nextInt(12)) {
                case 0 -> {
                    // A quote that no line in reach would close by chance: all others have an even number of them.
                    text.append(name).append(",\"x").append('\n');
                    left.add(line);
                }
                case 1 -> {
                    text.append(name).append(",\"x\"y\n");
                    left.add(line);
                }
                case 2 -> {
                    text.append(name).append(",\"a,\"\"b\"\"\"\n");
                    expected.add(List.of(name, "a,\"b\""));
                }
                default -> {
                    text.append(name).append(",5\" pipe\r\n");
                    expected.add(List.of(name, "5\" pipe"));
                }
            }
        }
        var found = new ArrayList<List<String>>();
        try (var csv =
                CsvReader.builder().ofCsvRecord(new LineGuard(new StringReader(text.toString()), ',', wrong::add))) {
            csv.stream().map(CsvRecord::getFields).forEach(found::add);
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
        assertThat(wrong).as("seed %d", seed).isEqualTo(left);
    }

    private String through(String text) throws IOException {
        try (var guard = new LineGuard(new StringReader(text), ',', wrong::add)) {
            var out = new StringBuilder();
            for (int one; (one = guard.read()) >= 0; ) out.append((char) one);
            return out.toString();
        }
    }
}

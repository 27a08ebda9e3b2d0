package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
    private static final long BEGIN = 1_772_323_200_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rowsComeBackAsTheyCame(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            var rows = rows(random, 1 + random.nextInt(200));
            assertThat(SegmentFuzz.same(rows, Segment.decode(Segment.encode(rows))))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
        }
    }

    @Test
    void whatArrivesInStepTakesLittleMoreThanItsBlocks() {
        var random = new Random(1);
        var rows = new ArrayList<Segment.Row>();
        var values = new double[100];
        for (int second = 0; second < 600; second++) {
            int n = values.length;
            var entry = new Entry.Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
            for (int i = 0; i < n; i++) {
                if (random.nextInt(4) == 0) values[i] += random.nextBoolean() ? 1 : -1;
                entry.numbers()[i] = i;
                entry.instants()[i] = BEGIN + second * 1_000_000L;
                entry.values()[i] = values[i] / 10;
                entry.sequences()[i] = -1;
            }
            rows.add(new Segment.Row(second + 1, BEGIN + second * 1_000_000L + random.nextInt(100_000), entry));
        }
        assertThat(Segment.encode(rows).length / 60_000.0).isLessThan(0.8);
    }

    private static List<Segment.Row> rows(Random random, int count) {
        var rows = new ArrayList<Segment.Row>();
        long first = 1L + random.nextInt(1_000_000);
        long now = BEGIN;
        for (int i = 0; i < count; i++) {
            now += random.nextInt(2_000_000);
            var entry = switch (random.nextInt(10)) {
                case 0 -> new Entry.Tick(now - random.nextInt(1_000));
                case 1 -> new Entry.Resume(now);
                default -> arrivals(random, now, random.nextInt(40));
            };
            rows.add(new Segment.Row(first + i, now, entry));
        }
        return rows;
    }

    private static Entry.Arrivals arrivals(Random random, long now, int n) {
        var entry = new Entry.Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
        for (int i = 0; i < n; i++) {
            entry.numbers()[i] = random.nextInt(30) * 7;
            entry.instants()[i] = now - (random.nextInt(10) == 0 ? 3_600_000_000L : 1_000L * random.nextInt(5_000));
            entry.values()[i] = random.nextInt(5) == 0 ? random.nextGaussian() : random.nextInt(1_000) / 10.0;
            entry.late()[i] = random.nextInt(20) == 0;
            entry.sequences()[i] = random.nextInt(3) == 0 ? -1 : i;
        }
        return entry;
    }
}

package dev.velocity.bench;

import dev.velocity.bench.Codec.Readings;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.ShelterModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// Ways to pack readings, on smooth and noisy series, on what the simulated shelter says and on what real instruments
/// said. Every series is packed in blocks, unpacked, and compared to the last bit. Prints a Markdown table.
public final class CodecBench {
    private static final int BLOCK = 8_192;
    private static final int DAY = 86_400;
    private static final long SECOND = 1_000_000;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Path REAL = Path.of("..", "shared", "data");

    private final Map<String, Codec> codecs = new LinkedHashMap<>();
    private final long nanos;

    private CodecBench(Duration each) {
        nanos = each.toNanos();
        codecs.put("chosen: bits per 128, of values, steps or turns", new Codec.Chosen());
        codecs.put("varint of steps, decimals", new Codec.Varint());
        codecs.put("the same, then zstd 3", new Codec.Squeezed(true, 3));
        codecs.put("the same, then zstd 9", new Codec.Squeezed(true, 9));
        codecs.put("the same, then deflate 6", new Codec.Squeezed(false, 6));
        codecs.put("FastPFOR of steps, decimals", new Codec.FastPfor());
        codecs.put("Gorilla", new Codec.Gorilla());
        codecs.put("Chimp", new Codec.Chimp());
    }

    /// @param arguments seconds of CPU for each measurement (default 1)
    public static void main(String... arguments) throws IOException {
        var bench = new CodecBench(Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 1));
        bench.compare("smooth: a step of 0.1 in one of four, every second", List.of(smooth()));
        bench.compare("noisy: a deviation of 3 in steps of 0.1, every second give or take 20 ms", List.of(noisy()));
        bench.compare("floats that became doubles, every second", List.of(made(random(3), Random::nextFloat)));
        bench.compare("any double, every second", List.of(made(random(4), Random::nextGaussian)));
        bench.compare("the simulated shelter, one day, each sensor at its own period", shelter());
        if (!Files.exists(REAL)) return;
        bench.compare("an office: temperature, humidity, CO2, a minute each (UCI 357)", office(2, 3, 5));
        bench.compare("the same office: humidity ratio, computed", office(6));
        bench.compare("dose rate outdoors, an hour each (EPA RadNet)", List.of(radnet()));
    }

    private void compare(String what, List<Readings> series) {
        int all = series.stream().mapToInt(Readings::size).sum();
        System.out.printf(
                "%n## %s%n%n%,d readings of %d sensors in blocks of at most %,d.%n%n", what, all, series.size(), BLOCK);
        System.out.println("| way | bytes/reading | encode M/CPU-s | decode M/CPU-s | a day of seconds decoded, ms |");
        System.out.println("|---|--:|--:|--:|--:|");
        codecs.forEach((name, codec) -> measure(name, codec, series, all));
    }

    private void measure(String name, Codec codec, List<Readings> series, int all) {
        var parts = new ArrayList<Readings>();
        for (var one : series)
            for (int from = 0; from < one.size(); from += BLOCK)
                parts.add(one.part(from, Math.min(one.size(), from + BLOCK)));
        var blocks = parts.stream().map(codec::encode).toList();
        for (int i = 0; i < parts.size(); i++) check(name, parts.get(i), codec.decode(blocks.get(i)));
        long bytes = blocks.stream().mapToLong(block -> block.length).sum();
        double encode = rate(() -> parts.forEach(codec::encode), all);
        double decode = rate(() -> blocks.forEach(codec::decode), all);
        System.out.printf(
                "| %s | %.2f | %.1f | %.1f | %.2f |%n",
                name, (double) bytes / all, encode, decode, DAY / decode / 1_000);
    }

    /// Millions of readings a second of this thread's CPU time; the first half of the time is for the compiler.
    private double rate(Runnable work, int readings) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - begin < nanos) work.run();
        long start = threads.getCurrentThreadCpuTime();
        long rounds = 0;
        long spent = 0;
        for (; spent < nanos; spent = threads.getCurrentThreadCpuTime() - start, rounds++) work.run();
        return 1e3 * rounds * readings / spent;
    }

    private static void check(String name, Readings put, Readings got) {
        boolean same = Arrays.equals(put.instants(), got.instants());
        for (int i = 0; same && i < put.size(); i++)
            same = Double.doubleToRawLongBits(put.values()[i]) == Double.doubleToRawLongBits(got.values()[i]);
        if (!same) throw new IllegalStateException(name + " gave other readings back");
    }

    private static Random random(long seed) {
        return new Random(seed);
    }

    private static Readings smooth() {
        var random = random(1);
        long[] tenths = {4_000};
        return series(7 * DAY, 0, random, i -> {
            if (random.nextInt(4) == 0) tenths[0] += random.nextBoolean() ? 1 : -1;
            return tenths[0] / 10.0;
        });
    }

    private static Readings noisy() {
        var random = random(2);
        return series(7 * DAY, 20, random, i -> Math.rint(10 * (400 + 3 * random.nextGaussian())) / 10);
    }

    private static Readings made(Random random, java.util.function.ToDoubleFunction<Random> value) {
        return series(DAY, 0, random, i -> value.applyAsDouble(random));
    }

    /// @param jitter how far a reading may be off its second, in milliseconds
    private static Readings series(int count, int jitter, Random random, IntToDoubleFunction value) {
        var instants = new long[count];
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            instants[i] = START.toEpochMilli() * 1_000 + i * SECOND;
            if (jitter > 0) instants[i] += (random.nextInt(2 * jitter) - jitter) * 1_000L;
            values[i] = value.applyAsDouble(i);
        }
        return new Readings(instants, values);
    }

    private static List<Readings> shelter() {
        var model = new ShelterModel(1, START, DemoSite.site());
        var series = new LinkedHashMap<String, List<double[]>>();
        model.advanceTo(
                START.plus(Duration.ofDays(1)),
                sample -> series.computeIfAbsent(sample.sensor().text(), _ -> new ArrayList<>())
                        .add(new double[] {sample.at().toEpochMilli(), sample.value()}));
        return series.values().stream().map(CodecBench::columns).toList();
    }

    private static List<Readings> office(int... columns) throws IOException {
        var form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        var lines = Files.readAllLines(REAL.resolve("occupancy").resolve("datatraining.txt"));
        var series = new ArrayList<Readings>();
        for (int column : columns) {
            var pairs = new ArrayList<double[]>();
            for (var line : lines.subList(1, lines.size())) {
                var cells = line.replace("\"", "").split(",", -1);
                pairs.add(new double[] {millis(cells[1], form), Double.parseDouble(cells[column])});
            }
            series.add(columns(pairs));
        }
        return series;
    }

    private static Readings radnet() throws IOException {
        var form = DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss");
        var pairs = new ArrayList<double[]>();
        var lines = Files.readAllLines(REAL.resolve("radnet").resolve("LA_BATON_ROUGE_2020.csv"));
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            if (!cells[2].isEmpty()) pairs.add(new double[] {millis(cells[1], form), Double.parseDouble(cells[2])});
        }
        return columns(pairs);
    }

    private static double millis(String text, DateTimeFormatter form) {
        return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /// Of pairs of milliseconds and a value, in order of time; of several at one instant the first.
    private static Readings columns(List<double[]> pairs) {
        var sorted = pairs.stream()
                .sorted(java.util.Comparator.comparingDouble(pair -> pair[0]))
                .toList();
        var instants = new long[sorted.size()];
        var values = new double[sorted.size()];
        int size = 0;
        for (var pair : sorted) {
            long at = 1_000 * (long) pair[0];
            if (size > 0 && instants[size - 1] == at) continue;
            instants[size] = at;
            values[size++] = pair[1];
        }
        return new Readings(Arrays.copyOf(instants, size), Arrays.copyOf(values, size));
    }
}

package dev.velocity.bench;

import com.github.luben.zstd.Zstd;
import dev.velocity.history.BlockBridge;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import me.lemire.integercompression.Composition;
import me.lemire.integercompression.FastPFOR128;
import me.lemire.integercompression.IntWrapper;
import me.lemire.integercompression.IntegerCODEC;
import me.lemire.integercompression.VariableByte;

/// A way to pack readings of one sensor in order of time, exactly: those that were tried, beside the one that was
/// chosen.
@SuppressWarnings("ArrayRecordComponent") // handed straight on
interface Codec {
    record Readings(long[] instants, double[] values) {
        int size() {
            return instants.length;
        }

        Readings part(int from, int to) {
            return new Readings(Arrays.copyOfRange(instants, from, to), Arrays.copyOfRange(values, from, to));
        }
    }

    byte[] encode(Readings readings);

    Readings decode(byte[] bytes);

    /// What the server uses.
    record Chosen() implements Codec {
        @Override
        public byte[] encode(Readings readings) {
            return BlockBridge.encode(readings.instants, readings.values, 0, readings.size());
        }

        @Override
        public Readings decode(byte[] bytes) {
            return BlockBridge.decode(bytes, Readings::new);
        }
    }

    /// Steps of steps of time, and steps of the value in hundredths, as varints; 8 bytes a value when one is not.
    record Varint() implements Codec {
        @Override
        public byte[] encode(Readings readings) {
            var out = new Bytes(16 + 20 * readings.size());
            out.varint(readings.size());
            Steps.write(out, readings.instants);
            var scaled = Decimals.of(readings.values);
            out.varint(scaled.decimals);
            if (scaled.decimals < 0) for (double value : readings.values) out.eight(Double.doubleToRawLongBits(value));
            else Steps.writeOnce(out, scaled.numbers);
            return out.done();
        }

        @Override
        public Readings decode(byte[] bytes) {
            var in = new Bytes(bytes);
            int n = (int) in.varint();
            var instants = Steps.read(in, n);
            int decimals = (int) in.varint();
            var values = new double[n];
            if (decimals < 0) for (int i = 0; i < n; i++) values[i] = Double.longBitsToDouble(in.eight());
            else Decimals.into(values, Steps.readOnce(in, n), decimals);
            return new Readings(instants, values);
        }
    }

    /// [Varint], and a general compressor over its bytes.
    record Squeezed(boolean zstd, int level) implements Codec {
        @Override
        public byte[] encode(Readings readings) {
            var plain = new Varint().encode(readings);
            var packed = new byte[plain.length + 1_024];
            int length;
            if (zstd) length = (int) Zstd.compressByteArray(packed, 0, packed.length, plain, 0, plain.length, level);
            else {
                try (var deflater = new Deflater(level)) {
                    deflater.setInput(plain);
                    deflater.finish();
                    length = deflater.deflate(packed);
                }
            }
            return ByteBuffer.allocate(4 + length)
                    .putInt(plain.length)
                    .put(packed, 0, length)
                    .array();
        }

        @Override
        public Readings decode(byte[] bytes) {
            var plain = new byte[ByteBuffer.wrap(bytes).getInt()];
            if (zstd) Zstd.decompressByteArray(plain, 0, plain.length, bytes, 4, bytes.length - 4);
            else {
                try (var inflater = new Inflater()) {
                    inflater.setInput(bytes, 4, bytes.length - 4);
                    inflater.inflate(plain);
                } catch (java.util.zip.DataFormatException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new Varint().decode(plain);
        }
    }

    /// Gorilla (Pelkonen and others, 2015): steps of steps of time in classes of bits, values as what differs from the
    /// one before. Times are cut to milliseconds where they are whole ones, as the paper's are to seconds.
    record Gorilla() implements Codec {
        @Override
        public byte[] encode(Readings readings) {
            var out = new Bits(new byte[16 + 24 * readings.size()]);
            long unit = Steps.unit(readings.instants);
            out.put(readings.size(), 32);
            out.put(unit, 32);
            out.put(readings.instants[0], 64);
            long step = 0;
            for (int i = 1; i < readings.size(); i++) {
                long now = (readings.instants[i] - readings.instants[i - 1]) / unit;
                long turn = now - step;
                step = now;
                if (turn == 0) out.put(0, 1);
                else if (turn >= -63 && turn <= 64) out.put((0b10L << 7) | (turn + 63), 9);
                else if (turn >= -255 && turn <= 256) out.put((0b110L << 9) | (turn + 255), 12);
                else if (turn >= -2_047 && turn <= 2_048) out.put((0b1110L << 12) | (turn + 2_047), 16);
                else {
                    out.put(0b1111, 4);
                    out.put(turn, 64);
                }
            }
            long before = Double.doubleToRawLongBits(readings.values[0]);
            out.put(before, 64);
            int leading = 65;
            int trailing = 0;
            for (int i = 1; i < readings.size(); i++) {
                long bits = Double.doubleToRawLongBits(readings.values[i]);
                long differs = bits ^ before;
                before = bits;
                if (differs == 0) {
                    out.put(0, 1);
                    continue;
                }
                int zeros = Math.min(31, Long.numberOfLeadingZeros(differs));
                int behind = Long.numberOfTrailingZeros(differs);
                if (leading <= 64 && zeros >= leading && behind >= trailing) {
                    out.put(0b10, 2);
                    out.put(differs >>> trailing, 64 - leading - trailing);
                } else {
                    leading = zeros;
                    trailing = behind;
                    int length = 64 - leading - trailing;
                    out.put(0b11, 2);
                    out.put(leading, 5);
                    out.put(length - 1L, 6);
                    out.put(differs >>> trailing, length);
                }
            }
            return out.done();
        }

        @Override
        public Readings decode(byte[] bytes) {
            var in = new Bits(bytes);
            int n = (int) in.get(32);
            long unit = in.get(32);
            var instants = new long[n];
            var values = new double[n];
            instants[0] = in.get(64);
            long step = 0;
            for (int i = 1; i < n; i++) {
                if (in.get(1) == 1) {
                    if (in.get(1) == 0) step += in.get(7) - 63;
                    else if (in.get(1) == 0) step += in.get(9) - 255;
                    else if (in.get(1) == 0) step += in.get(12) - 2_047;
                    else step += in.get(64);
                }
                instants[i] = instants[i - 1] + step * unit;
            }
            long before = in.get(64);
            values[0] = Double.longBitsToDouble(before);
            int trailing = 0;
            int length = 0;
            for (int i = 1; i < n; i++) {
                if (in.get(1) == 1) {
                    if (in.get(1) == 1) {
                        int leading = (int) in.get(5);
                        length = (int) in.get(6) + 1;
                        trailing = 64 - leading - length;
                    }
                    before ^= in.get(length) << trailing;
                }
                values[i] = Double.longBitsToDouble(before);
            }
            return new Readings(instants, values);
        }
    }

    /// Chimp (Liakos and others, 2022): Gorilla with classes of leading zeros, and no trailing ones unless they pay.
    record Chimp() implements Codec {
        private static final int[] LEADING = {0, 8, 12, 16, 18, 20, 22, 24};

        @Override
        public byte[] encode(Readings readings) {
            var out = new Bits(new byte[16 + 24 * readings.size()]);
            var times = new Bytes(16 + 10 * readings.size());
            Steps.write(times, readings.instants);
            var time = times.done();
            out.put(readings.size(), 32);
            out.put(time.length, 32);
            for (byte one : time) out.put(one & 0xff, 8);
            long before = Double.doubleToRawLongBits(readings.values[0]);
            out.put(before, 64);
            int stored = -1;
            for (int i = 1; i < readings.size(); i++) {
                long bits = Double.doubleToRawLongBits(readings.values[i]);
                long differs = bits ^ before;
                before = bits;
                int behind = Long.numberOfTrailingZeros(differs);
                if (differs == 0) {
                    out.put(0b00, 2);
                    stored = -1;
                    continue;
                }
                int place = place(Long.numberOfLeadingZeros(differs));
                if (behind > 6) {
                    int length = 64 - LEADING[place] - behind;
                    out.put(0b01, 2);
                    out.put(place, 3);
                    out.put(length, 6);
                    out.put(differs >>> behind, length);
                    stored = -1;
                } else if (place == stored) {
                    out.put(0b10, 2);
                    out.put(differs, 64 - LEADING[place]);
                } else {
                    stored = place;
                    out.put(0b11, 2);
                    out.put(place, 3);
                    out.put(differs, 64 - LEADING[place]);
                }
            }
            return out.done();
        }

        @Override
        public Readings decode(byte[] bytes) {
            var in = new Bits(bytes);
            int n = (int) in.get(32);
            var time = new byte[(int) in.get(32)];
            for (int i = 0; i < time.length; i++) time[i] = (byte) in.get(8);
            var instants = Steps.read(new Bytes(time), n);
            var values = new double[n];
            long before = in.get(64);
            values[0] = Double.longBitsToDouble(before);
            int stored = 0;
            for (int i = 1; i < n; i++) {
                switch ((int) in.get(2)) {
                    case 0 -> {}
                    case 1 -> {
                        int leading = LEADING[(int) in.get(3)];
                        int length = (int) in.get(6);
                        before ^= in.get(length) << (64 - leading - length);
                    }
                    case 2 -> before ^= in.get(64 - LEADING[stored]);
                    default -> {
                        stored = (int) in.get(3);
                        before ^= in.get(64 - LEADING[stored]);
                    }
                }
                values[i] = Double.longBitsToDouble(before);
            }
            return new Readings(instants, values);
        }

        private static int place(int zeros) {
            int place = LEADING.length - 1;
            while (LEADING[place] > zeros) place--;
            return place;
        }
    }

    /// FastPFOR (Lemire and Boytsov, 2015) over steps of steps of time and steps of the scaled value; 8 bytes a value
    /// when they do not fit 32 bits.
    record FastPfor() implements Codec {
        @Override
        public byte[] encode(Readings readings) {
            int n = readings.size();
            long unit = Steps.unit(readings.instants);
            var turns = new int[n];
            long step = 0;
            for (int i = 1; i < n; i++) {
                long now = (readings.instants[i] - readings.instants[i - 1]) / unit;
                turns[i] = zigzag(Math.toIntExact(now - step));
                step = now;
            }
            var out = new Bytes(64 + 20 * n);
            out.varint(n);
            out.varint(unit);
            out.varint(readings.instants[0]);
            ints(out, turns);
            var scaled = Decimals.of(readings.values);
            var steps = new int[n];
            boolean fits = scaled.decimals >= 0;
            for (int i = 1; i < n && fits; i++) {
                long one = scaled.numbers[i] - scaled.numbers[i - 1];
                fits = Math.abs(one) < 1 << 30;
                steps[i] = zigzag((int) one);
            }
            out.varint(fits ? scaled.decimals : -1);
            if (fits) {
                out.varint(scaled.numbers[0]);
                ints(out, steps);
            } else for (double value : readings.values) out.eight(Double.doubleToRawLongBits(value));
            return out.done();
        }

        @Override
        public Readings decode(byte[] bytes) {
            var in = new Bytes(bytes);
            int n = (int) in.varint();
            long unit = in.varint();
            var instants = new long[n];
            instants[0] = in.varint();
            var turns = ints(in, n);
            long step = 0;
            for (int i = 1; i < n; i++) {
                step += (turns[i] >>> 1) ^ -(turns[i] & 1);
                instants[i] = instants[i - 1] + step * unit;
            }
            int decimals = (int) in.varint();
            var values = new double[n];
            if (decimals < 0) for (int i = 0; i < n; i++) values[i] = Double.longBitsToDouble(in.eight());
            else {
                var numbers = new long[n];
                numbers[0] = in.varint();
                var steps = ints(in, n);
                for (int i = 1; i < n; i++) numbers[i] = numbers[i - 1] + ((steps[i] >>> 1) ^ -(steps[i] & 1));
                Decimals.into(values, numbers, decimals);
            }
            return new Readings(instants, values);
        }

        private static int zigzag(int number) {
            return (number << 1) ^ (number >> 31);
        }

        private static IntegerCODEC codec() {
            return new Composition(new FastPFOR128(), new VariableByte());
        }

        private static void ints(Bytes out, int[] numbers) {
            var packed = new int[numbers.length + 1_024];
            var end = new IntWrapper(0);
            codec().compress(numbers, new IntWrapper(0), numbers.length, packed, end);
            out.varint(end.get());
            for (int i = 0; i < end.get(); i++) out.four(packed[i]);
        }

        private static int[] ints(Bytes in, int count) {
            var packed = new int[(int) in.varint()];
            for (int i = 0; i < packed.length; i++) packed[i] = in.four();
            var numbers = new int[count];
            codec().uncompress(packed, new IntWrapper(0), packed.length, numbers, new IntWrapper(0));
            return numbers;
        }
    }

    /// Values as whole numbers of the fewest decimals that give all of them again; -1 when none do.
    record Decimals(int decimals, long[] numbers) {
        private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

        static Decimals of(double[] values) {
            var numbers = new long[values.length];
            for (int decimals = 0; decimals < POWERS.length; decimals++) {
                boolean all = true;
                for (int i = 0; i < values.length && all; i++) {
                    numbers[i] = Math.round(values[i] * POWERS[decimals]);
                    all = Math.abs(numbers[i]) < 1L << 53
                            && Double.doubleToRawLongBits(numbers[i] / POWERS[decimals])
                                    == Double.doubleToRawLongBits(values[i]);
                }
                if (all) return new Decimals(decimals, numbers);
            }
            return new Decimals(-1, numbers);
        }

        static void into(double[] values, long[] numbers, int decimals) {
            double power = POWERS[decimals];
            for (int i = 0; i < values.length; i++) values[i] = numbers[i] / power;
        }
    }

    /// Numbers as what they differ by, in varints.
    final class Steps {
        private Steps() {}

        static long unit(long[] instants) {
            for (long unit = 1_000_000; unit > 1; unit /= 1_000) {
                boolean whole = true;
                for (int i = 1; i < instants.length && whole; i++) whole = (instants[i] - instants[0]) % unit == 0;
                if (whole) return unit;
            }
            return 1;
        }

        static void write(Bytes out, long[] instants) {
            long unit = unit(instants);
            out.varint(unit);
            out.varint(instants[0]);
            long step = 0;
            for (int i = 1; i < instants.length; i++) {
                long now = (instants[i] - instants[i - 1]) / unit;
                out.varint(now - step);
                step = now;
            }
        }

        static long[] read(Bytes in, int count) {
            long unit = in.varint();
            var instants = new long[count];
            instants[0] = in.varint();
            long step = 0;
            for (int i = 1; i < count; i++) {
                step += in.varint();
                instants[i] = instants[i - 1] + step * unit;
            }
            return instants;
        }

        static void writeOnce(Bytes out, long[] numbers) {
            long before = 0;
            for (long number : numbers) {
                out.varint(number - before);
                before = number;
            }
        }

        static long[] readOnce(Bytes in, int count) {
            var numbers = new long[count];
            long before = 0;
            for (int i = 0; i < count; i++) {
                before += in.varint();
                numbers[i] = before;
            }
            return numbers;
        }
    }

    /// Bytes with signed varints among them.
    final class Bytes {
        private final byte[] bytes;
        private int at;

        Bytes(int most) {
            bytes = new byte[most];
        }

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        void varint(long number) {
            long rest = (number << 1) ^ (number >> 63);
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) bytes[at++] = (byte) (rest | 0x80);
            bytes[at++] = (byte) rest;
        }

        long varint() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte one = bytes[at++];
                number |= (one & 0x7fL) << shift;
                if (one >= 0) return (number >>> 1) ^ -(number & 1);
            }
        }

        void eight(long number) {
            ByteBuffer.wrap(bytes).putLong(at, number);
            at += 8;
        }

        long eight() {
            at += 8;
            return ByteBuffer.wrap(bytes).getLong(at - 8);
        }

        void four(int number) {
            ByteBuffer.wrap(bytes).putInt(at, number);
            at += 4;
        }

        int four() {
            at += 4;
            return ByteBuffer.wrap(bytes).getInt(at - 4);
        }

        byte[] done() {
            return Arrays.copyOf(bytes, at);
        }
    }

    /// A stream of bits, the most significant first.
    final class Bits {
        private final byte[] bytes;
        private long open;
        private int count;
        private int at;

        Bits(byte[] bytes) {
            this.bytes = bytes;
        }

        void put(long number, int width) {
            for (int left = width; left > 0; ) {
                int some = Math.min(left, 8 - count);
                long part = (number >>> (left - some)) & ((1L << some) - 1);
                open = (open << some) | part;
                count += some;
                left -= some;
                if (count == 8) {
                    bytes[at++] = (byte) open;
                    open = 0;
                    count = 0;
                }
            }
        }

        long get(int width) {
            long number = 0;
            for (int left = width; left > 0; ) {
                if (count == 0) {
                    open = bytes[at++] & 0xff;
                    count = 8;
                }
                int some = Math.min(left, count);
                number = (number << some) | ((open >>> (count - some)) & ((1L << some) - 1));
                count -= some;
                left -= some;
            }
            return number;
        }

        byte[] done() {
            if (count > 0) put(0, 8 - count);
            return Arrays.copyOf(bytes, at);
        }
    }
}

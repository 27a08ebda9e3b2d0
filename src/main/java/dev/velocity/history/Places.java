package dev.velocity.history;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Places in a list, of which the same sequences come again and again: `0` and a [Column], or `1`, a length and the
/// places of one, two or four bytes each, little-endian, as DEFLATE packs them, whichever is shorter.
final class Places {
    private static final int LEVEL = 4;

    private Places() {}

    /// @param size of the list
    static void write(Varints out, long[] places, int count, int size) {
        var column = new Varints(16 + 2 * count);
        Column.write(column, places, count);
        int each = bytes(size);
        var plain = new byte[count * each];
        for (int i = 0; i < count; i++)
            for (int b = 0; b < each; b++) plain[i * each + b] = (byte) (places[i] >>> (8 * b));
        // No longer than the column, or it is of no use.
        var packed = new byte[column.length()];
        try (var deflater = new Deflater(LEVEL, true)) {
            deflater.setInput(plain);
            deflater.finish();
            int length = deflater.deflate(packed);
            if (deflater.finished()) {
                out.raw((byte) 1);
                out.unsigned(length);
                out.raw(packed, length);
                return;
            }
        }
        out.raw((byte) 0);
        out.raw(column.bytes(), column.length());
    }

    /// Reads `count` places of a list of `size`.
    ///
    /// @throws IllegalArgumentException when the bytes are not so many places of such a list
    static void read(Varints in, long[] places, int count, int size) {
        int form = in.raw1();
        switch (form) {
            case 0 -> Column.read(in, places, count);
            case 1 -> inflate(in, places, count, bytes(size));
            default -> throw new IllegalArgumentException("places of form " + form + " are unknown");
        }
        for (int i = 0; i < count; i++)
            if (places[i] < 0 || places[i] >= size)
                throw new IllegalArgumentException("place " + places[i] + " of " + size + " cannot be");
    }

    private static void inflate(Varints in, long[] places, int count, int each) {
        long length = in.unsigned();
        if (length < 0 || length > in.left()) throw new IllegalArgumentException(length + " packed bytes cannot be");
        var plain = new byte[count * each];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(in.bytes(), in.skip((int) length), (int) length);
            if (inflater.inflate(plain) < plain.length || (!inflater.finished() && inflater.inflate(new byte[1]) > 0))
                throw new IllegalArgumentException("the packed places are not " + count);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the packed places are damaged", e);
        }
        for (int i = 0; i < count; i++) {
            long place = 0;
            for (int b = 0; b < each; b++) place |= (plain[i * each + b] & 0xffL) << (8 * b);
            places[i] = place;
        }
    }

    private static int bytes(int size) {
        return size <= 1 << 8 ? 1 : size <= 1 << 16 ? 2 : 4;
    }
}

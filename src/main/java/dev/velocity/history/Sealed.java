package dev.velocity.history;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Bytes that begin with a version and end with a checksum: CRC32C, big-endian, of all before it.
final class Sealed {
    private static final int CHECKSUM = 4;

    private Sealed() {}

    static byte[] close(Varints out) {
        var crc = new CRC32C();
        crc.update(out.bytes(), 0, out.length());
        out.raw4((int) crc.getValue());
        return out.toBytes();
    }

    /// A reader of what stands behind the version.
    ///
    /// @throws IllegalArgumentException when the bytes are not as they were closed, or of another version
    static Varints open(byte[] bytes, byte version) {
        int end = bytes.length - CHECKSUM;
        if (end < 1) throw new IllegalArgumentException(bytes.length + " bytes are too few");
        var crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != ByteBuffer.wrap(bytes, end, CHECKSUM).getInt())
            throw new IllegalArgumentException("the checksum does not fit");
        if (bytes[0] != version) throw new IllegalArgumentException("version " + bytes[0] + " is unknown");
        return new Varints(bytes, 1, end);
    }

    /// @throws IllegalArgumentException when there are bytes left
    static void end(Varints in) {
        if (in.left() > 0) throw new IllegalArgumentException("the bytes go on behind their end");
    }
}

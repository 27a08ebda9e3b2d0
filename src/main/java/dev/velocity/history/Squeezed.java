package dev.velocity.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Bytes that are kept long and read seldom, in less space: DEFLATE.
final class Squeezed {
    private Squeezed() {}

    static byte[] of(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /// Squeezes what is written on its way to `out`, in less time and not so well.
    static OutputStream fast(OutputStream out) {
        return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED), 1 << 13) {
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    def.end();
                }
            }
        };
    }

    static byte[] open(byte[]... parts) {
        var joined = new SequenceInputStream(Collections.enumeration(
                Arrays.stream(parts).map(ByteArrayInputStream::new).toList()));
        try (var in = new InflaterInputStream(joined)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was squeezed is damaged", e);
        }
    }
}

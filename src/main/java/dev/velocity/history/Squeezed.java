package dev.velocity.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    static byte[] open(byte[] squeezed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(squeezed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was squeezed is damaged", e);
        }
    }
}

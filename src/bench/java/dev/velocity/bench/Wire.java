package dev.velocity.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection that is kept as long as the server keeps it, and a client that does nothing with what it reads: what
/// is measured is the server.
final class Wire implements AutoCloseable {
    private final int port;
    private final String cookie;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final byte[] sink = new byte[1 << 16];

    Wire(int port, String cookie) throws IOException {
        this.port = port;
        this.cookie = cookie;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /// How many bytes the body of the answer had, which must be a 200.
    int get(String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nCookie: " + cookie + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        var status = line();
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:"))
                length = Integer.parseInt(lower.substring(15).strip());
            if (lower.startsWith("connection:")) last = lower.contains("close");
            if (lower.startsWith("transfer-encoding:")) chunked = lower.contains("chunked");
        }
        int read = chunked ? chunks() : skip(length);
        if (last) again();
        if (!status.startsWith("HTTP/1.1 200")) throw new IOException(path + ": " + status);
        return read;
    }

    /// A server lets go of a connection after so many requests.
    private void again() throws IOException {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    private int chunks() throws IOException {
        int all = 0;
        while (true) {
            int size = Integer.parseInt(line(), 16);
            skip(size);
            line();
            if (size == 0) return all;
            all += size;
        }
    }

    private int skip(int count) throws IOException {
        for (int left = count; left > 0; ) {
            int read = in.read(sink, 0, Math.min(left, sink.length));
            if (read < 0) throw new EOFException();
            left -= read;
        }
        return count;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) throw new EOFException();
            if (one != '\r') line.append((char) one);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

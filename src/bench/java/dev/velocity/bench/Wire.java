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
    private final String headers;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final byte[] sink = new byte[1 << 16];

    Wire(int port, String cookie) throws IOException {
        this(port, cookie, "");
    }

    /// @param more headers of every request beside the cookie, each with its line's end
    Wire(int port, String cookie, String more) throws IOException {
        this.port = port;
        headers = "Host: 127.0.0.1:" + port + "\r\nCookie: " + cookie + "\r\n" + more;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /// How many bytes the body of the answer had, which must be a 200.
    int get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n", path);
    }

    /// As [#get]; the body is JSON.
    int post(String path, String body) throws IOException {
        return send(
                "POST " + path + " HTTP/1.1\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body,
                path);
    }

    private int send(String request, String path) throws IOException {
        out.write(request.getBytes(StandardCharsets.US_ASCII));
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

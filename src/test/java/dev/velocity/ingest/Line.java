package dev.velocity.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A bare connection that says whatever it is told to.
final class Line implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;
    /// The status of an answer that did not come.
    static final int QUIET = -1;

    private final Socket socket;

    Line(InetAddress from, int port) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /// @param status 0 when the connection was closed without an answer
    record Answer(int status, Map<String, String> headers, String body) {
        static final Answer CLOSED = new Answer(0, Map.of(), "");

        boolean isClosed() {
            return status == 0;
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Line send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Line send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the far end still took it.
    boolean offer(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Line post(String key, String body) {
        return post(key, body.getBytes(StandardCharsets.UTF_8));
    }

    Line post(String key, byte[] body) {
        return send(head(key, "Content-Length: " + body.length)).send(body);
    }

    static String head(String key, String... more) {
        var head = new StringBuilder("POST /api/v1/readings HTTP/1.1\r\nHost: door\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\n");
        for (var one : more) head.append(one).append("\r\n");
        return head.append("\r\n").toString();
    }

    /// The next answer, or [Answer#CLOSED].
    Answer answer() {
        try {
            var in = socket.getInputStream();
            var status = line(in);
            if (status.isEmpty()) return Answer.CLOSED;
            if (!status.startsWith("HTTP/1.1 ")) throw new AssertionError("not an answer: " + status);
            var headers = new TreeMap<String, String>();
            for (var header = line(in); !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            var body = "chunked".equals(headers.get("transfer-encoding"))
                    ? chunks(in)
                    : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            return new Answer(
                    Integer.parseInt(status.substring(9, 12)), headers, new String(body, StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer in " + PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            return Answer.CLOSED;
        }
    }

    /// Whether anything comes within 300 ms: [#QUIET], [Answer#CLOSED], or status 1 for anything else.
    Answer answerSoon() {
        try {
            socket.setSoTimeout(300);
            int one = socket.getInputStream().read();
            return one < 0 ? Answer.CLOSED : new Answer(1, Map.of(), Character.toString(one));
        } catch (SocketTimeoutException e) {
            return new Answer(QUIET, Map.of(), "");
        } catch (IOException e) {
            return Answer.CLOSED;
        }
    }

    /// Whether the far end closes without another word.
    boolean isClosed() {
        return answer().isClosed();
    }

    /// Listens for `millis`; whether nothing came, not even an end.
    boolean isQuietFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            try {
                socket.getInputStream().read();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length; (length = Integer.parseInt(line(in), 16)) > 0; line(in))
            body.writeBytes(in.readNBytes(length));
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int one; (one = in.read()) >= 0 && one != '\n'; ) if (one != '\r') line.write(one);
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

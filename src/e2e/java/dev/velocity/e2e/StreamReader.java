package dev.velocity.e2e;

import dev.velocity.access.SignIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the live stream as a browser's `EventSource` does, without the browser. For one thread.
final class StreamReader implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader in;

    /// @param id of the last event
    record Frame(long id, String event, String data) {}

    /// @param query of the address, as `?after=3`
    /// @param lastEventId sent as the header of that name, when there is one
    StreamReader(TestServer server, SignIn.Welcome who, String query, @Nullable Long lastEventId) throws IOException {
        connection = open(server, who, query);
        if (lastEventId != null) connection.setRequestProperty("Last-Event-ID", lastEventId.toString());
        if (connection.getResponseCode() != 200) throw new IOException("status " + connection.getResponseCode());
        in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    static HttpURLConnection open(TestServer server, SignIn.Welcome who, String query) throws IOException {
        var connection = (HttpURLConnection)
                server.people().resolve("/api/v1/stream" + query).toURL().openConnection();
        connection.setRequestProperty("Cookie", "sid=" + who.token().reveal());
        connection.setReadTimeout(20_000);
        return connection;
    }

    /// The next frame; empty when the stream has ended.
    Optional<Frame> next() throws IOException {
        long id = -1;
        var event = "";
        var data = new StringBuilder();
        for (String line; (line = in.readLine()) != null; ) {
            if (line.isEmpty()) return Optional.of(new Frame(id, event, data.toString()));
            if (line.startsWith("id: ")) id = Long.parseLong(line.substring(4));
            else if (line.startsWith("event: ")) event = line.substring(7);
            else if (line.startsWith("data: ")) data.append(line, 6, line.length());
        }
        return Optional.empty();
    }

    /// The next frame of that name.
    Frame next(String event) throws IOException {
        for (var frame = next(); ; frame = next()) {
            var found = frame.orElseThrow(() -> new IOException("the stream ended before a frame " + event));
            if (found.event().equals(event)) return found;
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}

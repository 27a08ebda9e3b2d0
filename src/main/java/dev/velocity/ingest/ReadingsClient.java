package dev.velocity.ingest;

import dev.velocity.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Sends readings through the devices' door as a device does, over HTTP with its key. For one thread.
public final class ReadingsClient implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final HttpClient http;
    private final URI door;
    private final Secret key;
    private final StringBuilder body = new StringBuilder(1 << 16);
    private int count;

    /// @param server where devices send to, as `https://shelter:8081`
    /// @param trust whom to trust for TLS; null for what the machine trusts
    public ReadingsClient(URI server, Secret key, @Nullable SSLContext trust) {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        if (trust != null) builder.sslContext(trust);
        http = builder.build();
        door = server.resolve(DoorServlet.PATH);
        this.key = key;
    }

    /// One reading that was not taken.
    ///
    /// @param index its place among the readings sent
    public record Rejected(int index, String code, String detail) {}

    /// What the server answered.
    public sealed interface Answer {
        record Taken(int accepted, int duplicates, int late, List<Rejected> rejected) implements Answer {
            public Taken {
                rejected = List.copyOf(rejected);
            }
        }

        /// Nothing was taken.
        ///
        /// @param again whether the same may be sent again later
        record Refused(int status, String detail, boolean again) implements Answer {}
    }

    /// Puts a reading into the next [#send].
    public void add(String sensor, Instant at, double value) {
        body.append(count++ == 0 ? "[{\"sensor\":\"" : ",{\"sensor\":\"")
                .append(sensor)
                .append("\",\"at\":\"")
                .append(at)
                .append("\",\"value\":")
                .append(value)
                .append('}');
    }

    /// How many readings the next [#send] holds.
    public int waiting() {
        return count;
    }

    /// How many bytes they take.
    public int bytes() {
        return body.length();
    }

    /// Sends what was added; it stays for another try when the answer says so, or when none came.
    ///
    /// @throws IOException when the server cannot be reached or gives no answer
    public Answer send() throws IOException, InterruptedException {
        if (count == 0) return new Answer.Taken(0, 0, 0, List.of());
        var request = HttpRequest.newBuilder(door)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key.reveal())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body + "]", StandardCharsets.UTF_8))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            boolean again = response.statusCode() >= 500 || response.statusCode() == 429;
            if (!again) clear();
            return new Answer.Refused(response.statusCode(), detail(response.body()), again);
        }
        clear();
        return taken(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void clear() {
        body.setLength(0);
        count = 0;
    }

    private static Answer.Taken taken(String text) {
        int[] numbers = new int[3];
        var rejected = new ArrayList<Rejected>();
        try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "accepted" -> numbers[0] = json.getIntValue();
                    case "duplicates" -> numbers[1] = json.getIntValue();
                    case "late" -> numbers[2] = json.getIntValue();
                    case "rejected" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) rejected.add(rejected(json));
                    }
                    default -> json.skipChildren();
                }
            }
        }
        return new Answer.Taken(numbers[0], numbers[1], numbers[2], rejected);
    }

    private static Rejected rejected(JsonParser json) {
        int index = -1;
        var code = "";
        var detail = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "index" -> index = json.getIntValue();
                case "code" -> code = json.getString();
                case "detail" -> detail = json.getString();
                default -> json.skipChildren();
            }
        }
        return new Rejected(index, code, detail);
    }

    private static String detail(String problem) {
        try (var json = JSON.createParser(ObjectReadContext.empty(), problem)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return problem;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("detail");
                if (json.nextToken() == JsonToken.VALUE_STRING && found) return json.getString();
                json.skipChildren();
            }
            return problem;
        } catch (tools.jackson.core.JacksonException e) {
            return problem;
        }
    }
}

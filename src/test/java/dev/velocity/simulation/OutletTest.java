package dev.velocity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.platform.Secret;
import dev.velocity.sensor.SensorId;
import dev.velocity.simulation.Simulator.Handed;
import dev.velocity.simulation.Simulator.Outlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutletTest {
    private static final List<Sample> READINGS = List.of(
            new Sample(new SensorId("a"), Instant.parse("2026-03-02T06:00:00.250Z"), 1.5),
            new Sample(new SensorId("b"), Instant.parse("2026-03-02T06:00:01Z"), 0));
    private static final String BODY = """
            [{"sensor":"a","at":"2026-03-02T06:00:00.250Z","value":1.5},\
            {"sensor":"b","at":"2026-03-02T06:00:01Z","value":0.0}]""";

    private final List<String> bodies = new ArrayList<>();
    private int status = 200;
    private String answer = "{\"accepted\":2,\"duplicates\":0,\"late\":0,\"rejected\":[]}";
    private HttpServer server;
    private ReadingsClient client;

    OutletTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        client = new ReadingsClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), new Secret("key"), null);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void readingsGoThroughTheDevicesDoor() throws Exception {
        assertThat(Outlet.through(client).send(READINGS)).isEqualTo(new Handed.Taken(0));
        assertThat(bodies).containsExactly(BODY);
    }

    @Test
    void aBusyServerGetsTheSameReadingsOnceMoreAndNotTwice() throws Exception {
        var outlet = Outlet.through(client);
        status = 503;
        answer = "{\"detail\":\"full\"}";
        assertThat(outlet.send(READINGS)).isEqualTo(new Handed.Later("503: full"));
        status = 200;
        answer =
                "{\"accepted\":1,\"duplicates\":0,\"late\":0,\"rejected\":[{\"index\":1,\"code\":\"unknown\",\"detail\":\"b\"}]}";
        assertThat(outlet.send(READINGS)).isEqualTo(new Handed.Taken(1));
        assertThat(bodies).containsExactly(BODY, BODY);
    }

    @Test
    void aKeyThatIsRefusedIsTriedAgain() throws Exception {
        var outlet = Outlet.through(client);
        status = 401;
        answer = "{\"detail\":\"no such key\"}";
        assertThat(outlet.send(READINGS)).isEqualTo(new Handed.Later("401: no such key"));
        assertThat(outlet.send(READINGS)).isInstanceOf(Handed.Later.class);
        assertThat(bodies).containsExactly(BODY, BODY);
    }

    @Test
    void aRequestTheServerCannotReadIsNotSentForEver() throws Exception {
        status = 400;
        answer = "{\"detail\":\"not json\"}";
        assertThat(Outlet.through(client).send(READINGS)).isEqualTo(new Handed.Taken(2));
    }
}

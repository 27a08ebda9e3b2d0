package dev.velocity.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// The least a server can do between a request and a screen: hand the body of each POST to every open stream. It keeps
/// nothing and judges nothing. Speaks as [ServerUnderLoad] does.
public final class EchoFloor {
    private EchoFloor() {}

    public static void main(String... arguments) throws Exception {
        var screens = new CopyOnWriteArrayList<BlockingQueue<byte[]>>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/readings", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            for (var screen : screens) screen.add(body);
            var answer = "{\"accepted\":1,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/api/v1/stream", exchange -> {
            var events = new LinkedBlockingQueue<byte[]>();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            screens.add(events);
            try (var out = exchange.getResponseBody()) {
                out.write("event: beat\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                while (true) {
                    out.write("event: alert\ndata: ".getBytes(StandardCharsets.UTF_8));
                    out.write(events.take());
                    out.write("\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException e) {
                // The screen is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                screens.remove(events);
            }
        });
        server.start();
        int port = server.getAddress().getPort();
        System.out.println("READY " + port + " " + port + " none 0");
        ServerUnderLoad.answerCpuTime();
        System.exit(0);
    }
}

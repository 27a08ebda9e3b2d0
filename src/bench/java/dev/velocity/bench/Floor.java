package dev.velocity.bench;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// The least a durable server can do: read the body, append it, fdatasync (many requests share one), answer. It parses
/// nothing, judges nothing, and finds nothing again. Speaks as [ServerUnderLoad] does.
public final class Floor {
    @SuppressWarnings("ArrayRecordComponent") // written once and dropped
    private record Waiting(byte[] body, CompletableFuture<Boolean> written) {}

    private Floor() {}

    /// @param arguments file to append to
    public static void main(String... arguments) throws Exception {
        var queue = new LinkedBlockingQueue<Waiting>();
        var out = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Thread.ofPlatform().daemon().start(() -> write(queue, out));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var answer = "{\"accepted\":0}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            var waiting = new Waiting(exchange.getRequestBody().readAllBytes(), new CompletableFuture<>());
            queue.add(waiting);
            waiting.written.join();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println("READY 0 " + server.getAddress().getPort() + " none");
        ServerUnderLoad.answerCpuTime();
        System.exit(0);
    }

    private static void write(LinkedBlockingQueue<Waiting> queue, FileChannel out) {
        var group = new ArrayList<Waiting>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, 255);
                for (var waiting : group) {
                    var bytes = ByteBuffer.wrap(waiting.body);
                    while (bytes.hasRemaining()) out.write(bytes);
                }
                out.force(false);
                for (var waiting : group) waiting.written.complete(true);
                group.clear();
            }
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

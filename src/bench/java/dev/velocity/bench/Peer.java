package dev.velocity.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server under measurement, in a process of its own.
public final class Peer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final int people;
    private final int devices;
    private final String key;
    private final int operations;

    public Peer(Class<?> main, String... arguments) throws IOException {
        this(List.of(), main, arguments);
    }

    /// @param under what runs the server's JVM, as `strace -f`; nothing when it runs by itself
    public Peer(List<String> under, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<String>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        var ready = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> endUnless(ready));
        String line;
        while ((line = out.readLine()) != null && !line.startsWith("READY")) System.err.println(line);
        ready.countDown();
        if (line == null) destroy();
        if (line == null) throw new IOException(main.getSimpleName() + " did not start");
        var parts = line.split(" ", -1);
        people = Integer.parseInt(parts[1]);
        devices = Integer.parseInt(parts[2]);
        key = parts[3];
        operations = parts.length > 4 ? Integer.parseInt(parts[4]) : 0;
    }

    public int people() {
        return people;
    }

    public int devices() {
        return devices;
    }

    public String key() {
        return key;
    }

    /// Where it says how it is; 0 when it does not.
    public int operations() {
        return operations;
    }

    public long pid() {
        return process.pid();
    }

    /// Ends it as a power switch would, and waits until it is gone.
    public void kill() throws InterruptedException {
        destroy();
        process.waitFor();
    }

    /// CPU time the process has used so far, nanoseconds.
    long cpuNanos() throws IOException {
        in.println();
        String line;
        while ((line = out.readLine()) != null && !line.startsWith("CPU")) System.err.println(line);
        if (line == null) throw new IOException("the server is gone");
        return Long.parseLong(line.substring(4));
    }

    /// A server that does not come up must not hold whoever waits for it.
    private void endUnless(CountDownLatch ready) {
        try {
            if (!ready.await(START.toSeconds(), TimeUnit.SECONDS)) destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever runs it, and it.
    private void destroy() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}

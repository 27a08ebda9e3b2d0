package dev.velocity.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioEndpoint;

/// Lets connections in, as many per address as are fair, and throws out those that do not say what they want.
///
/// A cap over all addresses together would let one slow attacker shut everybody out; so the cap is per address, and a
/// connection that has not sent one whole request header in time is closed, however steadily it trickles.
final class Doorkeeper extends NioEndpoint {
    private static final int MOST_PER_ADDRESS = 64;
    private static final long NANOS_TO_FIRST_REQUEST = TimeUnit.SECONDS.toNanos(5);
    private static final long NANOS_BETWEEN_REQUESTS = TimeUnit.SECONDS.toNanos(65);
    private static final long SWEEP_MILLIS = 1_000;

    /// Until when there is patience with each connection; the greatest long while a request is being served.
    private final Map<Remote, Long> patience = new ConcurrentHashMap<>();

    private volatile boolean open = true;
    private final Thread sweeper = Thread.ofVirtual().name("doorkeeper").unstarted(this::sweep);

    /// The far end of a connection.
    record Remote(String address, int port) {}

    @Override
    protected boolean setSocketOptions(SocketChannel channel) {
        try {
            var remote = remote(channel);
            if (full(remote.address())) return false;
            patience.put(remote, System.nanoTime() + NANOS_TO_FIRST_REQUEST);
        } catch (IOException e) {
            return false;
        }
        return super.setSocketOptions(channel);
    }

    /// A request's header is here: its connection has said what it wants.
    void serving(Remote remote) {
        patience.replace(remote, Long.MAX_VALUE);
    }

    /// The request is answered; the next one may take its time, but not for ever.
    void served(Remote remote) {
        patience.replace(remote, System.nanoTime() + NANOS_BETWEEN_REQUESTS);
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        sweeper.start();
    }

    @Override
    public void stopInternal() {
        open = false;
        sweeper.interrupt();
        super.stopInternal();
    }

    private boolean full(String address) {
        if (patience.size() < MOST_PER_ADDRESS) return false;
        long open = getConnections().stream()
                .filter(connection -> address.equals(connection.getRemoteAddr()))
                .count();
        return open >= MOST_PER_ADDRESS;
    }

    private void sweep() {
        while (open) {
            try {
                Thread.sleep(SWEEP_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            var connected = ConcurrentHashMap.<Remote>newKeySet();
            for (var connection : getConnections()) {
                var remote = new Remote(connection.getRemoteAddr(), connection.getRemotePort());
                connected.add(remote);
                Long until = patience.get(remote);
                if (until != null && until != Long.MAX_VALUE && now - until > 0) connection.close();
            }
            // A connection just accepted is not among the connected yet; its patience tells that it is young.
            patience.entrySet().removeIf(entry -> !connected.contains(entry.getKey()) && now - entry.getValue() > 0);
        }
    }

    private static Remote remote(SocketChannel channel) throws IOException {
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress address)) throw new IOException("no address");
        return new Remote(address.getAddress().getHostAddress(), address.getPort());
    }
}

package dev.velocity.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioEndpoint;

/// Lets connections in, as many per address as are fair, and throws out those that do not say what they want.
///
/// A cap over all addresses together would let one slow attacker shut everybody out; so the cap is per address, and a
/// connection that has not sent one whole request header in time is closed, however steadily it trickles.
final class Doorkeeper extends NioEndpoint {
    private static final int MOST_PER_ADDRESS = 64;
    /// Tomcat closes an idle connection by itself; this is for those that trickle.
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final long nanosToFirstRequest;
    private final long nanosBetweenRequests;
    private final Duration every;

    /// Until when there is patience with each connection; the greatest long while a request is being served.
    private final Map<Remote, Long> patience = new ConcurrentHashMap<>();

    private volatile boolean open = true;
    private final Thread sweeper = Thread.ofVirtual().name("doorkeeper").unstarted(this::sweep);

    Doorkeeper(Patience waits) {
        nanosToFirstRequest = waits.header().toNanos();
        nanosBetweenRequests = waits.between().plus(SLACK).toNanos();
        every = waits.sweep();
    }

    /// The far end of a connection.
    record Remote(String address, int port) {}

    @Override
    protected boolean setSocketOptions(SocketChannel channel) {
        try {
            var remote = remote(channel);
            if (full(remote.address())) return turnAway(channel);
            patience.put(remote, System.nanoTime() + nanosToFirstRequest);
        } catch (IOException e) {
            return turnAway(channel);
        }
        return super.setSocketOptions(channel);
    }

    /// The acceptor closes only what it knows already, so a connection that never came in is closed here.
    private boolean turnAway(SocketChannel channel) {
        destroySocket(channel);
        return false;
    }

    /// A request's header is here: its connection has said what it wants.
    void serving(Remote remote) {
        patience.replace(remote, Long.MAX_VALUE);
    }

    /// The request is answered; the next one may take its time, but not for ever.
    void served(Remote remote) {
        patience.replace(remote, System.nanoTime() + nanosBetweenRequests);
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
                Thread.sleep(every);
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

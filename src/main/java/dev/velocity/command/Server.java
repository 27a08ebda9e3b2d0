package dev.velocity.command;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/// A running server, as the commands start it.
final class Server implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) closed.countDown();
        });
    }

    /// @param main the Spring Boot application class
    /// @param settings come before those of the environment
    static Server start(Class<?> main, Map<String, Object> settings) {
        return new Server(Assembly.application(main, settings).run());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// The port a listener really has, by the name of its property: 0 in the settings takes any free one.
    int port(String property) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
    }

    /// Waits until the server is told to stop.
    void join() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        context.close();
    }
}

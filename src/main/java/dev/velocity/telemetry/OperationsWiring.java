package dev.velocity.telemetry;

import dev.velocity.platform.Secret;
import dev.velocity.platform.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/// Builds what only the operations' listener has. Boot makes that listener from what is named in
/// `META-INF/spring`; no annotation here, or the class would be found as one of the server's own parts too, and people
/// and devices would be asked for the operations' token.
class OperationsWiring {
    private static final int SHORTEST = 16;

    @Bean
    FilterRegistrationBean<OperationsGate> operationsGate(Environment environment) throws UnknownHostException {
        var bind = InetAddress.getByName(environment.getRequiredProperty("management.server.address"));
        var file = Optional.ofNullable(environment.getProperty("velocity.operations.token-file"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        if (file.isEmpty() && !bind.isLoopbackAddress())
            throw new IllegalStateException(
                    "the operations' listener can be reached from elsewhere at "
                            + bind.getHostAddress()
                            + ": name a file with a token in velocity.operations.token-file (--operations-token-file), or bind it to 127.0.0.1");
        var registration = new FilterRegistrationBean<>(new OperationsGate(file.map(OperationsWiring::token)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private static Secret token(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw wrong("cannot read the operations' token in " + file + ": " + e.getMessage());
        }
        if (text.length() < SHORTEST || !text.chars().allMatch(c -> c > ' ' && c < 127))
            throw wrong(file + " must hold one line of at least " + SHORTEST + " visible ASCII characters");
        return new Secret(text);
    }

    private static Settings.Wrong wrong(String problem) {
        return new Settings.Wrong(List.of(problem));
    }
}

package dev.velocity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/// The one program: every command, the server among them, starts here.
@SpringBootApplication
@Modulithic
public class Velocity {

    public static void main(String... arguments) {
        SpringApplication.run(Velocity.class, arguments);
    }
}

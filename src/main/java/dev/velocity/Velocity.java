package dev.velocity;

import dev.velocity.command.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/// The one program: every command, the server among them, starts here.
@SpringBootApplication
@Modulithic
public class Velocity {

    public static void main(String... arguments) {
        System.exit(Commands.run(Velocity.class, arguments));
    }
}

package dev.velocity.command;

import dev.velocity.sensor.SiteFile;
import dev.velocity.simulation.DemoSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity site`: look at site files.
@Command(
        name = "site",
        description = "Check, export or begin a site file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(check FILE | export | example)")
final class SiteCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "check", description = "Read a site file and tell every problem.", mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        var site = SiteFile.read(file);
        int sensors =
                site.zones().stream().mapToInt(zone -> zone.sensors().size()).sum();
        print(file + " is right: " + site.name() + ", " + site.zones().size() + " zones, " + sensors + " sensors");
        return 0;
    }

    @Command(
            name = "export",
            description = "Print the site file the server runs on, in canonical form.",
            mixinStandardHelpOptions = true)
    int export(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "The server's data directory.",
                            defaultValue = "var/data")
                    Path data)
            throws IOException {
        print(SiteFile.write(SiteFile.read(data.resolve("site.yaml"))).stripTrailing());
        return 0;
    }

    @Command(name = "example", description = "Print a site file to begin with.", mixinStandardHelpOptions = true)
    int example() {
        print(DemoSite.text().stripTrailing());
        return 0;
    }

    private void print(String text) {
        Objects.requireNonNull(spec).commandLine().getOut().println(text);
    }
}

package dev.velocity.simulation;

import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The shelter of the demo, as `shelter.yaml` describes it.
public final class DemoSite {
    private DemoSite() {}

    /// The site file, to be shown or copied and edited.
    public static String text() {
        try (var in = DemoSite.class.getResourceAsStream("shelter.yaml")) {
            if (in == null) throw new IllegalStateException("shelter.yaml is not in the jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Site site() {
        return SiteFile.read(text());
    }
}

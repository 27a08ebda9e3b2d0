package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.sensor.Catalogue;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Every part the pages are made of, in every state, to be looked at by who builds pages and by the tests of looks.
/// Reached only where the setting `velocity.styleguide` is true: without it [Routes] has no row for it.
@Controller
final class StyleguideRoutes {
    static final String SETTING = "velocity.styleguide";
    static final String PATH = "/styleguide";
    private final Catalogue catalogue;
    private final Shells shells;
    private final Pages pages;

    StyleguideRoutes(Catalogue catalogue, Shells shells, Pages pages) {
        this.catalogue = catalogue;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ResponseEntity<byte[]> page(Session session, Words words) {
        var shell = shells.around("styleguide", session, words);
        return pages.page(
                HttpStatus.OK,
                "styleguide/styleguide",
                Map.of(
                        "shell",
                        shell,
                        "sensor",
                        catalogue.sensors().isEmpty()
                                ? ""
                                : catalogue.sensors().getFirst().id().text(),
                        "gauge",
                        new Gauge(30, 70, List.of(10.0, 78.0, 92.0)),
                        "spark",
                        new Sparkline("M2 16L20 14L38 15L56 9M74 8L92 6L110 7L118 5", 6, 12)));
    }
}

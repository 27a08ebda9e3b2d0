package dev.velocity.console;

import dev.velocity.access.Session;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Every sensor's present state, by zone; the stream brings the same to the open page every few seconds.
@Controller
final class SensorPageRoutes {
    private final Spoken<SensorViews> views;
    private final Shells shells;
    private final Pages pages;

    SensorPageRoutes(Spoken<SensorViews> views, Shells shells, Pages pages) {
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/sensors")
    ResponseEntity<byte[]> page(Session session, Words words) {
        var shell = shells.around("sensors", session, words);
        return pages.page(
                HttpStatus.OK,
                "sensors/sensors",
                Map.of(
                        "shell",
                        shell,
                        "zones",
                        views.in(words).zones(session.person().role())));
    }
}

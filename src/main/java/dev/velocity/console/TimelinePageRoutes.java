package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.incident.Heatmaps;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Load by hour, and below it what happened in the hours one chooses. Nothing but links and one form; the script makes
/// choosing several hours quick.
@Controller
final class TimelinePageRoutes {
    private final Heatmaps heatmaps;
    private final Spoken<TimelineViews> views;
    private final Shells shells;
    private final Pages pages;

    TimelinePageRoutes(Heatmaps heatmaps, Spoken<TimelineViews> views, Shells shells, Pages pages) {
        this.heatmaps = heatmaps;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/timeline")
    ResponseEntity<byte[]> page(@RequestParam Map<String, String> said, Session session, Words words) {
        var shell = shells.around("timeline", session, words);
        var today = heatmaps.today();
        TimelineView view;
        var notice = "";
        try {
            view = views.in(words).view(TimelineAsked.read(said, today), session.person());
        } catch (IllegalArgumentException e) {
            notice = words.of("timeline.not-shown", new Wording(words).why(e));
            view = views.in(words).view(TimelineAsked.read(Map.of(), today), session.person());
        }
        return pages.page(
                HttpStatus.OK, "timeline/timeline", Map.of("shell", shell, "timeline", view, "notice", notice));
    }
}

package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.replay.Answer;
import dev.velocity.replay.Replay;
import dev.velocity.replay.Replays;
import dev.velocity.replay.Stretch;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The past, played again: choosing a window, and the page everybody shares who looks at it.
@Controller
@RequestMapping("/replay")
final class ReplayPageRoutes {
    private final Replays replays;
    private final Spoken<ReplayViews> views;
    private final Shells shells;
    private final Pages pages;
    private final InstantSource clock;

    ReplayPageRoutes(Replays replays, Spoken<ReplayViews> views, Shells shells, Pages pages, InstantSource clock) {
        this.replays = replays;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
        this.clock = clock;
    }

    /// The form; with a window in the address, filled in, and sent at once where there is a script.
    ///
    /// @param hours the last so many, instead of a window
    /// @param sensor whose pasts are drawn
    @GetMapping
    ResponseEntity<byte[]> choose(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "0") int hours,
            @RequestParam(defaultValue = "") List<String> sensor,
            Session session,
            Words words) {
        var wanted = views.in(words).wanted(from, to, at, hours, clock.instant());
        return choose(HttpStatus.OK, wanted, "", sensor, session, words);
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> open(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") List<String> sensor,
            Session session,
            Words words) {
        var speaks = views.in(words);
        String notice;
        try {
            var begin = speaks.instant(from);
            var end = speaks.instant(to);
            if (begin.isEmpty() || end.isEmpty()) throw new IllegalArgumentException("a window has two ends");
            var answer = replays.open(
                    new Stretch(begin.get(), end.get()),
                    speaks.instant(at).orElse(begin.get()),
                    session.person().name());
            switch (answer) {
                case Answer.Done(var replay) -> {
                    return Pages.see("/replay/" + replay.id() + ReplayViews.query(sensor));
                }
                case Answer.Refused(var obstacle, var _) ->
                    notice = words.one(
                            "replay.refused",
                            obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                case Answer.Unknown() -> notice = words.of("replay.ended");
            }
        } catch (IllegalArgumentException _) {
            notice = words.of("replay.wrong-window");
        }
        var wanted = speaks.wanted(from, to, at, 0, clock.instant());
        return choose(
                HttpStatus.CONFLICT,
                new ReplayView.Wanted(wanted.from(), wanted.to(), wanted.at(), wanted.zone(), false),
                notice,
                sensor,
                session,
                words);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> page(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> sensor,
            Session session,
            Words words) {
        var shell = shells.around("replay", session, words);
        var found = replays.find(id);
        var scene = replays.scene(id);
        if (found.isEmpty() || scene.isEmpty())
            return choose(
                    HttpStatus.NOT_FOUND,
                    views.in(words).wanted("", "", "", 0, clock.instant()),
                    words.of("replay.ended"),
                    sensor,
                    session,
                    words);
        Replay replay = found.get();
        var speaks = views.in(words);
        var role = session.person().role();
        var calls = replays.calls(id, role);
        var board = speaks.board(scene.get(), session.person());
        var values = new HashMap<String, Object>(Map.of(
                "shell", shell,
                "replay", speaks.view(replay),
                "board", board,
                "counts", speaks.counts(scene.get(), role),
                "zones", speaks.zones(scene.get(), role),
                "ticks", ReplayViews.ticks(replay.window(), calls),
                "charts", speaks.charts(replay.window(), calls, board, sensor)));
        return pages.page(HttpStatus.OK, "replay/replay", values);
    }

    private ResponseEntity<byte[]> choose(
            HttpStatus status,
            ReplayView.Wanted wanted,
            String notice,
            List<String> sensors,
            Session session,
            Words words) {
        var speaks = views.in(words);
        return pages.page(
                status,
                "replay/choose",
                Map.of(
                        "shell", shells.around("replay", session, words),
                        "wanted", wanted,
                        "notice", notice,
                        "sensors", sensors,
                        "open", replays.all().stream().map(speaks::view).toList()));
    }
}

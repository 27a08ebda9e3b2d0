package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.proposal.SiteProposal;
import dev.velocity.proposal.SiteProposals;
import dev.velocity.replay.Comparison;
import dev.velocity.replay.Difference;
import dev.velocity.replay.RuleChange;
import dev.velocity.replay.Tally;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// What would have happened with other rules: asking, watching it run, looking at what came of it, and proposing the
/// change. Plain forms.
@Controller
final class WhatIfPageRoutes {
    private static final int CHANGES = 3;
    private static final int MOST_LINES = 500;
    private static final Duration AROUND = Duration.ofMinutes(10);
    private static final Duration USUAL = Duration.ofHours(24);

    private final WhatIfs whatIfs;
    private final SiteProposals proposals;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Shells shells;
    private final Pages pages;

    WhatIfPageRoutes(
            WhatIfs whatIfs,
            SiteProposals proposals,
            Catalogue catalogue,
            InstantSource clock,
            Shells shells,
            Pages pages) {
        this.whatIfs = whatIfs;
        this.proposals = proposals;
        this.catalogue = catalogue;
        this.clock = clock;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/whatif")
    ResponseEntity<byte[]> form(Session session, Words words, HttpServletRequest request) {
        return form(HttpStatus.OK, session, words, request, "");
    }

    @PostMapping(path = "/whatif", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> ask(Session session, Words words, HttpServletRequest request) {
        try {
            var edited = said(request, "site");
            var site = SiteFile.read(edited.isEmpty() ? proposals.current() : edited);
            var changed = RuleChange.apply(site, changes(request));
            return switch (whatIfs.ask(
                    changed,
                    instant(said(request, "from"), words),
                    instant(said(request, "to"), words),
                    session.person().name())) {
                case WhatIfs.Answer.Taken(var asked) -> see("/whatif/" + asked.id());
                case WhatIfs.Answer.Refused(var _, var because) ->
                    form(HttpStatus.CONFLICT, session, words, request, Sentences.in(words, because));
            };
        } catch (WrongFile e) {
            var all = e.problems().stream()
                    .map(problem -> Sentences.in(words, problem.toString()))
                    .collect(Collectors.joining("\n"));
            return form(HttpStatus.CONFLICT, session, words, request, all);
        } catch (IllegalArgumentException e) {
            return form(
                    HttpStatus.CONFLICT,
                    session,
                    words,
                    request,
                    Sentences.in(words, Objects.toString(e.getMessage(), "")));
        }
    }

    @GetMapping("/whatif/{id}")
    ResponseEntity<byte[]> one(
            @PathVariable long id, @RequestParam(defaultValue = "0") long proposed, Session session, Words words) {
        return one(HttpStatus.OK, id, session, words, proposed == 0 ? "" : words.of("whatif.proposed", proposed));
    }

    @PostMapping(path = "/whatif/{id}/cancel", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> cancel(@PathVariable long id) {
        if (whatIfs.cancel(id).isEmpty()) throw nowhere();
        return see("/whatif/" + id);
    }

    /// A second person decides on it; until then nothing changes.
    @PostMapping(path = "/whatif/{id}/propose", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> propose(
            @PathVariable long id, @RequestParam(defaultValue = "") String reason, Session session, Words words) {
        var asked = whatIfs.find(id).orElseThrow(WhatIfPageRoutes::nowhere);
        return switch (proposals.propose(SiteFile.write(asked.site()), reason, session.person())) {
            case Outcome.Done<SiteProposal>(var made) -> see("/whatif/" + id + "?proposed=" + made.id());
            case Outcome.Unknown<SiteProposal>() -> throw nowhere();
            case Outcome.Refused<SiteProposal>(var code, var because) ->
                one(HttpStatus.CONFLICT, id, session, words, new Wording(words).why(code, because));
        };
    }

    private ResponseEntity<byte[]> form(
            HttpStatus status, Session session, Words words, HttpServletRequest request, String notice) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var shell = shells.around("whatif", session, words);
        var values = new HashMap<String, Object>();
        values.put("shell", shell);
        values.put("from", said(request, "from", now.minus(USUAL).toString()));
        values.put("to", said(request, "to", now.toString()));
        values.put("site", said(request, "site", proposals.current()));
        values.put("rules", rules());
        values.put(
                "fields",
                IntStream.rangeClosed(1, CHANGES)
                        .mapToObj(i -> new WhatIfView.Field(
                                i,
                                said(request, "rule" + i),
                                said(request, "at" + i),
                                said(request, "deadband" + i),
                                said(request, "on" + i),
                                said(request, "off" + i),
                                !said(request, "without" + i).isEmpty()))
                        .toList());
        values.put(
                "runs",
                whatIfs.list().stream().map(asked -> view(asked, shell, words)).toList());
        values.put("notice", notice);
        return pages.page(status, "whatif/whatif", values);
    }

    private ResponseEntity<byte[]> one(HttpStatus status, long id, Session session, Words words, String notice) {
        var asked = whatIfs.find(id).orElseThrow(WhatIfPageRoutes::nowhere);
        var shell = shells.around("whatif", session, words);
        var view = view(asked, shell, words);
        var values = new HashMap<String, Object>();
        values.put("shell", shell);
        values.put("run", view);
        values.put("mayPropose", Permissions.allows(session.person().role(), Action.PROPOSE_SITE));
        values.put("notice", notice);
        var page = pages.page(status, "whatif/run", values);
        if (!view.under()) return page;
        return ResponseEntity.status(status)
                .headers(page.getHeaders())
                .header("Refresh", "2")
                .body(page.getBody());
    }

    private WhatIfView view(WhatIfs.Asked asked, Shell shell, Words words) {
        var result = asked.result();
        return new WhatIfView(
                asked.id(),
                moment(asked.from(), words),
                moment(asked.to(), words),
                asked.by(),
                asked.state().name().toLowerCase(Locale.ROOT),
                asked.ahead(),
                (int) Math.floor(asked.part() * 100),
                asked.readings(),
                result.map(one -> rows(new Wording(words), one.was(), one.wouldBe()))
                        .orElse(List.of()),
                result.map(one -> bars(one, shell, words)),
                result.stream()
                        .flatMap(one -> one.differences().stream())
                        .limit(MOST_LINES)
                        .map(one -> line(one, shell, words))
                        .toList(),
                result.map(Comparison::differing).orElse(0L),
                result.stream()
                        .flatMap(one -> one.moot().stream())
                        .limit(MOST_LINES)
                        .map(one -> new WhatIfView.Moot(
                                moment(one.deed().recorded(), words),
                                one.deed().actor().name(),
                                one.deed()
                                        .kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                                one.deed().alert().sensor().text() + "/"
                                        + one.deed().alert().rule(),
                                one.because()))
                        .toList(),
                result.map(Comparison::mooted).orElse(0L),
                result.map(one -> one.record().exact()).orElse(true),
                result.map(Comparison::hash).orElse(""));
    }

    private static List<WhatIfView.Row> rows(Wording wording, Tally was, Tally wouldBe) {
        return List.of(
                WhatIfView.Row.of(wording, "fired", was.fired(), wouldBe.fired()),
                WhatIfView.Row.of(wording, "worsened", was.worsened(), wouldBe.worsened()),
                WhatIfView.Row.of(wording, "cleared", was.cleared(), wouldBe.cleared()),
                WhatIfView.Row.of(wording, "calls", was.calls(), wouldBe.calls()),
                WhatIfView.Row.of(wording, "per-day", was.perDay(), wouldBe.perDay()),
                WhatIfView.Row.of(wording, "suppressed", was.suppressed(), wouldBe.suppressed()),
                WhatIfView.Row.of(wording, "shelved", was.shelved(), wouldBe.shelved()),
                WhatIfView.Row.of(wording, "silenced", was.silenced(), wouldBe.silenced()),
                WhatIfView.Row.of(wording, "called-again", was.calledAgain(), wouldBe.calledAgain()),
                WhatIfView.Row.of(wording, "chattering", was.chattering(), wouldBe.chattering()),
                WhatIfView.Row.of(
                        wording,
                        "flood",
                        was.flood().toSeconds() / 60.0,
                        wouldBe.flood().toSeconds() / 60.0),
                WhatIfView.Row.of(wording, "peak", was.peak(), wouldBe.peak()));
    }

    private WhatIfView.Bars bars(Comparison result, Shell shell, Words words) {
        long most = result.slots().stream()
                .mapToLong(slot -> Math.max(slot.fired(), slot.wouldFire()))
                .max()
                .orElse(0);
        var parts = result.slots().stream()
                .map(slot -> new WhatIfView.Part(
                        moment(slot.from(), words),
                        replay(shell, slot.from(), slot.to(), slot.from()),
                        height(slot.fired(), most),
                        height(slot.wouldFire(), most),
                        slot.fired(),
                        slot.wouldFire(),
                        slot.calls(),
                        slot.wouldCall(),
                        slot.differs()))
                .toList();
        var title = words.one("whatif.per", per(result.slots().getFirst().length()));
        return new WhatIfView.Bars(
                title,
                words.of(
                        "whatif.spoken",
                        result.slots().stream()
                                .mapToLong(Comparison.Slot::fired)
                                .max()
                                .orElse(0),
                        result.slots().stream()
                                .mapToLong(Comparison.Slot::wouldFire)
                                .max()
                                .orElse(0),
                        result.slots().stream().filter(Comparison.Slot::differs).count()),
                moment(result.from(), words),
                moment(result.to(), words),
                parts,
                IntStream.range(0, parts.size())
                        .filter(i -> result.slots().get(i).any())
                        .mapToObj(parts::get)
                        .toList());
    }

    private static double height(long count, long most) {
        return most > 0 ? Math.round(1_000.0 * count / most) / 10.0 : 0;
    }

    /// How long a part is, as the key of its words. The only part of a short window is shorter.
    private static String per(Duration length) {
        if (length.compareTo(Duration.ofMinutes(1)) <= 0) return "minute";
        if (length.compareTo(Duration.ofMinutes(10)) <= 0) return "ten-minutes";
        if (length.compareTo(Duration.ofHours(1)) <= 0) return "hour";
        if (length.compareTo(Duration.ofHours(6)) <= 0) return "six-hours";
        return length.compareTo(Duration.ofDays(1)) <= 0 ? "day" : "month";
    }

    private static String replay(Shell shell, Instant from, Instant to, Instant at) {
        return shell.has("replay") ? "/replay?from=" + from + "&to=" + to + "&at=" + at : "";
    }

    private WhatIfView.Line line(Difference one, Shell shell, Words words) {
        var at = one.at().truncatedTo(ChronoUnit.SECONDS);
        return new WhatIfView.Line(
                moment(one.at(), words),
                one.sensor() + "/" + one.rule(),
                happened(one.was(), words),
                happened(one.wouldBe(), words),
                replay(shell, at.minus(AROUND), at.plus(AROUND), at));
    }

    private WhatIfView.Happened happened(Optional<Difference.Happened> happened, Words words) {
        return happened.map(one -> new WhatIfView.Happened(
                        one.turn().text(), one.severity().text(), moment(one.at(), words), one.hiddenBy()))
                .orElse(WhatIfView.Happened.NOTHING);
    }

    private Moment moment(Instant at, Words words) {
        return Moment.of(at, zone(), clock.instant(), words);
    }

    private ZoneId zone() {
        return catalogue.sites().getFirst().timeZone();
    }

    /// What can be changed, as `sensor/rule/severity`; of rules without steps that they can be left out.
    private List<String> rules() {
        var all = new ArrayList<String>();
        for (var sensor : catalogue.sensors())
            for (var limit : sensor.limits()) {
                var condition = sensor.id().text() + "/" + limit.name();
                if (limit.steps().isEmpty()) all.add(condition);
                else
                    for (var step : limit.steps())
                        all.add(condition + "/" + step.severity().text());
            }
        return all;
    }

    private static List<RuleChange> changes(HttpServletRequest request) {
        var changes = new ArrayList<RuleChange>();
        for (int i = 1; i <= CHANGES; i++) {
            var rule = said(request, "rule" + i);
            if (rule.isEmpty()) continue;
            var parts = rule.split("/", -1);
            if (parts.length < 2) throw new IllegalArgumentException("there is no rule " + rule);
            changes.add(new RuleChange(
                    new SensorId(parts[0]),
                    parts[1],
                    parts.length > 2 ? Wording.severity(parts[2]) : Optional.empty(),
                    number(said(request, "at" + i)),
                    number(said(request, "deadband" + i)),
                    number(said(request, "on" + i)).map(WhatIfPageRoutes::seconds),
                    number(said(request, "off" + i)).map(WhatIfPageRoutes::seconds),
                    !said(request, "without" + i).isEmpty()));
        }
        return changes;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static Optional<Double> number(String text) {
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Double.parseDouble(text.replace(',', '.')));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
    }

    private static Instant instant(String text, Words words) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(words.of("whatif.no-instant", text), e);
        }
    }

    private static String said(HttpServletRequest request, String field) {
        return said(request, field, "");
    }

    private static String said(HttpServletRequest request, String field, String otherwise) {
        var text = Objects.toString(request.getParameter(field), "").strip();
        return text.isEmpty() ? otherwise : text;
    }

    private static ResponseEntity<byte[]> see(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

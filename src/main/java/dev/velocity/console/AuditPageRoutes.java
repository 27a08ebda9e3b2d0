package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Verification;
import dev.velocity.audit.Verifications;
import dev.velocity.platform.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who did what: the trail as far as whoever looks may read it, and how far it can be trusted.
@Controller
final class AuditPageRoutes {
    private static final int MOST = 100;
    private static final List<String> FIELDS = List.of("actor", "action", "object", "text", "from", "to");

    private final Audit audit;
    private final Database database;
    private final Verifications verifications;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;

    AuditPageRoutes(
            Audit audit,
            Database database,
            Verifications verifications,
            Spoken<AlertViews> views,
            Shells shells,
            Pages pages) {
        this.audit = audit;
        this.database = database;
        this.verifications = verifications;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/audit")
    ResponseEntity<byte[]> page(@RequestParam Map<String, String> said, Session session, Words words) {
        var shell = shells.around("audit", session, words);
        var notice = "";
        AuditQuery query;
        try {
            query = query(said, session);
        } catch (IllegalArgumentException e) {
            notice = words.of("audit.not-shown", new Wording(words).why(e));
            query = query(Map.of(), session);
        }
        var asked = query;
        var found = database.read(rows -> audit.page(rows, asked));
        var lines = found.lines().stream()
                .map(line -> new AuditView.Line(
                        line.seq(),
                        views.in(words).moment("", line.at()),
                        views.in(words).display(line.actor().name()),
                        line.actor().role(),
                        line.action(),
                        line.object(),
                        line.detail()))
                .toList();
        var view = new AuditView(
                FIELDS.stream().collect(Collectors.toMap(name -> name, name -> said.getOrDefault(name, ""))),
                lines,
                found.next()
                        .map(next -> "/audit?" + address(said, Optional.of(next)))
                        .orElse(""),
                address(said, Optional.empty()),
                state(words),
                Permissions.allows(session.person().role(), Action.READ_AUDIT_ALL));
        return pages.page(HttpStatus.OK, "audit/audit", Map.of("shell", shell, "audit", view, "notice", notice));
    }

    @PostMapping(path = "/audit/verify", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> verify() {
        // Asked too often, it says when it was last done.
        verifications.ask();
        return Pages.see("/audit");
    }

    private AuditView.State state(Words words) {
        var state = verifications.state();
        var found = state.checked()
                .map(checked -> switch (checked) {
                    case Verification.Broken broken -> words.of("audit.broken", broken.line(), broken.why());
                    default -> words.of("audit.whole", state.lines());
                })
                .orElseGet(() -> words.of("audit.unknown"));
        return new AuditView.State(
                state.checked().isEmpty() ? "unknown" : state.whole() ? "whole" : "broken",
                found,
                state.checking() ? words.of("audit.checking") : "",
                state.checkedAt().map(at -> views.in(words).moment("", at)),
                words.of("audit.signed", state.signed(), state.checkpoints()));
    }

    private static AuditQuery query(Map<String, String> said, Session session) {
        return new AuditQuery(
                Permissions.trail(session.person()),
                say(said, "before").map(AuditPageRoutes::number),
                say(said, "actor"),
                say(said, "action"),
                say(said, "object"),
                say(said, "text"),
                say(said, "from").map(text -> date("from", text)),
                say(said, "to").map(text -> date("to", text).plusSeconds(86_400)),
                MOST);
    }

    private static String address(Map<String, String> said, Optional<Long> before) {
        return Stream.concat(
                        FIELDS.stream()
                                .flatMap(name -> say(said, name).stream()
                                        .map(text -> name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8))),
                        before.stream().map(seq -> "before=" + seq))
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> say(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) throw new IllegalArgumentException("before is the number of a line");
        return Long.parseLong(text);
    }

    private static Instant date(String name, String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is a date as 2026-03-01, not " + text, e);
        }
    }
}

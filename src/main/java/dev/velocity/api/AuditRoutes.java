package dev.velocity.api;

import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.audit.TrailState;
import dev.velocity.audit.Verification;
import dev.velocity.audit.Verifications;
import dev.velocity.platform.Database;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The trail, as far as whoever asks may read it: all of it, what was done to alerts, or what they did themselves.
@RestController
final class AuditRoutes {
    private static final int MOST_IN_TABLE = 10_000;
    private static final int AT_ONCE = 1_000;
    private final Audit audit;
    private final Database database;
    private final Verifications verifications;

    AuditRoutes(Audit audit, Database database, Verifications verifications) {
        this.audit = audit;
        this.database = database;
        this.verifications = verifications;
    }

    record Shown(
            long seq, Instant at, String actor, String role, String action, String object, String detail, String hash) {
        static Shown of(Line line) {
            return new Shown(
                    line.seq(),
                    line.at(),
                    line.actor().name(),
                    line.actor().role(),
                    line.action(),
                    line.object(),
                    line.detail(),
                    HexFormat.of().formatHex(line.hash()));
        }
    }

    /// @param next the number to ask `before` next; null at the end
    record Page(List<Shown> lines, @Nullable Long next) {}

    /// @param result `whole`, `broken`, or `unknown` before the first check is done
    record State(
            String result,
            @Nullable Long brokenLine,
            @Nullable String why,
            @Nullable Instant checkedAt,
            boolean checking,
            long lines,
            long signed,
            @Nullable Instant signedAt,
            long checkpoints) {
        static State of(TrailState state) {
            var broken = state.checked()
                    .filter(Verification.Broken.class::isInstance)
                    .map(Verification.Broken.class::cast);
            return new State(
                    state.checked().isEmpty() ? "unknown" : state.whole() ? "whole" : "broken",
                    broken.map(Verification.Broken::line).orElse(null),
                    broken.map(Verification.Broken::why).orElse(null),
                    state.checkedAt().orElse(null),
                    state.checking(),
                    state.lines(),
                    state.signed(),
                    state.signedAt().orElse(null),
                    state.checkpoints());
        }
    }

    /// Newest first; `before` goes on behind the page before.
    @GetMapping("/api/v1/audit")
    Page list(
            @RequestParam Optional<Long> before,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<String> action,
            @RequestParam Optional<String> object,
            @RequestParam Optional<String> text,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam(defaultValue = "100") int limit,
            Session session) {
        var query = query(before, actor, action, object, text, from, to, limit, session);
        var page = database.read(rows -> audit.page(rows, query));
        return new Page(
                page.lines().stream().map(Shown::of).toList(), page.next().orElse(null));
    }

    /// The newest 10,000 lines a search finds, as a table.
    @GetMapping("/api/v1/audit.csv")
    ResponseEntity<String> table(
            @RequestParam Optional<String> actor,
            @RequestParam Optional<String> action,
            @RequestParam Optional<String> object,
            @RequestParam Optional<String> text,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            Session session) {
        var csv = new Csv("seq", "at", "actor", "role", "action", "object", "detail", "hash");
        var query = query(Optional.empty(), actor, action, object, text, from, to, AT_ONCE, session);
        int written = 0;
        for (var more = Optional.of(query); more.isPresent() && written < MOST_IN_TABLE; ) {
            var asked = more.get();
            var page = database.read(rows -> audit.page(rows, asked));
            for (var line : page.lines())
                csv.row(
                        line.seq(),
                        line.at(),
                        line.actor().name(),
                        line.actor().role(),
                        line.action(),
                        line.object(),
                        line.detail(),
                        HexFormat.of().formatHex(line.hash()));
            written += page.lines().size();
            more = page.next().map(asked::behind);
        }
        return csv.answer("audit.csv");
    }

    @GetMapping("/api/v1/audit/state")
    State state() {
        return State.of(verifications.state());
    }

    /// Has the whole trail checked; what came of it is the state.
    @PostMapping("/api/v1/audit/verify")
    ResponseEntity<Object> verify() {
        return verifications.ask()
                ? ResponseEntity.status(HttpStatus.ACCEPTED).body(State.of(verifications.state()))
                : Problem.of(HttpStatus.TOO_MANY_REQUESTS, "slow-down", "it was checked within the last minute");
    }

    /// The whole trail with its checkpoints, one JSON object a line: what `velocity audit verify` checks by itself.
    @GetMapping("/api/v1/audit/export")
    void export(HttpServletResponse response) throws IOException {
        var file = verifications.export();
        try {
            response.setContentType("application/x-ndjson");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"trail.jsonl\"");
            response.setContentLengthLong(Files.size(file));
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static AuditQuery query(
            Optional<Long> before,
            Optional<String> actor,
            Optional<String> action,
            Optional<String> object,
            Optional<String> text,
            Optional<String> from,
            Optional<String> to,
            int limit,
            Session session) {
        return new AuditQuery(
                Permissions.trail(session.person()),
                before,
                said(actor),
                said(action),
                said(object),
                said(text),
                said(from).map(Words::instant),
                said(to).map(Words::instant),
                limit);
    }

    private static Optional<String> said(Optional<String> words) {
        return words.map(String::strip).filter(text -> !text.isEmpty());
    }
}

package dev.velocity.api;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.platform.Database;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The trail, as far as whoever asks may read it: all of it, what was done to alerts, or what they did themselves.
@RestController
final class AuditRoutes {
    private static final String ALERTS = "alert/";
    private final Audit audit;
    private final Database database;

    AuditRoutes(Audit audit, Database database) {
        this.audit = audit;
        this.database = database;
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

    record Page(List<Shown> lines) {}

    /// Newest first; `before` goes on behind the last line of the page before.
    @GetMapping("/api/v1/audit")
    ResponseEntity<Object> list(
            @RequestParam Optional<Long> before,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<String> object,
            @RequestParam(defaultValue = "100") int limit,
            Session session) {
        var role = session.person().role();
        boolean own = actor.filter(session.person().name()::equals).isPresent();
        boolean alerts = object.filter(prefix -> prefix.startsWith(ALERTS)).isPresent();
        boolean may = Permissions.allows(role, Action.READ_AUDIT_ALL)
                || (alerts && Permissions.allows(role, Action.READ_AUDIT_ALERTS))
                || own;
        if (!may)
            return Problem.of(
                    HttpStatus.FORBIDDEN,
                    "forbidden",
                    Permissions.allows(role, Action.READ_AUDIT_ALERTS)
                            ? "ask for actor=" + session.person().name() + " or object=" + ALERTS
                            : "ask for actor=" + session.person().name());
        var query = new AuditQuery(before, actor, object, limit);
        var lines = database.read(rows -> audit.lines(rows, query));
        return ResponseEntity.ok(new Page(lines.stream().map(Shown::of).toList()));
    }
}

package dev.velocity.audit;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The trail: append here, inside the transaction of what is being done, so that neither exists without the other.
///
/// Lines form one chain in the order of commits. Called on the writer's thread only; reading is for any thread.
public final class Audit {
    private final InstantSource clock;
    private @Nullable Head head;

    public Audit(InstantSource clock) {
        this.clock = clock;
    }

    /// Adds a line to the trail as part of `tx`; its number.
    ///
    /// @param detail a JSON object as text; `{}` when there is no more to say
    public long append(Tx tx, Actor actor, String action, String object, String detail) {
        var last = head;
        if (last == null) last = AuditStore.head(tx);
        var next = last.next(clock.instant(), actor, action, object, detail);
        AuditStore.insert(tx, next);
        head = new Head(next.seq(), next.hash());
        tx.onRollback(this::forget);
        return next.seq();
    }

    /// Makes the next append read the end of the chain from the database again: another process may have added
    /// to it.
    public void forget() {
        head = null;
    }

    /// Lines of the trail, newest first.
    public List<Line> lines(Rows rows, AuditQuery query) {
        return page(rows, query).lines();
    }

    /// A part of what is searched for. A search looks through so many lines at once and then says where to go
    /// on, so that one question never reads a trail of years.
    public AuditPage page(Rows rows, AuditQuery query) {
        return AuditStore.page(rows, query);
    }
}

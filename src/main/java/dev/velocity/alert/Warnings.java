package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.SensorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What tools that watch the server itself say of it: an alert of operations, on the same board. Any thread.
///
/// A warning is an alert like any other, of the implicit sensor `warned.<fingerprint>` and the tool's name for what is
/// wrong. Its condition is there until the tool says otherwise, and then it is over. Said twice, it is one.
public final class Warnings {
    /// How the names of its implicit sensors begin, for the scopes of keys too.
    public static final String BEGINNING = "warned.";

    static final Guidance GUIDANCE = new Guidance(
            "A tool that watches this server found it; no sensor of the place did.",
            "Readings, alerts or pages may come late or not at all.",
            "Read what the tool says and follow the runbook it names. It ends by itself when the tool says that it is over.",
            Optional.empty(),
            "",
            "");

    /// So many are open at once; more would hide what they are about.
    static final int MOST_OPEN = 500;

    /// So many are written in one unit of work, so that nobody waits long behind them.
    private static final int AT_ONCE = 200;

    private final Writer writer;
    private final Catalogue catalogue;
    private final Alerts alerts;

    public Warnings(Writer writer, Catalogue catalogue, Alerts alerts) {
        this.writer = writer;
        this.catalogue = catalogue;
        this.alerts = alerts;
    }

    /// What became of one warning.
    public enum Became {
        /// An alert is new, or calls again.
        RAISED,
        /// Its alert is over.
        RESOLVED,
        /// It was known already, or speaks of a time that is past.
        KNOWN,
        /// Too many are open; nothing was written.
        TOO_MANY
    }

    /// Takes what a tool says, in that order; the answer is on disk.
    ///
    /// @return what became of each
    /// @throws dev.velocity.platform.NotWritten when the disk takes no more; to say all of it again is safe
    public List<Became> take(List<Warning> warnings, Actor tool) {
        var all = new ArrayList<Became>(warnings.size());
        for (int from = 0; from < warnings.size(); from += AT_ONCE) {
            var some = warnings.subList(from, Math.min(warnings.size(), from + AT_ONCE));
            all.addAll(writer.write(tx -> take(tx, some, tool)));
        }
        return all;
    }

    private List<Became> take(Tx tx, List<Warning> warnings, Actor tool) {
        int open = AlertStore.openWarnings(tx);
        var all = new ArrayList<Became>(warnings.size());
        for (var warning : warnings) {
            var source = source(warning);
            boolean first = warning.until().isEmpty()
                    && AlertStore.open(tx, source.sensor(), source.rule()).isEmpty();
            if (first && open >= MOST_OPEN) {
                all.add(Became.TOO_MANY);
                continue;
            }
            var changed = alerts.warn(tx, source, warning, tool);
            if (first) open++;
            all.add(changed.isEmpty() ? Became.KNOWN : warning.until().isPresent() ? Became.RESOLVED : Became.RAISED);
        }
        return all;
    }

    private Source source(Warning warning) {
        var site = catalogue.sites().stream().findFirst().map(one -> one.id()).orElse("");
        return new Source(
                sensor(warning.fingerprint()),
                warning.rule(),
                site,
                "",
                Source.WARNING,
                warning.title(),
                Role.OPERATIONS);
    }

    static SensorId sensor(String fingerprint) {
        return new SensorId(BEGINNING + fingerprint);
    }
}

package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Beginning;
import dev.velocity.alert.Rehearsal;
import dev.velocity.rule.Detector;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One way the past is told again: rules that judge, and alerts that move by what they find. One thread.
final class Retelling {
    final Catalogue catalogue;
    final Detector rules;
    final Rehearsal alerts;
    private final List<Finding> found = new ArrayList<>();
    final Consumer<Finding> out = found::add;

    Retelling(Catalogue catalogue, Detector rules, Beginning beginning, Consumer<AlertChanged> told) {
        this.catalogue = catalogue;
        this.rules = rules;
        alerts = new Rehearsal(catalogue, beginning, told);
    }

    /// What was found since the last [#settle].
    List<Finding> found() {
        return found;
    }

    /// Lets alerts move by what was found in one unit of work.
    void settle(Instant now) {
        if (found.isEmpty()) return;
        alerts.found(found, now);
        found.clear();
    }
}

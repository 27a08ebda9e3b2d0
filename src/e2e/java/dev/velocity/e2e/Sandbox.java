package dev.velocity.e2e;

import dev.velocity.proposal.SiteProposals;
import dev.velocity.replay.Answer;
import dev.velocity.replay.Replays;
import dev.velocity.replay.RuleChange;
import dev.velocity.replay.Stretch;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Pages of the sandbox have addresses only once somebody has asked for something.
final class Sandbox {
    private Sandbox() {}

    /// The address of a replay that stands at the beginning.
    static String replay(TestServer server, Instant from, Instant to, String asker) {
        if (!(server.bean(Replays.class).open(new Stretch(from, to), from, asker) instanceof Answer.Done(var replay)))
            throw new AssertionError("no replay");
        return "/replay/" + replay.id();
    }

    /// The address of a what-if that has ended: the sensor's high limit would be critical from another value.
    static String whatIf(TestServer server, String sensor, double critical, Instant from, Instant to, String asker) {
        var site = SiteFile.read(server.bean(SiteProposals.class).current());
        var changed = RuleChange.apply(
                site,
                List.of(new RuleChange(
                        new SensorId(sensor),
                        "high",
                        Optional.of(Severity.CRITICAL),
                        Optional.of(critical),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false)));
        var whatIfs = server.bean(WhatIfs.class);
        if (!(whatIfs.ask(changed, from, to, asker) instanceof WhatIfs.Answer.Taken(var asked)))
            throw new AssertionError("no what-if");
        while (whatIfs.find(asked.id()).orElseThrow().result().isEmpty()) Thread.onSpinWait();
        return "/whatif/" + asked.id();
    }
}

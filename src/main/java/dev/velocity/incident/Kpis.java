package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;

/// How much is asked of the people of a role, against what people can bear.
public final class Kpis {
    /// What has been present for longer than this before the period is only found while it still is.
    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Alerts alerts;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose full hours and tens of minutes are counted by
    public Kpis(Alerts alerts, InstantSource clock, ZoneId zone) {
        this.alerts = alerts;
        this.clock = clock;
        this.zone = zone;
    }

    /// The queue a role is asked for by default: its own, or that of operations where it handles no alerts.
    public static Role own(Role role) {
        return switch (role) {
            case RESIDENT, SECURITY, OPERATIONS -> role;
            case ANALYST, ADMIN -> Role.OPERATIONS;
        };
    }

    /// The `days` before `to`, which is now when it is not said.
    ///
    /// @throws IllegalArgumentException unless there are 1 to 400
    public Period lately(int days, Optional<Instant> to) {
        if (days < 1 || days > LONGEST.toDays())
            throw new IllegalArgumentException("ask for 1 to " + LONGEST.toDays() + " days, not " + days);
        var end = to.orElseGet(clock::instant);
        return new Period(end.minus(Duration.ofDays(days)), end, zone);
    }

    public KpiReport report(Role role, Period period) {
        var ids = new TreeSet<Long>();
        for (var call : alerts.calls(period.from().minus(LOOK_BACK), period.to()))
            if (call.alert().role() == role) ids.add(call.alert().id());
        alerts.present().stream().map(Alert::id).forEach(ids::add);
        return new Measuring(role, period, ids.stream().map(alerts::history).toList()).report();
    }
}

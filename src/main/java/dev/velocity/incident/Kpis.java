package dev.velocity.incident;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// How much is asked of the people of a role, against what people can bear.
public final class Kpis {
    /// What has been present for longer than this before the period is only found while it still is.
    private static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Alerts alerts;
    private final Silences silences;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose full hours and tens of minutes are counted by
    public Kpis(Alerts alerts, Silences silences, InstantSource clock, ZoneId zone) {
        this.alerts = alerts;
        this.silences = silences;
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

    /// Whether somebody of that role may know how much is asked of a queue: whoever may read the rows its figures are
    /// made of.
    public static boolean mayRead(Role viewer, Role queue) {
        return Permissions.maySee(viewer, queue, Set.of());
    }

    /// The load on the people of a role; whether whoever asks may know it, [#mayRead] says.
    public KpiReport report(Role role, Period period) {
        var histories = alerts.historiesOfCalls(period.from().minus(LOOK_BACK), period.to()).values().stream()
                .filter(history ->
                        history.stream().anyMatch(event -> event.alert().role() == role))
                .toList();
        return new Measuring(role, period, histories, silences.unauthorised()).report();
    }
}

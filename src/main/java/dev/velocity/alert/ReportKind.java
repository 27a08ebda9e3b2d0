package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a person can report, with how much it matters and who is called.
public enum ReportKind {
    FIRE(
            "Smoke or fire",
            Severity.CRITICAL,
            Role.SECURITY,
            Role.OPERATIONS,
            "Fire in a closed place takes the air before it takes the room.",
            "Call everybody out of the zone. Two people with breathing apparatus look; close doors and dampers behind them.",
            Duration.ofMinutes(3)),
    INJURY(
            "Somebody is hurt or ill",
            Severity.CRITICAL,
            Role.SECURITY,
            Role.OPERATIONS,
            "Minutes decide when somebody does not breathe or bleeds.",
            "Send whoever can give first aid, with the kit. Ask on the way what happened; look for gas before entering.",
            Duration.ofMinutes(3)),
    INTRUDER(
            "Somebody who should not be here",
            Severity.HIGH,
            Role.SECURITY,
            Role.SECURITY,
            "Nobody knows yet what they want.",
            "Do not go alone. Account for everybody, look at doors and hatches, keep people where they are.",
            Duration.ofMinutes(10)),
    AIR(
            "The air smells or feels wrong",
            Severity.HIGH,
            Role.OPERATIONS,
            Role.SECURITY,
            "Noses find gas and smouldering cables before sensors do.",
            "Ask what it smells of and whether heads ache. Look at CO, CO2 and smoke nearby; go with a portable meter, not alone.",
            Duration.ofMinutes(15)),
    WATER(
            "Water where it should not be",
            Severity.MEDIUM,
            Role.OPERATIONS,
            Role.SECURITY,
            "Water finds cables, stores and beds.",
            "Close the nearest valve; keep away from electrics that are wet; find where it comes from.",
            Duration.ofHours(1)),
    NOISE(
            "Noise",
            Severity.LOW,
            Role.OPERATIONS,
            Role.OPERATIONS,
            "A machine that sounds otherwise often fails next; people who cannot sleep make mistakes.",
            "Ask since when and what it sounds like. Look at fans, pumps and the generator at the next round.",
            Duration.ofHours(8)),
    OTHER(
            "Something else",
            Severity.MEDIUM,
            Role.SECURITY,
            Role.OPERATIONS,
            "Whoever reports it thinks that it matters.",
            "Read what was written, ask the person, and give it to whoever can help.",
            Duration.ofHours(1));

    private final String title;
    private final Severity severity;
    private final Role owner;
    private final Role informed;
    private final String consequence;
    private final String action;
    private final Duration time;

    /// @param informed told too; the owner when nobody else is
    ReportKind(
            String title,
            Severity severity,
            Role owner,
            Role informed,
            String consequence,
            String action,
            Duration time) {
        this.title = title;
        this.severity = severity;
        this.owner = owner;
        this.informed = informed;
        this.consequence = consequence;
        this.action = action;
        this.time = time;
    }

    /// As people choose it.
    public String title() {
        return title;
    }

    public Severity severity() {
        return severity;
    }

    /// Whose queue it enters.
    public Role owner() {
        return owner;
    }

    Set<Role> informed() {
        return informed == owner ? Set.of() : Set.of(informed);
    }

    /// What to do about it.
    public Guidance guidance() {
        return new Guidance(
                "A person reported it; no sensor may have seen it.", consequence, action, Optional.of(time), "", "");
    }

    /// Whether it is taken however often somebody reports.
    public boolean emergency() {
        return severity == Severity.CRITICAL;
    }

    /// As addresses and alerts' rules say it: `fire`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReportKind> of(String text) {
        for (var kind : values()) if (kind.text().equals(text)) return Optional.of(kind);
        return Optional.empty();
    }
}

package dev.velocity.alert;

import dev.velocity.audit.Actor;
import dev.velocity.sensor.SensorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What [Handling] reads of alerts and silences and where it writes what it decides: the tables, within one
/// transaction, on a live server; plain memory in a replay. One thread at a time.
interface Ledger {
    Optional<Alert> find(long id);

    /// The alert of that condition to which anything can still happen; at most one.
    Optional<Alert> open(SensorId sensor, String rule);

    /// Every open alert, in the order of their numbers.
    List<Alert> allOpen();

    /// Alerts that move by themselves at `now` or before, the one that is due first in front.
    List<Alert> due(Instant now);

    /// When the condition came before the newest time, `back` times ago, in event time.
    Optional<Instant> activation(SensorId sensor, String rule, int back);

    long nextId();

    /// The silences that hide calls now, in the order of their numbers.
    List<Silence> active();

    /// Silences that begin or end at `now` or before.
    List<Silence> turning(Instant now);

    /// Writes down that a silence hides calls from now on, or no more, and when that changes next.
    void turned(Silence silence, Window.State state);

    /// Writes down an alert that is new.
    void raised(Alert alert, Entry deed);

    /// Writes down a move of an alert.
    void moved(Alert from, Lifecycle.Move move, Entry deed);

    /// Who did something, when it happened (event time for what a rule found), when it is written down, and the words
    /// that go with it.
    record Entry(Instant at, Instant recorded, Actor actor, String words) {}
}

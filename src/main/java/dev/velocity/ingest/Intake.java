package dev.velocity.ingest;

import dev.velocity.ingest.Refusal.Code;
import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Takes the items of one request, one after the other: each becomes a reading or is refused.
final class Intake {
    private static final long MICROS_OF_FUTURE = 5 * 60 * 1_000_000L;

    private final Catalogue catalogue;
    private final IntPredicate allowed;
    private final long now;
    private final Batch batch;
    private final List<Refusal> refused = new ArrayList<>(0);
    private int position;

    /// @param allowed whether the device may speak for the sensor at an index of the catalogue
    /// @param now stands in for an instant that was not sent, and bounds the future; epoch microseconds
    /// @param expected how many items may come; more are taken too
    Intake(Catalogue catalogue, IntPredicate allowed, long now, int expected) {
        this.catalogue = catalogue;
        this.allowed = allowed;
        this.now = now;
        batch = new Batch(expected);
    }

    long now() {
        return now;
    }

    /// How many items there were.
    int count() {
        return position;
    }

    Decoded done() {
        return new Decoded(batch, refused);
    }

    /// The next item, of a sensor the catalogue has.
    ///
    /// @param at [Instants#NONE] for what was no instant
    void take(int sensor, long at, double value, long sequence) {
        if (!allowed.test(sensor)) {
            refuse(
                    Code.FOREIGN_SENSOR,
                    "this device's key does not cover sensor '"
                            + catalogue.sensor(sensor).id() + "'");
            return;
        }
        if (at == Instants.NONE) {
            refuse(Code.BAD_TIME, "at must be an instant as 2026-01-31T13:45:00Z, from 1970 on");
            return;
        }
        if (!Double.isFinite(value)) {
            refuse(Code.NOT_FINITE, "a value must be a finite number");
            return;
        }
        Quantity quantity = catalogue.sensor(sensor).quantity();
        if (!quantity.admits(value)) {
            refuse(
                    Code.OUT_OF_RANGE,
                    value + " cannot be: " + quantity.text() + " goes from " + quantity.least() + " to "
                            + quantity.most() + " " + quantity.unit());
            return;
        }
        if (at > now + MICROS_OF_FUTURE) {
            refuse(Code.FUTURE, "at is more than 5 minutes ahead of the server; check the device's clock");
            return;
        }
        batch.add(sensor, at, value, sequence, position++);
    }

    /// The next item is none that can be taken.
    void refuse(Code code, String detail) {
        refused.add(new Refusal(position++, code, detail));
    }
}

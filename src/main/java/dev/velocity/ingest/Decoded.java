package dev.velocity.ingest;

import dev.velocity.sensor.Batch;
import java.util.List;

/// What a request's body holds: the readings that can be taken, and why the others cannot.
record Decoded(Batch batch, List<Refusal> refused) {}

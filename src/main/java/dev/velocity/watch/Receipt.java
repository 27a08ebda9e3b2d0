package dev.velocity.watch;

/// What became of a batch, once it is on disk.
///
/// @param accepted readings kept, late ones included
/// @param duplicates readings that were there already, as retries bring them
/// @param late accepted readings that came too late to be judged by the rules
/// @param conflicts places in the request ([Batch#position]) of readings that contradict one already kept
@SuppressWarnings("ArrayRecordComponent") // made for one answer and read once
public record Receipt(int accepted, int duplicates, int late, int[] conflicts) {
    /// How many readings it tells of.
    int size() {
        return accepted + duplicates + conflicts.length;
    }
}

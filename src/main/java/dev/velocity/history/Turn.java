package dev.velocity.history;

import java.util.List;

/// What one round of packing moves into blocks.
///
/// @param to the journal's row up to which the rounds before and this one move all
/// @param tails those of all sensors, by their numbers
/// @param runs what is to be moved of each
record Turn(long to, List<Tail> tails, List<Run> runs) {
    int size() {
        return runs.stream().mapToInt(Run::size).sum();
    }

    void done() {
        for (var tail : tails) tail.packed();
    }
}

package dev.velocity.platform;

/// The one transaction a unit of work runs in. Lives on the writer's thread only, and only while the unit runs.
public interface Tx extends Rows {
    /// Runs an INSERT, UPDATE or DELETE; the number of rows it touched.
    int update(String sql, @org.jspecify.annotations.Nullable Object... args);

    /// Runs `told` on the writer's thread once the commit is on disk, and before the unit's caller has its answer: it
    /// finds in memory what it did. It must not wait.
    void afterCommit(Runnable told);

    /// Runs `told` on the writer's thread once the commit is on disk and everybody in it has their answer, in the order
    /// of
    /// units and before the next one: for whoever wants to hear of it and did not ask. It must not wait.
    void afterAnswer(Runnable told);

    /// Runs `undo` on the writer's thread when what this unit did is undone: by its own failure or by the commit's.
    void onRollback(Runnable undo);
}

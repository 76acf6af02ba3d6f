package io.argosy.state;

import java.util.function.BooleanSupplier;

/// Says when commits happen where no thread makes them: in a simulation, which keeps head ahead of the disk as long as
/// it likes.
public interface CommitPace {
    /// A command was decided and led to this state. It waits for `commit`, which makes everything durable that was
    /// decided until it is called.
    void decided(StoreState state, Runnable commit);

    /// What a writer does until its change is durable.
    void await(BooleanSupplier durable);
}

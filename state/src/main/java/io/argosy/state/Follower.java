package io.argosy.state;

/// What a room keeps beside the newest decided state of a cluster, so that its commands need not work it out anew each
/// time. It is used by commands only, under the writer's lock (`Transaction.follower`), and made with the first that
/// asks for it.
public interface Follower {
    /// A command made this change. Called again, with the same, once that command turns out to have changed nothing
    /// after all: note what the change is about, and look at the state itself when it is asked for.
    void changed(Change change);
}

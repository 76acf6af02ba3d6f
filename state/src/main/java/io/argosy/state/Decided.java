package io.argosy.state;

/// What a command came to, on its way to the disk. Everything a store decided before it gets there no later.
public final class Decided<R> {
    private final R answer;
    private final Committer committer;
    private final Committer.Entry entry;

    Decided(R answer, Committer committer, Committer.Entry entry) {
        this.answer = answer;
        this.committer = committer;
        this.entry = entry;
    }

    /// The answer, on disk or not: for the next step of the same work, which must get there no sooner.
    public R now() {
        return answer;
    }

    /// The answer, once it is on disk.
    public R await() {
        entry.encode();
        committer.await(entry.ticket());
        return answer;
    }
}

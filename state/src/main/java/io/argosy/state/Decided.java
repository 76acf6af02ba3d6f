package io.argosy.state;

/// What a command came to, on its way to the disk. Everything a store decided before it gets there no later.
public final class Decided<R> {
    private final R answer;
    private final Committer committer;
    private final Ticket ticket;

    Decided(R answer, Committer committer, Ticket ticket) {
        this.answer = answer;
        this.committer = committer;
        this.ticket = ticket;
    }

    /// The answer, once it is on disk.
    public R await() {
        committer.await(ticket);
        return answer;
    }
}

package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.AccountRegion;
import io.argosy.state.AccountState;
import java.util.List;
import java.util.function.BiPredicate;

/// Ends queues that are DELETING once no job in them is under way; who ends the jobs says when to look.
public final class LeavingQueues {
    private final BatchStore store;
    private final BiPredicate<AccountState, JobQueue> busy;

    /// `busy` says whether jobs of a queue are not over.
    public LeavingQueues(BatchStore store, BiPredicate<AccountState, JobQueue> busy) {
        this.store = store;
        this.busy = busy;
    }

    public void pass() {
        store.accounts().forEach(account -> pass(account.realm()));
    }

    public void pass(AccountRegion realm) {
        List<JobQueue> over = store.read(realm).queues().values().stream()
                .filter(queue -> queue.status() == JobQueue.Status.DELETING)
                .toList();
        if (!over.isEmpty()) {
            store.write(realm, (tx, state) -> {
                over.stream()
                        .flatMap(queue -> state.queues().get(queue.name()).stream())
                        .filter(queue -> queue.status() == JobQueue.Status.DELETING)
                        .filter(queue -> !busy.test(tx.state(), queue))
                        .forEach(tx::remove);
                return over;
            });
        }
    }
}

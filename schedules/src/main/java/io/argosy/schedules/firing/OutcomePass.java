package io.argosy.schedules.firing;

import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees that what runs started has ended, and writes down how.
final class OutcomePass {
    private static final int A_WRITE = 100;

    private final Stores stores;
    private final TaskEnds tasks;
    private final JobEnds jobs;

    OutcomePass(Stores stores, LocalCalls calls) {
        this.stores = stores;
        this.tasks = new TaskEnds(stores);
        this.jobs = new JobEnds(calls);
    }

    private record Over(Run run, TaskEnds.End end) {}

    void pass() {
        for (AccountStore account : stores.accounts()) {
            List<Over> over = over(account);
            for (int from = 0; from < over.size(); from += A_WRITE) {
                List<Over> some = over.subList(from, Math.min(over.size(), from + A_WRITE));
                account.write(tx -> written(tx, account, some));
            }
        }
    }

    private List<Over> over(AccountStore account) {
        List<Run> started = new SchedulesState(account.read()).runs().under(Run.STARTED, Run.started());
        List<String> arns = started.stream()
                .flatMap(run -> resources(run).stream())
                .filter(arn -> !TaskEnds.task(arn))
                .toList();
        Map<String, TaskEnds.End> ended = jobs.of(account.realm(), arns);
        List<Over> over = new ArrayList<>();
        for (Run run : started) {
            List<String> resources = resources(run);
            Optional<TaskEnds.End> end = resources.stream().allMatch(TaskEnds::task)
                    ? tasks.of(resources)
                    : Optional.ofNullable(ended.get(resources.getFirst()));
            end.ifPresent(how -> over.add(new Over(run, how)));
        }
        return over;
    }

    private static List<String> resources(Run run) {
        return run.state() instanceof RunState.Started started ? started.resources() : List.of();
    }

    private static int written(AccountTransaction tx, AccountStore account, List<Over> some) {
        var book = new Book(tx, account.realm());
        for (Over one : some) {
            Run run = one.run();
            if (tx.state().table(Run.KIND).get(run.key()).equals(Optional.of(run))) {
                TaskEnds.End end = one.end();
                book.put(run.ended(end.outcome(), end.reason(), end.parts(), tx.now()));
            }
        }
        return some.size();
    }
}

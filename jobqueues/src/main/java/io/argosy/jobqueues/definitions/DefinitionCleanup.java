package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.AccountRegion;
import io.argosy.state.AccountStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Forgets revisions that were deregistered 180 days ago (batch-semantics 6.1), with their ECS task definitions.
public final class DefinitionCleanup {
    private static final Duration KEPT = Duration.ofDays(180);
    private static final int AT_ONCE = 100;

    private final BatchStore store;
    private final EcsTaskDefinitions tasks;
    private final InstantSource clock;

    public DefinitionCleanup(BatchStore store, EcsTaskDefinitions tasks, InstantSource clock) {
        this.store = store;
        this.tasks = tasks;
        this.clock = clock;
    }

    public void pass() {
        Instant limit = clock.instant().minus(KEPT);
        for (AccountStore account : store.accounts()) {
            List<JobDefinition> over = store.read(account.realm()).definitions().values().stream()
                    .filter(definition -> endedBefore(definition, limit))
                    .limit(AT_ONCE)
                    .toList();
            over.forEach(definition -> forget(account.realm(), definition));
        }
    }

    private void forget(AccountRegion realm, JobDefinition definition) {
        tasks.deregister(realm, definition);
        store.write(realm, (tx, state) -> {
            state.definitions().get(definition.key()).ifPresent(tx::remove);
            return definition;
        });
    }

    private static boolean endedBefore(JobDefinition definition, Instant limit) {
        return switch (definition.life()) {
            case JobDefinition.Life.Active() -> false;
            case JobDefinition.Life.Inactive(Instant since) -> since.isBefore(limit);
        };
    }
}

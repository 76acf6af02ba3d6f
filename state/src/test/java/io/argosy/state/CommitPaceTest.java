package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommitPaceTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private final Held pace = new Held();
    private Stores stores;
    private ClusterStore store;

    /// Commits when a writer waits, and not before.
    private static final class Held implements CommitPace {
        private final List<StoreState> decided = new ArrayList<>();
        private Runnable commit = () -> {};

        @Override
        public void decided(StoreState state, Runnable later) {
            decided.add(state);
            commit = later;
        }

        @Override
        public void await(BooleanSupplier durable) {
            if (!durable.getAsBoolean()) {
                commit.run();
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        Journal journal = SqliteJournal.open(folder.resolve("argosy.db"));
        stores = Stores.paced(journal, Kinds.ecs(), CLOCK, pace, failure -> {
            throw new AssertionError(failure);
        });
        store = stores.cluster(new AccountRegion("123456789012", "local-1"), new ClusterName("demo"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Decided<Integer> put(String name) {
        return store.decide(tx -> {
            tx.add(new ClientToken("RunTask", name, "", List.of(), tx.now()));
            return tx.state().tokens().size();
        });
    }

    @Test
    void whatIsDecidedIsSeenByCommandsAndByNoReader() {
        put("one");

        Decided<Integer> two = put("two");

        assertThat(store.read().tokens()).isEmpty();
        assertThat(two.await()).isEqualTo(2);
        assertThat(store.read().tokens()).hasSize(2);
    }

    @Test
    void eachDecisionIsShownWithWhatItLedTo() {
        put("one");
        put("two");

        assertThat(pace.decided)
                .map(state -> ((ClusterState) state).tokens().size())
                .containsExactly(1, 2);
    }

    @Test
    void whatWasDecidedBecomesDurableInOneCommit() {
        long before = store.snapshot().commit();
        Decided<Integer> one = put("one");
        Decided<Integer> two = put("two");

        one.await();
        two.await();

        assertThat(store.snapshot().commit()).isEqualTo(before + 1);
    }

    @Test
    void closingCommitsWhatIsLeft() throws IOException {
        put("one");

        stores.close();

        stores = Stores.open(folder.resolve("argosy.db"), CLOCK);
        assertThat(stores.content(store.realm(), store.name()).tokens()).hasSize(1);
    }
}

package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Stores stores;
    private ClusterStore store;

    /// Keeps a copy of the tokens' names by looking again at those it was told of.
    private static final class Names implements Follower {
        private final Set<String> told = new TreeSet<>();
        private final Set<String> names = new TreeSet<>();

        @Override
        public void changed(Change change) {
            told.add(change.key());
        }

        Set<String> of(ClusterState state) {
            List<String> there = state.tokens().stream().map(ClientToken::key).toList();
            names.removeAll(told);
            there.stream().filter(told::contains).forEach(names::add);
            told.clear();
            return Set.copyOf(names);
        }
    }

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("argosy.db"), InstantSource.fixed(NOW));
        store = stores.cluster(new AccountRegion("123456789012", "local-1"), new ClusterName("demo"));
        store.write(FollowerTest::followed);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static Set<String> followed(Transaction tx) {
        return tx.follower(Names.class, Names::new).of(tx.state());
    }

    private static String put(Transaction tx, String name) {
        var token = new ClientToken("RunTask", name, "", List.of(), tx.now());
        tx.add(token);
        return token.key();
    }

    @Test
    void isToldOfEveryChangeWithinACommandAndAfterIt() {
        List<Set<String>> seen = new ArrayList<>();

        String first = store.write(tx -> {
            seen.add(followed(tx));
            String key = put(tx, "a");
            seen.add(followed(tx));
            return key;
        });
        String second = store.write(tx -> put(tx, "b"));

        assertThat(seen).containsExactly(Set.of(), Set.of(first));
        assertThat(store.<Set<String>>write(FollowerTest::followed)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void whatACommandThatThrewHadChangedIsToldAgain() {
        List<Set<String>> seen = new ArrayList<>();

        assertThatThrownBy(() -> store.write(tx -> {
                    put(tx, "a");
                    seen.add(followed(tx));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(seen.getFirst()).hasSize(1);
        assertThat(store.<Set<String>>write(FollowerTest::followed)).isEmpty();
    }

    @Test
    void whatNobodyTookIsToldAgain() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.write(tx -> {
                    put(tx, "a");
                    return followed(tx);
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.<Set<String>>write(FollowerTest::followed)).isEmpty();
    }

    @Test
    void everyStoreHasItsOwn() {
        ClusterStore other = stores.cluster(store.realm(), new ClusterName("other"));
        other.write(tx -> put(tx, "a"));

        assertThat(store.<Set<String>>write(FollowerTest::followed)).isEmpty();
    }

    /// Decided one after the other, and on disk by the time the last is waited for.
    @Test
    void whatIsDecidedIsDurableOnceTheLastOfItIsAwaited() throws IOException {
        Decided<String> first = store.decide(tx -> put(tx, "a"));
        Decided<String> second = store.decide(tx -> put(tx, "b"));

        String last = second.await();
        int durable = store.read().tokens().size();

        assertThat(durable).isEqualTo(2);
        assertThat(first.await()).isNotEqualTo(last);
    }
}

package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import io.argosy.model.Cursor;
import io.argosy.model.Entity;
import io.argosy.state.Changes.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Subscribers hear of every change once, in order, with what was before and after; also of those while they were away.
final class ChangesTest {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Kinds KINDS = Kinds.with(List.of(List.of(Remark.KIND)));
    private static final int PAGE = 7;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Path file;
    private int lives;
    private Stores stores;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("journal.db");
        stores = opened(file);
    }

    private Stores opened(Path journal) throws IOException {
        return Stores.open(journal, KINDS, () -> now);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private ClusterStore store(String name) {
        return stores.cluster(REALM, new ClusterName(name));
    }

    private void put(String store, Remark... remarks) {
        store(store).write(tx -> {
            List.of(remarks).forEach(tx::addOrUpdate);
            return tx.now();
        });
    }

    private void remove(String store, Remark remark) {
        store(store).write(tx -> {
            tx.remove(remark);
            return tx.now();
        });
    }

    @Test
    void changesComeInOrderWithBeforeAndAfter() throws IOException {
        Remark one = Remark.of("1", "ann", "red");
        put("a", one, Remark.of("2", "bob"));
        put("b", Remark.of("1", "eve"));
        put("a", Remark.of("1", "ann"), Remark.of("1", "bob"));
        remove("a", one);

        List<Committed> changes = some(store("a").changes().after(0, 100)).changes();

        assertThat(changes)
                .extracting(Committed::before, Committed::after)
                .containsExactly(
                        tuple(Optional.empty(), Optional.of(one)),
                        tuple(Optional.empty(), Optional.of(Remark.of("2", "bob"))),
                        tuple(Optional.of(one), Optional.of(Remark.of("1", "bob"))),
                        tuple(Optional.of(Remark.of("1", "bob")), Optional.empty()));
        assertThat(changes).extracting(Committed::commit).containsExactly(1L, 1L, 3L, 4L);
        assertThat(some(store("b").changes().after(0, 100)).changes()).hasSize(1);
        assertThat(store("a").snapshot().commit()).isEqualTo(4);
        assertThat(some(store("a").changes().after(4, 100)).changes()).isEmpty();
    }

    /// Each page a subscriber notes is a commit itself: one that lags writes many of them behind what it has yet to
    /// read.
    @Test
    void cursorsAreNoNews() throws IOException {
        put("a", Remark.of("1", "ann"));
        for (int commit = 1; commit <= 20; commit++) {
            var cursor = new Cursor("mirror", commit);
            store("a").write(tx -> {
                tx.addOrUpdate(cursor);
                return cursor;
            });
        }
        put("a", Remark.of("2", "bob"));

        assertThat(some(store("a").changes().after(1, 1)).changes())
                .extracting(Committed::key)
                .containsExactly("2");
    }

    /// The file as it lies there in the middle of work, as after a SIGKILL, is another server's beginning.
    @Test
    void aSubscriberThatWasAwayReadsOnFromItsCursor() throws IOException {
        Map<String, Entity> mirror = new HashMap<>();
        List<Long> heard = new ArrayList<>();
        for (int life = 0; life < 5; life++) {
            int first = life * 40;
            IntStream.range(first, first + 40).forEach(i -> put("a", Remark.of("" + i % 13, "ann", "w" + i)));
            remove("a", Remark.of("" + life, ""));
            follow(mirror, heard, 3);
            kill();
            follow(mirror, heard, 2);
        }
        follow(mirror, heard, Integer.MAX_VALUE);

        assertThat(heard).hasSize(5 * 41).isSorted().doesNotHaveDuplicates();
        assertThat(mirror.values())
                .containsExactlyInAnyOrderElementsOf(
                        List.copyOf(store("a").read().table(Remark.KIND).values()));
    }

    private void kill() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("life-" + ++lives));
        for (String part : List.of("", "-wal")) {
            Files.copy(Path.of(file + part), copy.resolve("journal.db" + part));
        }
        stores.close();
        file = copy.resolve("journal.db");
        stores = opened(file);
    }

    /// Reads some pages on from the cursor in the store, which moves in the write that takes a page in.
    private void follow(Map<String, Entity> mirror, List<Long> heard, int pages) throws IOException {
        for (int i = 0; i < pages; i++) {
            long cursor = store("a")
                    .read()
                    .table(Cursor.KIND)
                    .get("mirror")
                    .map(Cursor::commit)
                    .orElse(0L);
            Reading.Some page = some(store("a").changes().after(cursor, PAGE));
            if (page.changes().isEmpty()) {
                return;
            }
            for (Committed change : page.changes()) {
                assertThat(Optional.ofNullable(mirror.get(change.key()))).isEqualTo(change.before());
                change.after()
                        .ifPresentOrElse(after -> mirror.put(change.key(), after), () -> mirror.remove(change.key()));
                heard.add(change.commit());
            }
            store("a").write(tx -> {
                tx.addOrUpdate(new Cursor("mirror", page.upTo()));
                return page;
            });
        }
    }

    @Test
    void commitsAreNotTornApart() throws IOException {
        Remark[] many =
                IntStream.range(0, 20).mapToObj(i -> Remark.of("" + i, "ann")).toArray(Remark[]::new);
        put("a", Remark.of("x", "ann"));
        put("a", many);
        put("a", Remark.of("y", "ann"));

        Reading.Some page = some(store("a").changes().after(1, PAGE));

        assertThat(page.changes()).hasSize(20);
        assertThat(page.upTo()).isEqualTo(2);
        assertThat(some(store("a").changes().after(2, PAGE)).changes()).hasSize(1);
    }

    @Test
    void whoIsAwayTooLongIsToldSo() throws IOException {
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofHours(1));
            put("a", Remark.of("1", "ann", "w" + i));
        }

        stores.prune(now.minus(Duration.ofHours(4)));
        assertThat(store("a").changes().after(3, 100)).isEqualTo(new Reading.TooOld(6));
        assertThat(store("a").changes().after(5, 100)).isEqualTo(new Reading.TooOld(6));
        assertThat(some(store("a").changes().after(6, 100)).changes())
                .extracting(Committed::commit)
                .containsExactly(7L, 8L, 9L, 10L);

        stores.prune(now.plus(Duration.ofHours(4)));
        stores.close();
        stores = opened(file);
        put("a", Remark.of("1", "bob"));
        assertThat(some(store("a").changes().after(10, 100)).changes())
                .extracting(Committed::commit)
                .containsExactly(11L);
        assertThat(store("a").snapshot().commit()).isEqualTo(11);
    }

    @Test
    void aStoreHearsOfItsOwnChangesOnly() throws IOException {
        store("a").write(tx -> {
            tx.add(new ClientToken("RunTask", "1", "", List.of(), now));
            return now;
        });

        assertThat(some(store("a").changes().after(0, 1)).changes()).hasSize(1);
        assertThat(stores.account(REALM).changes().after(0, 1)).isEqualTo(new Reading.Some(List.of(), 1));
    }

    private static Reading.Some some(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Some.class);
        return (Reading.Some) reading;
    }
}

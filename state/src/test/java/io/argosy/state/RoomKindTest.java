package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A room brings a kind of entity that nobody here knows by name: it is kept, found, migrated and refused as any is.
final class RoomKindTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final ClusterName CLUSTER = new ClusterName("demo");
    private static final Kinds KINDS = Kinds.with(List.of(List.of(Remark.KIND)));

    @TempDir
    private Path folder;

    private Stores stores;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(file(), KINDS, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private ClusterStore store() {
        return stores.cluster(REALM, CLUSTER);
    }

    private Table<Remark> remarks() {
        return store().read().table(Remark.KIND);
    }

    private void put(Remark... remarks) {
        store().write(tx -> {
            List.of(remarks).forEach(tx::addOrUpdate);
            return tx.now();
        });
    }

    @Test
    void itIsReadFromAnyKeyOrWordOn() {
        put(Remark.of("1", "ann", "red"), Remark.of("2", "bob", "rose", "blue"), Remark.of("3", "ann", "green"));

        assertThat(remarks().after("1")).extracting(Remark::id).containsExactly("2", "3");
        assertThat(remarks().after("")).hasSize(3);
        assertThat(remarks().after("3")).isEmpty();
        assertThat(remarks().keys(Remark.BY_AUTHOR, "ann")).containsExactly("1", "3");
        assertThat(remarks().after(Remark.BY_WORD, "r", "red"))
                .extracting(Remark::id)
                .containsExactly("2");
        assertThat(remarks().before(Remark.BY_WORD, "r", "rose"))
                .extracting(Remark::id)
                .containsExactly("1");
        assertThat(remarks().before(Remark.BY_WORD, "r", "red")).isEmpty();
        assertThat(remarks().upTo(Remark.BY_WORD, "green"))
                .extracting(Remark::id)
                .containsExactly("2", "3");
        assertThat(remarks().anyBeginning(Remark.BY_WORD, "gre")).isTrue();
        assertThat(remarks().anyBeginning(Remark.BY_WORD, "grey")).isFalse();
    }

    @Test
    void itIsFoundByItsKeyAndItsWordsAlsoAfterARestart() throws IOException {
        put(Remark.of("1", "ann", "red", "green"), Remark.of("2", "bob", "green", "blue"));
        put(Remark.of("1", "ann", "green", "grey"), Remark.of("3", "ann", "red"));
        store().write(tx -> {
            tx.remove(Remark.of("2", "", ""));
            return tx.now();
        });

        for (int i = 0; i < 2; i++) {
            assertThat(remarks().get("1")).contains(Remark.of("1", "ann", "green", "grey"));
            assertThat(remarks().get("2")).isEmpty();
            assertThat(remarks().values()).extracting(Remark::id).containsExactly("1", "3");
            assertThat(remarks().under(Remark.BY_WORD, "green"))
                    .extracting(Remark::id)
                    .containsExactly("1");
            assertThat(remarks().under(Remark.BY_WORD, "red"))
                    .extracting(Remark::id)
                    .containsExactly("3");
            assertThat(remarks().under(Remark.BY_WORD, "blue")).isEmpty();
            assertThat(remarks().under(Remark.BY_AUTHOR, "ann")).hasSize(2);
            assertThat(remarks().beginning(Remark.BY_WORD, "gre"))
                    .extracting(Remark::id)
                    .containsExactly("1", "1");
            assertThat(remarks().count("by ann")).isEqualTo(2);
            assertThat(remarks().count("by bob")).isZero();
            stores.close();
            open();
        }
    }

    @Test
    void anAddedOneIsNewAndAnUpdatedOneIsThere() {
        put(Remark.of("1", "ann"));

        assertThatThrownBy(() -> store().write(tx -> {
                    tx.add(Remark.of("1", "bob"));
                    return tx.now();
                }))
                .hasMessage("Remark 1: it is there already");
        assertThatThrownBy(() -> store().write(tx -> {
                    tx.update(Remark.of("2", "bob"));
                    return tx.now();
                }))
                .hasMessage("Remark 2: it is not there");
        assertThat(remarks().values()).containsExactly(Remark.of("1", "ann"));
    }

    @Test
    void whatComesAndGoesInOneWriteLeavesNoTrace() throws SQLException {
        store().write(tx -> {
            tx.add(Remark.of("1", "ann"));
            tx.remove(Remark.of("1", "ann"));
            return tx.now();
        });

        assertThat(remarks().values()).isEmpty();
        assertThat(count("history")).isZero();
    }

    @Test
    void rowsOfOlderVersionsAreBroughtUpToDate() throws Exception {
        stores.close();
        execute("INSERT INTO entity (id, store, kind, version, name, body) VALUES"
                + " (1, '123456789012/local-1/demo', 'test-remark', 0, '1', '{\"id\":\"1\",\"text\":\"red blue\"}'),"
                + " (2, '123456789012/local-1/demo', 'test-remark', 1, '2', '{\"id\":\"2\",\"words\":[\"red\"]}'),"
                + " (3, '123456789012/local-1/demo', 'test-remark', 2, '3',"
                + " '{\"id\":\"3\",\"author\":\"ann\",\"words\":[]}')");
        open();

        assertThat(remarks().values())
                .containsExactly(
                        Remark.of("1", "nobody", "red", "blue"),
                        Remark.of("2", "nobody", "red"),
                        Remark.of("3", "ann"));
        assertThat(remarks().under(Remark.BY_WORD, "red")).hasSize(2);

        put(Remark.of("1", "bob"));
        stores.close();
        assertThat(texts("SELECT version || body FROM entity WHERE name = '1'"))
                .containsExactly("2{\"id\":\"1\",\"author\":\"bob\"}");
        open();
    }

    /// Without its room the kind is not known; of what cannot be read each row is named, and none is lost.
    @Test
    void unreadableRowsAreRefusedTogetherAndCanBeSetAside() throws Exception {
        put(Remark.of("good", "ann"));
        stores.close();
        execute("INSERT INTO entity (id, store, kind, version, name, body) VALUES"
                + " (11, '123456789012/local-1/demo', 'test-remark', 2, 'none', '{\"id\":\"none\"'),"
                + " (12, '123456789012/local-1/demo', 'test-remark', 3, 'new', '{\"id\":\"new\",\"author\":\"a\"}'),"
                + " (13, '123456789012/local-1/demo', 'test-remark', 0, 'bare', '{\"id\":\"bare\"}'),"
                + " (14, '123456789012/local-1/demo', 'test-remark', 2, 'name', '{\"id\":\"other\",\"author\":\"a\"}'),"
                + " (15, '123456789012/local-1', 'test-remark', 2, 'far', '{\"id\":\"far\",\"author\":\"a\"}'),"
                + " (16, 'nowhere', 'test-remark', 2, 'lost', '{\"id\":\"lost\",\"author\":\"a\"}'),"
                + " (17, '123456789012/local-1/demo', 'daemon', 0, 'x', '{}')");

        assertThatThrownBy(this::open)
                .isInstanceOf(UnreadableRows.class)
                .hasMessageContaining("holds 7 rows that this version cannot read")
                .hasMessageContaining("test-remark none of 123456789012/local-1/demo: not JSON")
                .hasMessageContaining("new of 123456789012/local-1/demo: it was written by a newer version of its kind")
                .hasMessageContaining("test-remark bare of 123456789012/local-1/demo: it has no text")
                .hasMessageContaining("test-remark name of 123456789012/local-1/demo: it describes other")
                .hasMessageContaining("test-remark far of 123456789012/local-1: its kind has no place in this store")
                .hasMessageContaining("test-remark lost of nowhere: not the name of a store")
                .hasMessageContaining("daemon x of 123456789012/local-1/demo: its kind is not known");
        assertThat(count("entity")).isEqualTo(8);

        assertThat(Stores.repair(file(), KINDS, InstantSource.fixed(NOW))).hasSize(7);
        assertThat(Stores.repair(file(), KINDS, InstantSource.fixed(NOW))).isEmpty();
        open();

        assertThat(remarks().values()).containsExactly(Remark.of("good", "ann"));
        assertThat(texts("SELECT name FROM aside ORDER BY id"))
                .containsExactly("none", "new", "bare", "name", "far", "lost", "x");
        assertThat(texts("SELECT DISTINCT length(reason) > 0 FROM aside")).containsExactly("1");
    }

    @Test
    void whatNoRoomBroughtIsNotWritten() throws IOException {
        try (Stores others = Stores.open(folder.resolve("other.db"), InstantSource.fixed(NOW))) {
            assertThatThrownBy(() -> others.cluster(REALM, CLUSTER).write(tx -> {
                        tx.add(Remark.of("1", "ann"));
                        return tx.now();
                    }))
                    .hasMessageContaining("Remark is of a kind that was not given to the stores")
                    .hasMessageContaining("to Kinds.with(...) where these stores are opened");
        }
        assertThatThrownBy(() -> Kinds.with(List.of(List.of(Remark.KIND), List.of(Remark.KIND))))
                .hasMessageContaining("two kinds");
    }

    private int count(String table) throws SQLException {
        return texts("SELECT id FROM " + table).size();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}

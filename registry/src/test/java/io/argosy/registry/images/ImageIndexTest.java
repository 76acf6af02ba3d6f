package io.argosy.registry.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.lifecycle.ImageTimes;
import io.argosy.model.AccountRegion;
import io.argosy.registry.Registry;
import io.argosy.state.AccountStore;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The account's images are found by what they are called and by what they are about, however they change.
final class ImageIndexTest {
    private static final Instant NOW = Instant.EPOCH;

    @TempDir
    private Path folder;

    private Stores stores;
    private AccountStore account;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(
                folder.resolve("journal.db"), Kinds.with(List.of(Registry.KINDS)), InstantSource.fixed(NOW));
        account = stores.account(new AccountRegion("123456789012", "local-1"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private RegistryState state() {
        return RegistryState.of(account.read());
    }

    private static Image image(String digest, String... tags) {
        return new Image(
                "web", digest, "image", "config", "", 1, List.of(tags), List.of("layer"), ImageTimes.pushed(NOW));
    }

    private void put(Image image) {
        account.write(tx -> {
            tx.addOrUpdate(image);
            return image;
        });
    }

    @Test
    void aTagFindsTheImageThatHasItLast() {
        put(image("a", "v1", "latest"));
        put(image("b", "v2"));
        put(image("a", "v1"));
        put(image("b", "v2", "latest"));

        assertThat(state().taggedImage("web", "latest")).map(Image::digest).contains("b");
        assertThat(state().taggedImage("web", "v1")).map(Image::digest).contains("a");
        assertThat(state().taggedImage("api", "v1")).isEmpty();
        assertThat(state().taggedImage("web", "v3")).isEmpty();
    }

    /// The journal may show the tag's new holder first.
    @Test
    void aTagThatMovedBeforeItWasTakenAwayStaysWhereItIs() {
        put(image("a", "latest"));
        put(image("b", "latest"));
        put(image("a"));

        assertThat(state().taggedImage("web", "latest")).map(Image::digest).contains("b");
    }

    @Test
    void aRemovedImageIsFoundByNothing() {
        var index = new Image("web", "i", "index", "", "a", 1, List.of("all"), List.of("a"), ImageTimes.pushed(NOW));
        put(image("a", "v1"));
        put(index);

        assertThat(state().imagesListing("web", "a")).containsExactly(index);
        assertThat(state().imagesAbout("web", "a")).containsExactly(index);
        assertThat(state().imagesListing("web", "layer")).isEmpty();

        account.write(tx -> {
            tx.remove(index);
            return index;
        });

        assertThat(state().imagesListing("web", "a")).isEmpty();
        assertThat(state().imagesAbout("web", "a")).isEmpty();
        assertThat(state().taggedImage("web", "all")).isEmpty();
        assertThat(state().images("web")).extracting(Image::digest).containsExactly("a");
    }
}

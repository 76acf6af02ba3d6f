package io.argosy.agent.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.metadata.MetadataAddresses.Candidates;
import io.argosy.agent.store.AgentStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bases are kept and won back; loopback addresses stand in for a bridge that comes and goes.
final class MetadataAddressesTest {
    @TempDir
    private Path directory;

    private final AtomicReference<List<String>> gateways = new AtomicReference<>(List.of());

    private MetadataAddresses addresses(AgentStore store) {
        return new MetadataAddresses(new Candidates(false, gateways::get), store, () -> true);
    }

    @Test
    void withoutABridgeThereIsNoAddressUntilThereIsOne() throws Exception {
        try (var store = AgentStore.open(directory, _ -> {});
                var addresses = addresses(store)) {
            assertThat(addresses.current())
                    .as("never loopback, which no container reaches")
                    .isEmpty();
            BlockingQueue<Listening> served = new LinkedBlockingQueue<>();
            addresses.serve(served::add);

            gateways.set(List.of("127.0.0.9"));

            Listening late = served.poll(1, TimeUnit.MINUTES);
            assertThat(late.base()).startsWith("http://127.0.0.9:");
            for (int i = 0; i < 6_000 && addresses.current().isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertThat(addresses.current()).contains(late.base());
            assertThat(addresses.ports()).containsExactly(late.port());
        }
    }

    @Test
    void everyBaseThatWasGivenIsListenedAtAgain() throws Exception {
        gateways.set(List.of("127.0.0.9"));
        String first;
        try (var store = AgentStore.open(directory, _ -> {})) {
            try (var addresses = addresses(store)) {
                first = addresses.current().orElseThrow();
            }
            try (var thief = Listening.bound(
                            "127.0.0.9", java.net.URI.create(first).getPort());
                    var addresses = addresses(store)) {
                assertThat(thief.isOpen()).isTrue();
                assertThat(addresses.current().orElseThrow()).isNotEqualTo(first);
            }
            try (var addresses = addresses(store)) {
                assertThat(addresses.ports())
                        .hasSize(2)
                        .contains(java.net.URI.create(first).getPort());
            }
        }
    }
}

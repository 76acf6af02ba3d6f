package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.datadirectory.RootKeyFile;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListClustersRequest;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The account's own key changes while a server serves.
final class RootKeyTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path data;

    private RunningServer server;
    private RootKeyFile keys;

    @BeforeEach
    void serve() throws Exception {
        server = new RunningServer(data, Map.of());
        keys = new RootKeyFile(data);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private int ask(ClientIdentity who) throws IOException {
        return server.as(who)
                .call(Ecs.LIST_CLUSTERS, ListClustersRequest.builder().build())
                .clusterArns()
                .orElse(List.of())
                .size();
    }

    private void assertUnknown(ClientIdentity who) {
        assertThatThrownBy(() -> ask(who)).hasMessageContaining("UnrecognizedClientException");
    }

    @Test
    void noRequestFailsWhileItChanges() throws Exception {
        ClientIdentity first = server.root();
        var answered = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<Exception>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            boolean follows = client > 0;
            clients.add(Thread.startVirtualThread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        ask(follows ? server.root() : first);
                        answered.incrementAndGet();
                    } catch (IOException | RuntimeException failure) {
                        failures.add(failure);
                    }
                }
            }));
        }

        for (int change = 1; change <= 4; change++) {
            int goal = answered.get() + 50;
            while (answered.get() < goal && failures.isEmpty()) {
                Thread.onSpinWait();
            }
            keys.rotate(Instant.now(), HOUR);
        }
        int goal = answered.get() + 50;
        while (answered.get() < goal && failures.isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(failures).isEmpty();
        for (Thread client : clients) {
            client.interrupt();
            client.join();
        }
        assertThatThrownBy(() -> keys.rotate(Instant.now(), HOUR))
                .hasMessage("there are 4 older keys: revoke one first");
    }

    @Test
    void anOlderKeyEndsByItselfAlsoOverARestart() throws Exception {
        ClientIdentity old = server.root();
        String token = server.registryToken(old);
        AccessKey fresh = keys.rotate(Instant.now(), HOUR);

        assertThat(server.root().key()).isEqualTo(fresh);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("credentials"))))
                .isEqualTo("rw-------");
        assertThat(ask(old)).isZero();
        server.restart();
        assertThat(ask(old)).isZero();
        assertThat(registry(token)).isEqualTo(200);

        server.pass(HOUR.plusSeconds(1));

        assertUnknown(old);
        assertThat(registry(token)).isEqualTo(403);
        assertThat(ask(server.root())).isZero();
        server.restart();
        assertUnknown(old);
    }

    private int registry(String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri().resolve("/v2/_catalog"))
                    .header("Authorization", "Basic " + token)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void aRevokedKeyEndsAtOnceAndThePresentOneCannotBeRevoked() throws Exception {
        ClientIdentity old = server.root();
        AccessKey fresh = keys.rotate(Instant.now(), HOUR);

        keys.revoke(old.key().id(), Instant.now());

        assertUnknown(old);
        assertThat(ask(server.root())).isZero();
        assertThatThrownBy(() -> keys.revoke(fresh.id(), Instant.now())).hasMessageContaining("rotate first");
        assertThatThrownBy(() -> keys.revoke(old.key().id(), Instant.now())).hasMessageContaining("there is no key");
    }

    @Test
    void aFileThatCannotBeReadChangesNothing() throws Exception {
        ClientIdentity present = server.root();

        Files.writeString(data.resolve("credentials"), "[default]\n");
        assertThat(ask(present)).isZero();
        Files.delete(data.resolve("credentials"));
        assertThat(ask(present)).isZero();
    }
}

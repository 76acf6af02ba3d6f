package io.argosy.agent.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.TaskCredentials;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a container is told that may not, asks wrongly, or asks while nobody is there; that it works is tried with a
/// server, in `acceptance`.
final class TaskProtectionTest {
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:task/fleet/" + "1".repeat(32);

    private final TaskCredentials keys = new TaskCredentials();
    private Outbound outbound;
    private TaskProtection protection;

    @BeforeEach
    void open() throws IOException {
        outbound = new Outbound(Duration.ofSeconds(1));
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "local-1");
        var nobody = new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, InstantSource.system());
        protection = new TaskProtection(nobody, keys, "fleet");
        keys.put(new RoleCredentials("known", "role", "ASIA", "s", "t", "2030", Optional.empty()));
    }

    @AfterEach
    void close() {
        outbound.close();
    }

    private static TaskRecord task(String credentialsId) {
        return new TaskRecord(
                AcsTask.start(ARN, "web", "1").build(),
                false,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.of(credentialsId),
                "",
                new TaskRecord.Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static String body(Routes.Answer answer) {
        return JsonTree.write(answer.body());
    }

    @Test
    void aTaskWithoutARoleMayNotEvenAsk() {
        for (var answer :
                List.of(protection.get(task("none")), protection.put(task("none"), "{\"ProtectionEnabled\":true}"))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(body(answer)).contains("\"Code\":\"AccessDeniedException\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "{}",
                "{\"ProtectionEnabled\":\"yes\"}",
                "{\"protectionEnabled\":true}",
                "{\"ProtectionEnabled\":true,\"Tasks\":[\"another\"]}",
                "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":\"5\"}",
                "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":99999999999}"
            })
    void aRequestOfAnotherFormIsRefused(String body) {
        var answer = protection.put(task("known"), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer)).contains("\"Code\":\"InvalidParameterException\"");
    }

    @Test
    void aServerThatIsAwayIsToldInTime() {
        assertThat(protection.get(task("known")).status()).isEqualTo(504);
    }
}

package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.environmentfiles.EnvironmentFiles;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Secrets of a task while nobody is there to ask; that they are read is tried with a server, in `acceptance`.
final class TaskSecretsTest {
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:task/fleet/" + "1".repeat(32);

    private final TaskCredentials keys = new TaskCredentials();
    private Outbound outbound;
    private TaskSecrets secrets;

    @BeforeEach
    void open() throws IOException {
        outbound = new Outbound(Duration.ofSeconds(1));
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "local-1");
        var nobody = new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, InstantSource.system());
        secrets = new TaskSecrets(new SecretReader(nobody, keys), new EnvironmentFiles(nobody));
    }

    @AfterEach
    void close() {
        outbound.close();
    }

    private static TaskRecord task(AcsContainer.Secret... wanted) {
        AcsContainer plain = AcsContainer.of("plain", "web").build();
        AcsContainer app =
                AcsContainer.of("app", "web").secrets(List.of(wanted)).build();
        var number = new java.util.concurrent.atomic.AtomicInteger();
        return new AssignmentReader(() -> "%032d".formatted(number.incrementAndGet()), InstantSource.system())
                .toRun(AcsTask.start(ARN, "web", "1")
                        .containers(List.of(plain, app))
                        .build());
    }

    @Test
    void aTaskWithoutSecretsAsksNobody() throws Exception {
        assertThat(secrets.of(task(), "app")).isEqualTo(TaskSecrets.Values.NONE);
    }

    @Test
    void aServerThatIsAwayIsNoRefusalForAnyContainerOfTheTask() {
        keys.putExecution(ARN, new RoleCredentials("id", "role", "ASIA", "s", "t", "2030", Optional.empty()));
        TaskRecord task = task(AcsContainer.Secret.variable("A", "/a", "local-1", "ssm"));

        assertThatThrownBy(() -> secrets.of(task, "app")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> secrets.of(task, "plain")).isInstanceOf(IOException.class);
    }
}

package io.argosy.control.operations.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.Caller;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhoDeregistersTest {
    @TempDir
    private Path folder;

    /// Whether it may is said by its policies; only an agent speaks for itself alone.
    @Test
    void aUsersKeyDeregistersAnyInstanceAndAnAgentsNone() throws IOException {
        try (var workshop = new Workshop(folder)) {
            String arn = workshop.registered(1024, 4096);
            var operation = new DeregisterContainerInstance(workshop.clusters());
            var request = DeregisterContainerInstanceRequest.builder()
                    .containerInstance(arn)
                    .build();
            var user = new Caller(Workshop.REALM, "arn:aws:iam::123456789012:user/ann", "AKIAANN", "request-1");
            var agent = new Caller(Workshop.REALM, "arn:aws:iam::123456789012:user/agent", "AGNTOTHER", "request-2");

            assertThatThrownBy(() -> operation.handle(agent, request)).hasMessageStartingWith("AccessDeniedException");
            assertThat(operation.handle(user, request).containerInstance()).isPresent();
        }
    }
}

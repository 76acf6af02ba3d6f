package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.agent.session.Capabilities;
import io.argosy.agent.session.Registration;
import io.argosy.agent.store.AgentStore;
import io.argosy.docker.EngineFacts;
import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who an agent says it is, over the real network and with its real store.
final class RegistrationTest {
    private static final EngineFacts ENGINE = new EngineFacts(
            "20.10.24",
            "/var/lib/docker",
            2,
            1L << 30,
            "x86_64",
            2,
            "systemd",
            List.of("local"),
            List.of("json-file"),
            "json-file");

    @TempDir
    private Path folder;

    private ControlPlane control;
    private Outbound outbound;
    private AgentStore store;
    private int processes;

    @BeforeEach
    void open() throws IOException {
        control = new ControlPlane();
        outbound = new Outbound(Duration.ofSeconds(5));
        store = AgentStore.open(folder, _ -> {});
    }

    @AfterEach
    void close() {
        store.close();
        outbound.close();
        control.close();
    }

    @Test
    void aRegistrationWhoseAnswerIsLostIsRepeatedWithItsToken() throws Exception {
        control.refuseRegistration = _ -> control.registrations.size() == 1
                ? Optional.of(new ApiError("ServerException", "the answer is lost"))
                : Optional.empty();

        registration().register();
        registration().register();

        assertThat(control.registrations).hasSize(3);
        assertThat(token(0)).isNotEmpty().isEqualTo(token(1)).isNotEqualTo(token(2));
    }

    @Test
    void anInstanceThatWasDeregisteredJoinsAsANewOne() throws Exception {
        registration().register();
        control.refuseRegistration = request -> request.containerInstanceArn()
                .map(_ -> ApiError.client("The referenced container instance is deregistered. Remove it."));

        registration().register();

        assertThat(control.registrations)
                .extracting(RegisterContainerInstanceRequest::containerInstanceArn)
                .containsExactly(Optional.empty(), Optional.of(ControlPlane.INSTANCE), Optional.empty());
        assertThat(token(0)).isNotEqualTo(token(2));
    }

    @Test
    void anyOtherRefusalIsFinal() {
        control.refuseRegistration =
                _ -> Optional.of(ApiError.client("Container instance type changes are not supported."));

        assertThatThrownBy(() -> registration().register()).isInstanceOf(Registration.Refused.class);
        assertThat(control.registrations).hasSize(1);
    }

    /// What a user chose is another's to change from then on; what the machine is, is said each time.
    @Test
    void attributesAreSentAgainWhenTheyChanged() throws Exception {
        registration(Map.of("stack", "prod", "argosy.addresses", "192.0.2.7")).register();
        registration(Map.of("stack", "prod", "argosy.addresses", "192.0.2.8")).register();
        registration(Map.of("stack", "test", "argosy.addresses", "192.0.2.8")).register();

        assertThat(sent(0)).contains("stack=prod", "argosy.addresses=192.0.2.7");
        assertThat(sent(1)).contains("argosy.addresses=192.0.2.8").doesNotContain("stack=prod");
        assertThat(sent(2)).contains("stack=test", "argosy.addresses=192.0.2.8");
    }

    private List<String> sent(int registration) {
        return control.registrations.get(registration).attributes().orElseThrow().stream()
                .map(attribute -> attribute.name() + "=" + attribute.value().orElse(""))
                .toList();
    }

    private String token(int registration) {
        return control.registrations.get(registration).clientToken().orElseThrow();
    }

    private Registration registration() {
        return registration(Map.of());
    }

    private Registration registration(Map<String, String> custom) {
        var client = new ApiClient(outbound, control.endpoint(), ControlPlane.identity(), InstantSource.system());
        var offer = new Registration.Offer(
                ControlPlane.CLUSTER,
                ENGINE,
                List.of(),
                custom,
                new Capabilities.Host(false, false, true, Optional.empty(), List.of()));
        return new Registration(client, store, offer, new SplittableRandom(++processes));
    }
}

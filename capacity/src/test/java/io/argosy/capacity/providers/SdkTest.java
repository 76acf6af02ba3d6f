package io.argosy.capacity.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.capacity.CapacityStage;
import io.argosy.control.operations.Workshop;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.ManagedTerminationProtection;
import software.amazon.awssdk.services.ecs.model.Tag;

/// The AWS SDK for Java as it comes makes, attaches, changes and removes capacity providers, over a real port.
final class SdkTest {
    private static final AccessKey KEY = AccessKey.lasting("AKIAROOT", "root-secret");

    @TempDir
    private Path folder;

    private CapacityStage stage;
    private ApiServer server;
    private EcsClient ecs;

    @BeforeEach
    void open() throws IOException {
        stage = new CapacityStage(folder, 0, 5);
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of(Credential.root(KEY, Workshop.REALM.account()))),
                stage.workshop.operations(),
                List.of(),
                List.of());
        server.start();
        ecs = EcsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.localPort()))
                .region(Region.of(Workshop.REALM.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEY.id(), KEY.secret().reveal())))
                .build();
    }

    @AfterEach
    void close() {
        ecs.close();
        server.close();
        stage.close();
    }

    private CapacityProvider made() {
        return ecs.createCapacityProvider(asked -> asked.name("spare")
                        .tags(List.of(Tag.builder().key("team").value("shop").build()))
                        .autoScalingGroupProvider(group -> group.autoScalingGroupArn(CapacityStage.GROUP + "pool")
                                .managedTerminationProtection(ManagedTerminationProtection.ENABLED)
                                .managedScaling(scaling -> scaling.status(ManagedScalingStatus.ENABLED)
                                        .targetCapacity(80))))
                .capacityProvider();
    }

    private Cluster cluster() {
        return ecs.describeClusters(asked -> asked.clusters("default"))
                .clusters()
                .getFirst();
    }

    @Test
    void aProviderIsMadeReadAndChanged() {
        CapacityProvider made = made();
        ecs.updateCapacityProvider(asked -> asked.name("spare")
                .autoScalingGroupProvider(group -> group.managedScaling(
                        scaling -> scaling.status(ManagedScalingStatus.ENABLED).targetCapacity(100))));
        CapacityProvider read = ecs.describeCapacityProviders(
                        asked -> asked.capacityProviders("spare", made.capacityProviderArn()))
                .capacityProviders()
                .getFirst();

        assertThat(made.status()).isEqualTo(CapacityProviderStatus.ACTIVE);
        assertThat(made.capacityProviderArn()).isEqualTo("arn:aws:ecs:local-1:123456789012:capacity-provider/spare");
        assertThat(read.autoScalingGroupProvider().managedScaling().targetCapacity())
                .isEqualTo(100);
        assertThat(read.autoScalingGroupProvider().managedTerminationProtection())
                .isEqualTo(ManagedTerminationProtection.ENABLED);
    }

    @Test
    void aClusterHasIsServedByAndLetsGoOfAProvider() {
        made();
        ecs.putClusterCapacityProviders(asked -> asked.cluster("default")
                .capacityProviders("spare")
                .defaultCapacityProviderStrategy(List.of(CapacityProviderStrategyItem.builder()
                        .capacityProvider("spare")
                        .base(1)
                        .weight(2)
                        .build())));
        Cluster served = cluster();
        assertThatThrownBy(() -> ecs.deleteCapacityProvider(asked -> asked.capacityProvider("spare")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("cannot be deleted because it is associated with");
        ecs.putClusterCapacityProviders(asked ->
                asked.cluster("default").capacityProviders(List.of()).defaultCapacityProviderStrategy(List.of()));
        ecs.deleteCapacityProvider(asked -> asked.capacityProvider("spare"));

        assertThat(served.capacityProviders()).containsExactly("spare");
        assertThat(served.defaultCapacityProviderStrategy())
                .singleElement()
                .satisfies(item -> assertThat(item.weight()).isEqualTo(2));
        assertThat(cluster().capacityProviders()).isEmpty();
    }
}

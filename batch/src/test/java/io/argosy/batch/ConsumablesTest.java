package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static io.argosy.batch.BatchServer.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ConsumableResourceSummary;
import software.amazon.awssdk.services.batch.model.DescribeConsumableResourceResponse;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;

/// Consumable resources as a client sees them.
final class ConsumablesTest {
    private BatchServer server;
    private BatchClient sdk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
        sdk = server.sdk();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DescribeConsumableResourceResponse described(String name) {
        return sdk.describeConsumableResource(ask -> ask.consumableResource(name));
    }

    @Test
    void oneIsCountedAndDescribed() {
        var made = sdk.createConsumableResource(
                make -> make.consumableResourceName("licence").totalQuantity(3L));

        assertThat(made.consumableResourceArn()).isEqualTo(ARNS + "consumable-resource/licence");
        assertThat(described("licence").totalQuantity()).isEqualTo(3);
        assertThat(described("licence").inUseQuantity()).isZero();
        assertThat(described("licence").availableQuantity()).isEqualTo(3);
        assertThat(described("licence").resourceType()).isEqualTo("REPLENISHABLE");
        assertThat(described("licence").createdAt()).isGreaterThan(1_700_000_000_000L);
        assertThat(outcome(() -> described("nope"))).isEqualTo("ClientException: nope does not exist");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(outcome(() -> sdk.createConsumableResource(
                        make -> make.consumableResourceName("a").totalQuantity(-1L))))
                .isEqualTo(wrapped("totalQuantity must not be negative"));
        assertThat(outcome(() -> sdk.createConsumableResource(
                        make -> make.consumableResourceName("a").resourceType("MAGIC"))))
                .isEqualTo(wrapped("resourceType must be REPLENISHABLE or NON_REPLENISHABLE: MAGIC"));
        assertThat(outcome(() -> sdk.createConsumableResource(make -> make.consumableResourceName("a"))))
                .isEqualTo("ok");
        assertThat(outcome(() -> sdk.createConsumableResource(make -> make.consumableResourceName("a"))))
                .isEqualTo("ClientException: Object already exists");
    }

    @Test
    void aRepeatedUpdateCountsOnceForEightHours() {
        sdk.createConsumableResource(make -> make.consumableResourceName("a").totalQuantity(1L));

        long first = add(2, "token-1");
        long repeated = add(2, "token-1");
        server.pass(Duration.ofHours(9));
        long later = add(2, "token-1");

        assertThat(List.of(first, repeated, later)).containsExactly(3L, 3L, 5L);
    }

    private long add(long quantity, String token) {
        return sdk.updateConsumableResource(update -> update.consumableResource("a")
                        .operation("ADD")
                        .quantity(quantity)
                        .clientToken(token))
                .totalQuantity();
    }

    @Test
    void noneCanBeBelowNothing() {
        sdk.createConsumableResource(make -> make.consumableResourceName("a").totalQuantity(1L));

        assertThat(outcome(() -> sdk.updateConsumableResource(update ->
                        update.consumableResource("a").operation("REMOVE").quantity(2L))))
                .isEqualTo(wrapped("The total quantity of a consumable resource must not be negative"));
        assertThat(outcome(() -> sdk.updateConsumableResource(update ->
                        update.consumableResource("a").operation("HALVE").quantity(2L))))
                .contains("operation must be SET, ADD or REMOVE: HALVE");
        assertThat(described("a").totalQuantity()).isEqualTo(1);
    }

    private static KeyValuesPair filter(String name, String value) {
        return KeyValuesPair.builder().name(name).values(value).build();
    }

    @Test
    void theyAreListedByNameAndForgottenWhenDeleted() {
        for (String name : List.of("GpuA", "gpub", "licence")) {
            sdk.createConsumableResource(make -> make.consumableResourceName(name));
        }
        sdk.deleteConsumableResource(gone -> gone.consumableResource("licence"));

        List<String> listed = sdk
                .listConsumableResources(ask -> ask.filters(filter("CONSUMABLE_RESOURCE_NAME", "gpu*")))
                .consumableResources()
                .stream()
                .map(ConsumableResourceSummary::consumableResourceName)
                .toList();

        assertThat(listed).containsExactlyInAnyOrder("GpuA", "gpub");
        assertThat(outcome(() -> sdk.listConsumableResources(ask -> ask.filters(filter("COLOUR", "red")))))
                .contains("One filter CONSUMABLE_RESOURCE_NAME");
        assertThat(outcome(() -> sdk.deleteConsumableResource(gone -> gone.consumableResource("licence"))))
                .isEqualTo("ClientException: licence does not exist");
    }
}

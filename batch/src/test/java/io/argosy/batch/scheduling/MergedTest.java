package io.argosy.batch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.KeyValuePair;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.batch.SubmitJobRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a job says over its definition (batch-semantics 6.5, 7.2).
final class MergedTest {
    private static final ContainerProperties USUAL = ContainerProperties.builder()
            .image("loader")
            .command(List.of("load", "Ref::day", "to=Ref::daytime"))
            .environment(List.of(pair("MODE", "half"), pair("KEEP", "1")))
            .resourceRequirements(List.of(need("VCPU", "2"), need("MEMORY", "64")))
            .build();

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static ResourceRequirement need(String type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    private static ContainerProperties merged(
            ContainerProperties usual, Map<String, String> parameters, ContainerOverrides.Builder overrides) {
        var definition = RegisterJobDefinitionRequest.builder()
                .jobDefinitionName("loader")
                .type("container")
                .parameters(Map.of("day", "today"))
                .containerProperties(usual)
                .build();
        var asked = SubmitJobRequest.builder()
                .jobName("j")
                .jobQueue("q")
                .jobDefinition("loader")
                .parameters(parameters)
                .containerOverrides(overrides.build())
                .build();
        return Merged.of(definition, asked).containerProperties().orElseThrow();
    }

    @Test
    void parametersTakeThePlaceOfTheirNamesTheLongestFirst() {
        ContainerProperties merged =
                merged(USUAL, Map.of("day", "monday", "daytime", "noon"), ContainerOverrides.builder());

        assertThat(merged.command()).contains(List.of("load", "monday", "to=noon"));
    }

    @Test
    void aCommandReplacesTheOther() {
        ContainerProperties merged =
                merged(USUAL, Map.of(), ContainerOverrides.builder().command(List.of("Ref::day")));

        assertThat(merged.command()).contains(List.of("today"));
    }

    @Test
    void variablesAndResourcesAreJoinedByName() {
        ContainerProperties merged = merged(
                USUAL,
                Map.of(),
                ContainerOverrides.builder()
                        .environment(List.of(pair("MODE", "full"), pair("NEW", "2")))
                        .resourceRequirements(List.of(need("MEMORY", "128"))));

        assertThat(merged.environment()).contains(List.of(pair("MODE", "full"), pair("KEEP", "1"), pair("NEW", "2")));
        assertThat(merged.resourceRequirements()).contains(List.of(need("VCPU", "2"), need("MEMORY", "128")));
    }

    @Test
    void oldMembersOverrideOnlyOldMembers() {
        var over = ContainerOverrides.builder().vcpus(4).memory(512);
        var old = USUAL.toBuilder()
                .vcpus(1)
                .memory(64)
                .resourceRequirements(Optional.empty())
                .build();

        assertThat(merged(USUAL, Map.of(), over).vcpus()).isEmpty();
        assertThat(merged(old, Map.of(), over).vcpus()).contains(4);
        assertThat(merged(old, Map.of(), over).memory()).contains(512);
    }

    @Test
    void aNameWithoutAValueIsFound() {
        assertThat(Parameters.missing(List.of("a", "x=Ref::lost"), Map.of("day", "1")))
                .contains("lost");
        assertThat(Parameters.missing(List.of("Ref::day"), Map.of("day", "1"))).isEmpty();
    }
}

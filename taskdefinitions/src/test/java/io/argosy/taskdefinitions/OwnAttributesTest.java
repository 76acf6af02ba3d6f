package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.EFSAuthorizationConfig;
import io.argosy.shapes.ecs.EFSVolumeConfiguration;
import io.argosy.shapes.ecs.EnvironmentFile;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tasks ask of instances beyond what ECS has attributes for, and where environment files may lie.
final class OwnAttributesTest {
    private static final TaskOverride NOTHING = TaskOverride.builder().build();

    private static EnvironmentFile file(String value) {
        return EnvironmentFile.builder().type("s3").value(value).build();
    }

    private static TaskDefinition definition(List<Volume> volumes, List<EnvironmentFile> files) {
        return TaskDefinition.builder()
                .volumes(volumes)
                .containerDefinitions(List.of(
                        ContainerDefinition.builder().environmentFiles(files).build()))
                .build();
    }

    private static Volume volume(EFSVolumeConfiguration.Builder efs) {
        return Volume.builder().name("v").efsVolumeConfiguration(efs.build()).build();
    }

    @Test
    void fileSystemsAreAskedForByTheirIds() {
        var plain = EFSVolumeConfiguration.builder().fileSystemId("fs-1");
        var through = EFSVolumeConfiguration.builder()
                .fileSystemId("fs-2")
                .transitEncryption("ENABLED")
                .authorizationConfig(
                        EFSAuthorizationConfig.builder().accessPointId("fsap-2").build());

        assertThat(OwnAttributes.of(definition(List.of(volume(plain), volume(through)), List.of()), NOTHING))
                .containsExactlyInAnyOrder(
                        "argosy.efs.fs-1",
                        "argosy.efs.fs-2",
                        "argosy.efs.fs-2.transit-encryption",
                        "argosy.efs.fsap-2");
    }

    @Test
    void filesAreReadByAnAgentThatCan() {
        var override = TaskOverride.builder()
                .containerOverrides(List.of(ContainerOverride.builder()
                        .environmentFiles(List.of(file("web:1#a.env")))
                        .build()))
                .build();

        assertThat(OwnAttributes.of(definition(List.of(), List.of(file("web:1#a.env"))), NOTHING))
                .containsExactly("argosy.environment-files");
        assertThat(OwnAttributes.of(definition(List.of(), List.of()), override))
                .containsExactly("argosy.environment-files");
        assertThat(OwnAttributes.of(definition(List.of(), List.of()), NOTHING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::bucket/a.env, ''",
        "config/web:prod#a.env, ''",
        "web@sha256:abc#a.env, Invalid arn syntax: web@sha256:abc#a.env",
        "https://example/a.env, Invalid arn syntax: https://example/a.env",
        "web:1#a.txt, Invalid arn syntax: web:1#a.txt"
    })
    void filesLieInS3OrInTheRegistry(String value, String told) {
        assertThat(EnvironmentFileRules.violations(List.of(file(value))))
                .isEqualTo(Stream.of(told).filter(text -> !text.isEmpty()).toList());
    }
}

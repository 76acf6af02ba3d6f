package io.argosy.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services whose tasks have addresses of their own.
final class ServiceNetworkTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = ServiceWorkshop.opened(folder);
        workshop.defined(
                "vpc",
                definition -> definition
                        .networkMode("awsvpc")
                        .requiresAttributes(List.of(Attribute.builder()
                                .name("ecs.capability.task-eni")
                                .build())));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static NetworkConfiguration network(AwsVpcConfiguration.Builder configuration) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(configuration.build())
                .build();
    }

    private static AwsVpcConfiguration.Builder subnet(String name) {
        return AwsVpcConfiguration.builder().subnets(List.of(name));
    }

    @Test
    void aServiceShowsItsNetworkAndAnotherOneIsANewDeployment() {
        Service made = workshop.call(
                        Ecs.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .serviceName("web")
                                .taskDefinition("vpc")
                                .desiredCount(1)
                                .networkConfiguration(network(subnet("subnet-a")))
                                .build())
                .service()
                .orElseThrow();

        Service same = changed(subnet("subnet-a"));
        Service other = changed(subnet("subnet-b").securityGroups(List.of("group-1")));

        assertThat(made.networkConfiguration()).contains(network(subnet("subnet-a")));
        assertThat(same.deployments().orElseThrow()).hasSize(1);
        assertThat(other.deployments().orElseThrow()).hasSize(2);
        assertThat(other.networkConfiguration())
                .contains(network(subnet("subnet-b").securityGroups(List.of("group-1"))));
    }

    private Service changed(AwsVpcConfiguration.Builder configuration) {
        return workshop.call(
                        Ecs.UPDATE_SERVICE,
                        UpdateServiceRequest.builder()
                                .service("web")
                                .networkConfiguration(network(configuration))
                                .build())
                .service()
                .orElseThrow();
    }

    @Test
    void aServiceIsToldWhatATaskIsTold() {
        workshop.defined("web");
        var asked = CreateServiceRequest.builder().serviceName("web").desiredCount(1);

        assertThatThrownBy(() -> workshop.call(
                        Ecs.CREATE_SERVICE, asked.taskDefinition("vpc").build()))
                .hasMessage(
                        "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc'"
                                + " is specified.");
        assertThatThrownBy(() -> workshop.call(
                        Ecs.CREATE_SERVICE,
                        asked.taskDefinition("web")
                                .networkConfiguration(network(subnet("subnet-a")))
                                .build()))
                .hasMessage("InvalidParameterException: Network Configuration is not valid for the given networkMode of"
                        + " this task definition.");
    }
}

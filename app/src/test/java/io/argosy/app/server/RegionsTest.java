package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ListImagesRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.ListTagsForResourceRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that signs for another region than it means finds nothing. It is told where the thing is, not only that it
/// is not here.
final class RegionsTest {
    private static final String HERE = "arn:aws:ecs:local-1:123456789012:";
    private static final String FOREIGN =
            "Identifier is for local-1 and account 123456789012. Your request is for mars-1"
                    + " and account 123456789012";

    @TempDir
    private Path folder;

    private static ApiClient from(String region, RunningServer server) throws IOException {
        return server.as(new ClientIdentity(server.root().key(), region));
    }

    @Test
    void aClusterOfAnotherRegionIsSaidToBeThere() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.cluster("fleet");
            ApiClient mars = from("mars-1", server);
            String there = "There is a cluster fleet in region local-1; this request is signed for mars-1.";

            assertThatThrownBy(() -> mars.call(
                            Ecs.LIST_SERVICES,
                            ListServicesRequest.builder().cluster("fleet").build()))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("ClusterNotFoundException: Cluster not found. " + there);
            assertThatThrownBy(() -> mars.call(
                            Ecs.LIST_TAGS_FOR_RESOURCE,
                            ListTagsForResourceRequest.builder()
                                    .resourceArn("arn:aws:ecs:mars-1:123456789012:cluster/fleet")
                                    .build()))
                    .hasMessage("ClusterNotFoundException: Cluster not found. " + there);
            assertThat(mars.call(
                                    Ecs.DESCRIBE_CLUSTERS,
                                    DescribeClustersRequest.builder()
                                            .clusters(List.of("fleet"))
                                            .build())
                            .failures()
                            .orElseThrow())
                    .extracting(Failure::detail)
                    .containsExactly(Optional.of(there));
            assertThatThrownBy(() -> mars.call(
                            Ecs.LIST_SERVICES,
                            ListServicesRequest.builder().cluster("nowhere").build()))
                    .hasMessage("ClusterNotFoundException: Cluster not found.");
        }
    }

    @Test
    void anArnOfAnotherRegionIsToldFromOneThatIsNone() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.cluster("fleet");
            ApiClient mars = from("mars-1", server);

            assertThatThrownBy(() -> mars.call(
                            Ecs.LIST_SERVICES,
                            ListServicesRequest.builder()
                                    .cluster(HERE + "cluster/fleet")
                                    .build()))
                    .hasMessage("InvalidParameterException: " + FOREIGN);
            assertThatThrownBy(() -> mars.call(
                            Ecs.LIST_TAGS_FOR_RESOURCE,
                            ListTagsForResourceRequest.builder()
                                    .resourceArn(HERE + "cluster/fleet")
                                    .build()))
                    .hasMessage("InvalidParameterException: The ARN provided is invalid. " + FOREIGN);
            assertThatThrownBy(() -> mars.call(
                            Ecs.DESCRIBE_TASK_DEFINITION,
                            DescribeTaskDefinitionRequest.builder()
                                    .taskDefinition(HERE + "task-definition/web:1")
                                    .build()))
                    .hasMessage("ClientException: Unable to describe task definition. " + FOREIGN);
        }
    }

    @Test
    void aDefinitionOfAnotherRegionIsNotRunAndThatIsWhy() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.cluster("default");

            assertThatThrownBy(() -> from("local-1", server)
                            .call(
                                    Ecs.RUN_TASK,
                                    RunTaskRequest.builder()
                                            .taskDefinition("arn:aws:ecs:mars-1:123456789012:task-definition/web:1")
                                            .build()))
                    .hasMessage(
                            "ClientException: Unable to describe task definition. Identifier is for mars-1 and account"
                                    + " 123456789012. Your request is for local-1 and account 123456789012");
        }
    }

    @Test
    void aRepositoryOfAnotherRegionIsSaidToBeThere() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            from("local-1", server)
                    .call(
                            Ecr.CREATE_REPOSITORY,
                            CreateRepositoryRequest.builder()
                                    .repositoryName("web")
                                    .build());
            ApiClient mars = from("mars-1", server);

            assertThatThrownBy(() -> mars.call(
                            Ecr.LIST_IMAGES,
                            ListImagesRequest.builder().repositoryName("web").build()))
                    .hasMessageEndingWith("There is one in region local-1; this request is signed for mars-1.");
            assertThatThrownBy(() -> mars.call(
                            Ecr.LIST_TAGS_FOR_RESOURCE,
                            io.argosy.shapes.ecr.ListTagsForResourceRequest.builder()
                                    .resourceArn("arn:aws:ecr:local-1:123456789012:repository/web")
                                    .build()))
                    .hasMessageContaining(FOREIGN);
        }
    }

    @Test
    void aServerOfGivenRegionsNamesThem() throws Exception {
        try (var server = new RunningServer(folder, Map.of("regions", "local-1,local-2"))) {
            assertThatThrownBy(() -> from("us-east-1", server)
                            .call(
                                    Ecs.LIST_SERVICES,
                                    ListServicesRequest.builder().build()))
                    .hasMessageContaining("This server's: local-1, local-2; this request's: us-east-1");
        }
    }
}

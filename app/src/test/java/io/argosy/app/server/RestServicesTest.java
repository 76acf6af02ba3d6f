package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeJobQueuesRequest;
import io.argosy.shapes.batch.ListJobsRequest;
import io.argosy.shapes.batch.ListTagsForResourceRequest;
import io.argosy.wire.ApiClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own client speaks services whose operations have paths of their own, as far as nothing of the input is in these.
final class RestServicesTest {
    @TempDir
    private Path folder;

    @Test
    void anOperationIsAskedByItsPath() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            ApiClient client = server.as(server.root());

            assertThat(client.call(
                                    Batch.DESCRIBE_JOB_QUEUES,
                                    DescribeJobQueuesRequest.builder().build())
                            .jobQueues()
                            .orElseThrow())
                    .isEmpty();
            assertThatThrownBy(() -> client.call(
                            Batch.LIST_JOBS,
                            ListJobsRequest.builder().jobQueue("none").build()))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("ClientException: ")
                    .hasMessageContaining("none does not exist");
            assertThatThrownBy(() -> client.call(
                            Batch.LIST_TAGS_FOR_RESOURCE,
                            ListTagsForResourceRequest.builder()
                                    .resourceArn("any")
                                    .build()))
                    .hasMessageContaining("has some of its input in its path");
        }
    }
}

package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.logs.DeleteLogGroupRequest;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who changed what is told by a log group.
@Timeout(60)
final class AuditTest {
    private static final String GROUP = "/argosy/audit";

    @TempDir
    private Path folder;

    private static CreateClusterRequest cluster(String name) {
        return CreateClusterRequest.builder().clusterName(name).build();
    }

    /// The lines of this operation, once there are so many.
    private static List<Map<String, Object>> lines(String operation, int count, RunningServer server) throws Exception {
        List<Map<String, Object>> lines = new ArrayList<>();
        while (lines.size() < count) {
            Thread.sleep(20);
            lines.clear();
            for (FilteredLogEvent event : events(server)) {
                Map<String, Object> line = JsonTree.object(event.message().orElseThrow());
                if (operation.equals(line.get("eventName"))) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static List<FilteredLogEvent> events(RunningServer server) throws IOException {
        try {
            return server.as(server.root())
                    .call(
                            Logs.FILTER_LOG_EVENTS,
                            FilterLogEventsRequest.builder().logGroupName(GROUP).build())
                    .events()
                    .orElse(List.of());
        } catch (ApiException notYet) {
            assertThat(notYet).hasMessageContaining("The specified log group does not exist");
            return List.of();
        }
    }

    @Test
    void whatWasChangedAndWhatWasRefusedIsWrittenDown() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.cluster("fleet");
            ApiClient agent = server.as(server.joined("fleet"));
            assertThatThrownBy(() -> agent.call(Ecs.CREATE_CLUSTER, cluster("mine")))
                    .hasMessageStartingWith("AccessDeniedException");

            List<Map<String, Object>> lines = lines("CreateCluster", 2, server);

            assertThat(lines)
                    .extracting(
                            line -> String.valueOf(line.get("userIdentity")).replaceAll(".*arn=|AGNT.*|[,}].*", ""),
                            line -> line.get("eventSource"),
                            line -> line.get("requestParameters"),
                            line -> line.get("sourceIPAddress"),
                            line -> line.get("errorCode"))
                    .containsExactly(
                            tuple(
                                    "arn:aws:iam::123456789012:root",
                                    "ecs.amazonaws.com",
                                    Map.of("clusterName", "fleet"),
                                    "127.0.0.1",
                                    null),
                            tuple(
                                    "arn:aws:iam::123456789012:user/argosy-agent/fleet/",
                                    "ecs.amazonaws.com",
                                    Map.of("clusterName", "mine"),
                                    "127.0.0.1",
                                    "AccessDeniedException"));
        }
    }

    @Test
    void whatOnlyReadsIsNotAndAServerThatStopsWritesTheRest() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.as(server.root())
                    .call(
                            Ecs.DESCRIBE_CLUSTERS,
                            DescribeClustersRequest.builder().build());
            server.cluster("fleet");
            server.restart();

            assertThat(events(server))
                    .hasSize(1)
                    .first()
                    .satisfies(event -> assertThat(event.message())
                            .hasValueSatisfying(line -> assertThat(line).contains("\"CreateCluster\"")));
        }
    }

    @Test
    void theGroupComesBackWhenItIsDeletedAndSaysByWhom() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            server.cluster("fleet");
            lines("CreateCluster", 1, server);

            server.as(server.root())
                    .call(
                            Logs.DELETE_LOG_GROUP,
                            DeleteLogGroupRequest.builder().logGroupName(GROUP).build());

            assertThat(lines("DeleteLogGroup", 1, server))
                    .first()
                    .extracting(line -> line.get("resources"))
                    .asString()
                    .contains(GROUP);
        }
    }
}

package io.argosy.logs;

import static io.argosy.logs.LogCalls.assertRefused;
import static io.argosy.logs.LogCalls.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.DeleteLogGroupRequest;
import io.argosy.shapes.logs.DeleteLogStreamRequest;
import io.argosy.shapes.logs.DescribeLogGroupsRequest;
import io.argosy.shapes.logs.DescribeLogGroupsResponse;
import io.argosy.shapes.logs.DescribeLogStreamsRequest;
import io.argosy.shapes.logs.ListLogGroupsRequest;
import io.argosy.shapes.logs.ListTagsForResourceRequest;
import io.argosy.shapes.logs.LogGroup;
import io.argosy.shapes.logs.LogStream;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogGroupDeletionProtectionRequest;
import io.argosy.shapes.logs.PutRetentionPolicyRequest;
import io.argosy.shapes.logs.TagLogGroupRequest;
import io.argosy.shapes.logs.TagResourceRequest;
import io.argosy.shapes.logs.UntagResourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups and streams (schedules-events-logs 3.2).
final class GroupsTest {
    @TempDir
    private Path folder;

    private LogsServer server;
    private LogCalls logs;

    @BeforeEach
    void open() throws IOException {
        server = LogsServer.over(folder);
        logs = new LogCalls(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<LogGroup> describe(DescribeLogGroupsRequest.Builder request) throws IOException {
        return server.call(Logs.DESCRIBE_LOG_GROUPS, request.build())
                .logGroups()
                .orElseThrow();
    }

    private static List<String> names(List<LogGroup> groups) {
        return groups.stream().map(group -> group.logGroupName().orElseThrow()).toList();
    }

    @Test
    void aGroupIsDescribedAsItWasMade() throws IOException {
        server.call(
                Logs.CREATE_LOG_GROUP,
                CreateLogGroupRequest.builder()
                        .logGroupName(LogCalls.WEB)
                        .logGroupClass("INFREQUENT_ACCESS")
                        .tags(Map.of("team", "shop"))
                        .build());
        retain(30);

        LogGroup group = describe(DescribeLogGroupsRequest.builder()).getFirst();

        assertThat(group.arn()).contains(LogsServer.ARNS + LogCalls.WEB + ":*");
        assertThat(group.logGroupArn()).contains(LogsServer.ARNS + LogCalls.WEB);
        assertThat(group.logGroupClass()).contains("INFREQUENT_ACCESS");
        assertThat(group.retentionInDays()).contains(30);
        assertThat(group.storedBytes()).contains(0L);
        assertThat(tags(LogsServer.ARNS + LogCalls.WEB)).isEqualTo(Map.of("team", "shop"));
        assertRefused(
                () -> {
                    logs.group(LogCalls.WEB);
                    return "";
                },
                "ResourceAlreadyExistsException",
                "The specified log group already exists");
    }

    private void retain(int days) throws IOException {
        server.call(
                Logs.PUT_RETENTION_POLICY,
                PutRetentionPolicyRequest.builder()
                        .logGroupName(LogCalls.WEB)
                        .retentionInDays(days)
                        .build());
    }

    private Map<String, String> tags(String arn) throws IOException {
        return server.call(
                        Logs.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder().resourceArn(arn).build())
                .tags()
                .orElseThrow();
    }

    @Test
    void groupsAreListedByPrefixByPartAndInPages() throws IOException {
        for (String name : List.of("/ecs/web", "/ecs/api", "/ECS/old", "batch")) {
            logs.group(name);
        }
        DescribeLogGroupsResponse page = server.call(
                Logs.DESCRIBE_LOG_GROUPS,
                DescribeLogGroupsRequest.builder().limit(3).build());

        assertThat(names(page.logGroups().orElseThrow())).containsExactly("/ECS/old", "/ecs/api", "/ecs/web");
        assertThat(names(describe(DescribeLogGroupsRequest.builder().limit(3).nextToken(page.nextToken()))))
                .containsExactly("batch");
        assertThat(names(describe(DescribeLogGroupsRequest.builder().logGroupNamePrefix("/ecs/"))))
                .containsExactly("/ecs/api", "/ecs/web");
        assertThat(names(describe(DescribeLogGroupsRequest.builder().logGroupNamePattern("ecs"))))
                .containsExactly("/ECS/old", "/ecs/api", "/ecs/web");
        assertThat(server.call(
                                Logs.LIST_LOG_GROUPS,
                                ListLogGroupsRequest.builder()
                                        .logGroupNamePattern("^bat|web")
                                        .build())
                        .logGroups()
                        .orElseThrow())
                .extracting(group -> group.logGroupName().orElseThrow())
                .containsExactly("/ecs/web", "batch");
        assertRefused(
                () -> describe(DescribeLogGroupsRequest.builder()
                        .logGroupNamePrefix("a")
                        .logGroupNamePattern("b")),
                "InvalidParameterException",
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }

    @Test
    void tagsComeAndGoByBothGenerations() throws IOException {
        logs.group(LogCalls.WEB);
        String arn = LogsServer.ARNS + LogCalls.WEB;

        server.call(
                Logs.TAG_RESOURCE,
                TagResourceRequest.builder()
                        .resourceArn(arn)
                        .tags(Map.of("a", "1", "b", "2"))
                        .build());
        server.call(
                Logs.TAG_LOG_GROUP,
                TagLogGroupRequest.builder()
                        .logGroupName(LogCalls.WEB)
                        .tags(Map.of("c", "3"))
                        .build());
        server.call(
                Logs.UNTAG_RESOURCE,
                UntagResourceRequest.builder()
                        .resourceArn(arn)
                        .tagKeys(List.of("b"))
                        .build());

        assertThat(tags(arn)).isEqualTo(Map.of("a", "1", "c", "3"));
    }

    @Test
    void aStreamsTimesAreExactAndOrderByThem() throws IOException {
        logs.group(LogCalls.WEB);
        logs.stream("app/1");
        logs.stream("app/2");
        logs.stream("db/1");
        long now = server.now();
        logs.put("app/2", event(now - 5, "a"), event(now, "b"));
        logs.put("db/1", event(now - 9, "c"));

        List<LogStream> newest = logs.streams(
                DescribeLogStreamsRequest.builder().orderBy("LastEventTime").descending(true));

        assertThat(newest)
                .extracting(stream -> stream.logStreamName().orElseThrow())
                .containsExactly("app/2", "db/1", "app/1");
        assertThat(newest.getFirst().firstEventTimestamp()).contains(now - 5);
        assertThat(newest.getFirst().lastEventTimestamp()).contains(now);
        assertThat(newest.getLast().lastEventTimestamp()).isEmpty();
        assertThat(logs.streams(DescribeLogStreamsRequest.builder().logStreamNamePrefix("app/")))
                .hasSize(2);
        assertRefused(
                () -> logs.streams(DescribeLogStreamsRequest.builder()
                        .orderBy("LastEventTime")
                        .logStreamNamePrefix("app/")),
                "InvalidParameterException",
                "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }

    @Test
    void streamsAreListedBothWaysInPages() throws IOException {
        logs.group(LogCalls.WEB);
        for (String name : List.of("a", "ab", "b", "c")) {
            logs.stream(name);
        }

        assertThat(paged(false)).containsExactly("a", "ab", "b", "c");
        assertThat(paged(true)).containsExactly("c", "b", "ab", "a");
    }

    private List<String> paged(boolean descending) throws IOException {
        Optional<String> token = Optional.empty();
        Stream.Builder<String> names = Stream.builder();
        do {
            var page = server.call(
                    Logs.DESCRIBE_LOG_STREAMS,
                    DescribeLogStreamsRequest.builder()
                            .logGroupName(LogCalls.WEB)
                            .limit(1)
                            .descending(descending)
                            .nextToken(token)
                            .build());
            page.logStreams()
                    .orElseThrow()
                    .forEach(stream -> names.add(stream.logStreamName().orElseThrow()));
            token = page.nextToken();
        } while (token.isPresent());
        return names.build().toList();
    }

    @Test
    void whatIsDeletedIsGoneAndComesBackEmpty() throws IOException {
        logs.group(LogCalls.WEB);
        logs.stream("app/1");
        logs.put("app/1", event(server.now(), "old"));

        server.call(
                Logs.DELETE_LOG_STREAM,
                DeleteLogStreamRequest.builder()
                        .logGroupName(LogCalls.WEB)
                        .logStreamName("app/1")
                        .build());
        logs.stream("app/1");
        List<String> ofTheNewStream = logs.all("app/1");
        server.call(
                Logs.DELETE_LOG_GROUP,
                DeleteLogGroupRequest.builder().logGroupName(LogCalls.WEB).build());

        assertThat(ofTheNewStream).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("logs"))) {
            assertThat(left).isEmpty();
        }
        assertRefused(() -> logs.all("app/1"), "ResourceNotFoundException", "The specified log group does not exist.");
    }

    @Test
    void aProtectedGroupStays() throws IOException {
        logs.group(LogCalls.WEB);
        server.call(
                Logs.PUT_LOG_GROUP_DELETION_PROTECTION,
                PutLogGroupDeletionProtectionRequest.builder()
                        .logGroupIdentifier(LogsServer.ARNS + LogCalls.WEB)
                        .deletionProtectionEnabled(true)
                        .build());

        assertRefused(
                () -> server.call(
                        Logs.DELETE_LOG_GROUP,
                        DeleteLogGroupRequest.builder()
                                .logGroupName(LogCalls.WEB)
                                .build()),
                "ValidationException",
                "deletion protection");
    }

    @Test
    void whatIsOlderThanTheRetentionIsNotShownAndItsFilesGo() throws IOException {
        logs.group(LogCalls.WEB);
        logs.stream("app/1");
        logs.put("app/1", event(server.now(), "old"));
        retain(3);
        server.restart();
        server.advance(Duration.ofDays(3).plusMinutes(1));
        var late = logs.put(
                "app/1", event(server.now() - Duration.ofDays(3).plusHours(1).toMillis(), "too late"));

        List<String> shown = logs.all("app/1");
        server.logs().clear();

        assertThat(late.rejectedLogEventsInfo().orElseThrow().expiredLogEventEndIndex())
                .contains(1);
        assertThat(shown).isEmpty();
        try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".log"))).isEmpty();
        }
        assertRefused(
                () -> {
                    retain(2);
                    return "";
                },
                "InvalidParameterException",
                "retentionInDays");
    }
}

package io.argosy.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;

/// The AWS SDK for Java as it comes: its paginators, which know by the tokens where a list ends, and its reader of
/// event streams.
final class SdkTest {
    @TempDir
    private Path folder;

    private LogsServer server;
    private CloudWatchLogsClient sdk;

    @BeforeEach
    void open() throws IOException {
        server = LogsServer.over(folder);
        sdk = told(CloudWatchLogsClient.builder(), server.endpoint()).build();
        sdk.createLogGroup(group -> group.logGroupName(LogCalls.WEB));
        sdk.createLogStream(stream -> stream.logGroupName(LogCalls.WEB).logStreamName("app/1"));
    }

    @AfterEach
    void close() {
        sdk.close();
        server.close();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B told(B client, URI endpoint) {
        return client.endpointOverride(endpoint)
                .region(Region.of(LogsServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        LogsServer.KEY.id(), LogsServer.KEY.secret().reveal())));
    }

    private void put(List<String> messages) {
        long now = server.now();
        List<InputLogEvent> events = messages.stream()
                .map(message ->
                        InputLogEvent.builder().timestamp(now).message(message).build())
                .toList();
        sdk.putLogEvents(
                put -> put.logGroupName(LogCalls.WEB).logStreamName("app/1").logEvents(events));
    }

    @Test
    void paginatorsFindTheEnd() {
        List<String> lines = IntStream.range(0, 95).mapToObj(Integer::toString).toList();
        put(lines);

        List<String> got = new ArrayList<>();
        sdk.getLogEventsPaginator(get -> get.logGroupName(LogCalls.WEB)
                        .logStreamName("app/1")
                        .startFromHead(true)
                        .limit(10))
                .forEach(page ->
                        page.events().stream().map(OutputLogEvent::message).forEach(got::add));
        List<String> filtered = sdk
                .filterLogEventsPaginator(filter ->
                        filter.logGroupName(LogCalls.WEB).filterPattern("9").limit(4))
                .events()
                .stream()
                .map(event -> event.message())
                .toList();

        assertThat(got).isEqualTo(lines);
        assertThat(filtered)
                .isEqualTo(lines.stream().filter(line -> line.contains("9")).toList());
    }

    @Test
    void itsReaderOfEventStreamsReadsALiveTail() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        var handler = StartLiveTailResponseHandler.builder()
                .subscriber(StartLiveTailResponseHandler.Visitor.builder()
                        .onSessionStart(start -> seen.add("started"))
                        .onSessionUpdate(update -> update.sessionResults().stream()
                                .map(LiveTailSessionLogEvent::message)
                                .forEach(seen::add))
                        .build())
                .build();
        try (CloudWatchLogsAsyncClient async = told(CloudWatchLogsAsyncClient.builder(), server.endpoint())
                .overrideConfiguration(
                        client -> client.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build()) {
            CompletableFuture<Void> tail = async.startLiveTail(
                    request -> request.logGroupIdentifiers(LogsServer.ARNS + LogCalls.WEB), handler);

            String first = seen.poll(1, TimeUnit.MINUTES);
            put(List.of("hello"));

            assertThat(first).isEqualTo("started");
            assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("hello");
            tail.cancel(true);
        }
    }
}

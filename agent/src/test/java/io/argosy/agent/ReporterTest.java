package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.reports.Reporter;
import io.argosy.agent.store.AgentStore;
import io.argosy.model.ApiError;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store holds unsent reaches a real server, in order and in the end.
final class ReporterTest {
    private static final String ONE = "arn:aws:ecs:us-east-1:111122223333:task/c/1";
    private static final String TWO = "arn:aws:ecs:us-east-1:111122223333:task/c/2";

    @TempDir
    private Path directory;

    private Outbound outbound;
    private AgentStore store;
    private ControlPlane plane;
    private Reporter reporter;

    @BeforeEach
    void open() throws Exception {
        outbound = new Outbound(Duration.ofSeconds(1));
        store = AgentStore.open(directory, _ -> {});
        plane = new ControlPlane();
        reporter = reporterTo(plane.endpoint());
    }

    @AfterEach
    void close() {
        reporter.close();
        plane.close();
        store.close();
        outbound.close();
    }

    private Reporter reporterTo(URI endpoint) {
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "us-east-1");
        return new Reporter(store, new ApiClient(outbound, endpoint, identity, Instant::now), new Random(7));
    }

    private void save(String task, String... statuses) {
        List<String> reports = Stream.of(statuses)
                .map(status -> SubmitTaskStateChangeRequest.builder()
                        .cluster("c")
                        .task(task)
                        .status(status)
                        .build())
                .map(report -> new String(JsonCodec.write(report), StandardCharsets.UTF_8))
                .toList();
        store.save(List.of(new AgentStore.Entry(task, "{}", reports)));
    }

    private List<String> told(String task) {
        return plane.reports.stream()
                .filter(report -> report.task().equals(Optional.of(task)))
                .map(report -> report.status().orElseThrow())
                .toList();
    }

    private boolean nothingUnsent() {
        return store.tasksWithReports().isEmpty();
    }

    @Test
    void reportsOfATaskArriveInOrderAndAreSentOnce() throws Exception {
        save(ONE, "RUNNING", "STOPPED");
        save(TWO, "RUNNING");

        reporter.wake(ONE);
        reporter.wake(TWO);
        reporter.wake(ONE);

        Waiting.until(this::nothingUnsent);
        assertThat(told(ONE)).containsExactly("RUNNING", "STOPPED");
        assertThat(told(TWO)).containsExactly("RUNNING");
    }

    @Test
    void whatAnEarlierLifeLeftIsTakenUp() throws Exception {
        save(ONE, "RUNNING");
        save(TWO, "STOPPED");

        reporter.resume();

        Waiting.until(this::nothingUnsent);
        assertThat(plane.reports).hasSize(2);
    }

    @Test
    void whatIsRefusedForGoodIsDroppedAndTheNextOneSent() throws Exception {
        plane.refuseReports.set(Optional.of(ApiError.invalidParameter("no such task")));
        save(ONE, "RUNNING");
        reporter.wake(ONE);
        Waiting.until(this::nothingUnsent);
        plane.refuseReports.set(Optional.empty());

        save(ONE, "STOPPED");
        reporter.wake(ONE);

        Waiting.until(this::nothingUnsent);
        assertThat(told(ONE)).endsWith("STOPPED");
    }

    @Test
    void whatTheServerCannotTakeNowIsKeptAndTriedAgain() throws Exception {
        plane.refuseReports.set(Optional.of(ApiError.client("later")));
        save(ONE, "RUNNING", "STOPPED");
        reporter.wake(ONE);
        Waiting.until(() -> plane.refusedReports.get() > 0);
        assertThat(store.tasksWithReports()).containsExactly(ONE);

        plane.refuseReports.set(Optional.empty());
        reporter.retryNow();

        Waiting.until(this::nothingUnsent);
        assertThat(told(ONE)).endsWith("RUNNING", "STOPPED");
    }

    @Test
    void aControlPlaneThatIsAwayIsAwaited() throws Exception {
        reporter.close();
        plane.close();
        int port = freePort();
        reporter = reporterTo(URI.create("http://127.0.0.1:" + port));
        save(ONE, "RUNNING");
        reporter.wake(ONE);
        Thread.sleep(300);
        assertThat(store.tasksWithReports()).containsExactly(ONE);

        plane = new ControlPlane(port);
        reporter.retryNow();

        Waiting.until(this::nothingUnsent);
        assertThat(told(ONE)).containsExactly("RUNNING");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

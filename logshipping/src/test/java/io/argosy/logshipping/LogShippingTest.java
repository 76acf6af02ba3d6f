package io.argosy.logshipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.docker.ContainerRequest;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.docker.Wiring;
import io.argosy.model.ApiError;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers of a real engine, a real server, and what can come between them.
@Tag("engine")
final class LogShippingTest {
    private static final String GROUP = "/ecs/web";
    private static final String COUNT = "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; done";

    @TempDir
    private Path folder;

    private final List<String> made = new ArrayList<>();
    private Docker docker;
    private LogsServer server;
    private Outbound outbound;
    private LogShipping shipping;

    @BeforeEach
    void begin() throws Exception {
        docker = TestEngine.connect();
        server = new LogsServer();
        outbound = new Outbound(Duration.ofSeconds(2));
        shipping = new LogShipping(docker, folder.resolve("logs"));
    }

    @AfterEach
    void end() throws Exception {
        shipping.close();
        for (String id : made) {
            docker.remove(id);
        }
        outbound.close();
        server.close();
        docker.close();
    }

    private String container(String script) throws Exception {
        var container = AcsContainer.of("app", TestEngine.IMAGE)
                .command(List.of("sh", "-c", script))
                .dockerConfig("{}", "{\"LogConfig\":{\"Type\":\"awslogs\",\"Config\":{\"awslogs-group\":\"g\"}}}")
                .build();
        var task = AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/demo/" + "c".repeat(32), "web", "1")
                .containers(List.of(container))
                .build();
        var wiring = new Wiring(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("argosy-logshipping-test", TestEngine.OURS),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Wiring.Usual(4_096, true));
        String id = docker.create(
                "argosy-logs-" + TestEngine.OURS + "-" + System.nanoTime(),
                ContainerRequest.of(task, container, wiring));
        made.add(id);
        return id;
    }

    private LogShipping.Source source(String id, boolean createGroup, boolean blocking) {
        var api = new ApiClient(outbound, server.endpoint(), LogsServer.identity(), InstantSource.system());
        return new LogShipping.Source(
                id,
                new Destination(GROUP, "web/app/" + id, "us-east-1", createGroup, blocking, Optional.empty()),
                () -> api);
    }

    private String started(String script) throws Exception {
        String id = container(script);
        server.make(GROUP);
        LogShipping.prepare(source(id, false, true));
        docker.start(id);
        shipping.follow(source(id, false, true));
        return id;
    }

    private List<String> lines(String id) {
        return server.lines(GROUP, "web/app/" + id);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void ended(String id) throws Exception {
        until(() -> {
            try {
                return !docker.inspect(id).life().running();
            } catch (io.argosy.docker.DockerException away) {
                return false;
            }
        });
        shipping.ended(id);
        until(() -> shipping.sent(id));
    }

    private static List<String> counted(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> "line " + i).toList();
    }

    /// Each line once when repeats are taken out, and the first of each in order.
    private void allThere(String id, int last) {
        assertThat(new LinkedHashSet<>(lines(id))).containsExactlyElementsOf(counted(last));
    }

    @Test
    void linesOfBothOutputsArriveAndTheEngineHasThemToo() throws Exception {
        String id = started("echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three; sleep 600");

        until(() -> lines(id).size() == 3);

        assertThat(lines(id)).containsExactly("one", "two", "three");
        assertThat(docker.lastLines(id, 10)).containsExactly("one", "two", "three");
        assertThat(docker.inspect(id).log().driver()).isEqualTo("json-file");
        assertThat(docker.inspect(id).log().options()).isEqualTo(Map.of("max-size", "64m", "max-file", "10"));
        assertThat(shipping.sent(id)).isFalse();
    }

    @Test
    void withoutItsGroupAContainerThatIsToBeBlockedDoesNotStart() throws Exception {
        String id = container("true");

        assertThatThrownBy(() -> LogShipping.prepare(source(id, false, true)))
                .isInstanceOf(LogsRefused.class)
                .hasMessage("Error response from daemon: failed to initialize logging driver: failed to create"
                        + " Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.");
        LogShipping.prepare(source(id, false, false));
        LogShipping.prepare(source(id, true, true));
        LogShipping.prepare(source(id, true, true));

        assertThat(lines(id)).isEmpty();
    }

    @Test
    void theRestIsSentOnceTheContainerHasEnded() throws Exception {
        String id = started(COUNT.formatted(30_000) + "; printf 'no end'");

        ended(id);

        assertThat(lines(id)).hasSize(30_001).startsWith("line 1", "line 2").endsWith("line 30000", "no end");
        assertThat(folder.resolve("logs").resolve(id)).exists();
        shipping.forget(id);
        assertThat(folder.resolve("logs").resolve(id)).doesNotExist();
    }

    @Test
    void nothingIsSentTwiceByTheNextLifeOfWhatTheServerHas() throws Exception {
        String id = started(COUNT.formatted(1_000));
        ended(id);
        shipping.close();

        shipping = new LogShipping(docker, folder.resolve("logs"));
        shipping.follow(source(id, false, true));
        ended(id);

        assertThat(lines(id)).containsExactlyElementsOf(counted(1_000));
    }

    @Test
    void aLifeThatBreaksOffIsFollowedByOneThatMissesNothing() throws Exception {
        String id = started("i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo line $i;"
                + " [ $((i % 100)) = 0 ] && sleep 0.05; done");
        for (int life = 0; life < 4; life++) {
            int before = lines(id).size();
            until(() -> lines(id).size() > before || lines(id).contains("line 4000"));
            shipping.close();
            shipping = new LogShipping(docker, folder.resolve("logs"));
            shipping.follow(source(id, false, true));
        }

        ended(id);

        allThere(id, 4_000);
    }

    @Test
    void aServerThatIsAwayGetsAllOfItLater() throws Exception {
        String id = started("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo line $i;"
                + " [ $((i % 100)) = 0 ] && sleep 0.1; done");
        until(() -> !lines(id).isEmpty());
        server.goAway();
        until(() -> {
            try {
                return !docker.inspect(id).life().running();
            } catch (io.argosy.docker.DockerException away) {
                return false;
            }
        });
        shipping.ended(id);
        assertThat(shipping.sent(id)).isFalse();

        server.comeBack();
        shipping.retryNow();
        ended(id);

        allThere(id, 2_000);
    }

    @Test
    void errorsAndLostAnswersLoseNoLine() throws Exception {
        server.losesAnswer = put -> put % 3 == 1;
        String id = started(COUNT.formatted(20_000));

        ended(id);

        allThere(id, 20_000);
    }

    @Test
    void whatIsRefusedIsTriedAgainUntilItIsTaken() throws Exception {
        server.refuses = name -> name.equals("PutLogEvents")
                ? Optional.of(new ApiError("AccessDeniedException", "not yet", 400, Map.of()))
                : Optional.empty();
        String id = started(COUNT.formatted(10));
        Thread.sleep(700);
        assertThat(lines(id)).isEmpty();

        server.refuses = _ -> Optional.empty();
        shipping.retryNow();
        ended(id);

        assertThat(lines(id)).containsExactlyElementsOf(counted(10));
    }

    @Test
    void aGroupThatWasDeletedIsUsedAgainOnceItIsThere() throws Exception {
        String id = started("echo one; sleep 1; echo two; sleep 600");
        until(() -> lines(id).contains("one"));
        server.delete(GROUP);
        Thread.sleep(1_500);
        server.make(GROUP);
        shipping.retryNow();

        until(() -> lines(id).contains("two"));

        assertThat(lines(id)).containsExactly("two");
    }

    @Test
    void whatIsKnownOfOtherContainersIsForgotten() throws Exception {
        Path stale = Files.writeString(folder.resolve("logs").resolve("gone"), "1 2 3");

        shipping.keepOnly(java.util.Set.of("here"));

        assertThat(stale).doesNotExist();
    }
}

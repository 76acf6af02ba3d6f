package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.argosy.agent.AgentSettings.Metadata;
import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.Resource;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsContainer.PortMapping;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsAckRequest;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.RoleCredentials;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The address a container was given works for its whole life, takes nothing from other tasks, and gives away keys of
/// running tasks only.
@Tag("engine")
final class MetadataAddressTest {
    private static final String USUAL = "http://169.254.170.2";
    private static final String LOOP = "uri=${ECS_CONTAINER_METADATA_URI_V4#http://}; host=${uri%%/*}; path=/${uri#*/};"
            + "name=${host%:*}; port=${host#$name}; port=${port#:}; env > /out/env;"
            + "while true; do printf \"GET $path/task HTTP/1.0\\r\\n\\r\\n\" | nc -w 2 $name ${port:-80} > /out/new;"
            + "mv /out/new /out/answer; sleep 1; done";

    @TempDir
    private Path directory;

    @TempDir
    private Path volumes;

    private Docker docker;
    private ControlPlane control;

    @BeforeEach
    void begin() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
    }

    @AfterEach
    void end() throws Exception {
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    private Agent agent(boolean usual) throws Exception {
        Agent agent = Agents.start(
                control,
                directory,
                settings -> settings.withPolicy(HostPolicy.safe(volumes)).withMetadata(new Metadata(usual, 0)));
        control.awaitConnection();
        return agent;
    }

    /// A task that asks about itself again and again, and leaves its environment and the last answer in a folder.
    private AcsTask asking(String network, String name, Optional<RoleCredentials> keys) {
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", LOOP))
                        .stopTimeout(Optional.of(1))
                        .mountPoints(List.of(new MountPoint("out", "/out", false))))
                .networkMode(network)
                .volumes(List.of(
                        Volume.host("out", Optional.of(volumes.resolve(name).toString()))))
                .roleCredentials(keys)
                .build();
        control.assign(task);
        return task;
    }

    private void awaitAnswer(AcsTask task, String name) throws Exception {
        Path file = volumes.resolve(name).resolve("answer");
        Files.deleteIfExists(file);
        await(() -> Files.exists(file) && Files.readString(file).contains(task.arn()));
    }

    private Map<String, String> environment(String name) throws Exception {
        Path file = volumes.resolve(name).resolve("env");
        await(() -> Files.exists(file) && Files.readString(file).contains("METADATA_URI_V4"));
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain");
    }

    private static int status(String uri) throws Exception {
        var connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    @Test
    void portEightyIsLeftToTasksAndStillLeadsToTheAgent() throws Exception {
        try (Agent agent = agent(true)) {
            AcsTask bridge = asking("bridge", "bridge", Optional.empty());
            assumeThat(environment("bridge").getOrDefault("ECS_CONTAINER_METADATA_URI_V4", ""))
                    .as("root, and no other agent on this host")
                    .startsWith(USUAL + "/");
            AcsTask web = Agents.task(AcsContainer.of("app", TestEngine.IMAGE)
                    .command(List.of("sleep", "600"))
                    .portMappings(List.of(new PortMapping(8080, 80, Optional.of("tcp")))));
            control.assign(web);
            control.awaitReport(web.arn(), "RUNNING");
            AcsTask host = asking("host", "host", Optional.empty());

            awaitAnswer(bridge, "bridge");
            awaitAnswer(host, "host");
            assertThat(reserved()).contains("51679").doesNotContain("80");
            assertThat(agent.containerInstanceArn()).isPresent();
        }
        TestEngine.run("iptables -t nat -S | grep -q 169.254.170.2");
        TestEngine.run("for c in PREROUTING OUTPUT; do iptables -t nat -D $c -d 169.254.170.2/32 -p tcp -m tcp"
                + " --dport 80 -j DNAT --to-destination 169.254.170.2:51679; done");
    }

    private List<String> reserved() {
        return control.registrations.getLast().totalResources().orElseThrow().stream()
                .filter(resource -> resource.name().equals(Optional.of("PORTS")))
                .map(Resource::stringSetValue)
                .flatMap(ports -> ports.orElse(List.of()).stream())
                .toList();
    }

    @Test
    void theHostIsLeftAsItWasWhenNoTaskIsLeft() throws Exception {
        try (Agent agent = agent(true)) {
            assertThat(agent.containerInstanceArn()).isPresent();
        }

        TestEngine.run("! iptables -t nat -S | grep 169.254.170.2; ! ip addr show dev lo | grep 169.254.170.2");
    }

    @Test
    void aContainerKeepsItsAddressWhateverTheNextAgentHas() throws Exception {
        AcsTask task;
        try (Agent first = agent(false)) {
            task = asking("bridge", "old", Optional.empty());
            awaitAnswer(task, "old");
            assertThat(first.containerInstanceArn()).isPresent();
        }
        String base = environment("old")
                .getOrDefault("ECS_CONTAINER_METADATA_URI_V4", "")
                .replaceFirst("/v4/.*", "");
        int port = URI.create(base).getPort();
        try (Agent second = agent(true)) {
            awaitAnswer(task, "old");
            assertThat(reserved()).contains(String.valueOf(port));
            assertThat(second.containerInstanceArn()).isPresent();
        }
        InetAddress host = InetAddress.getByName(URI.create(base).getHost());
        var thief = new ServerSocket(port, 1, host);
        try (Agent third = agent(false)) {
            thief.close();
            awaitAnswer(task, "old");
            assertThat(third.containerInstanceArn()).isPresent();
        } finally {
            thief.close();
        }
    }

    @Test
    void oneTaskThatAsksWithoutEndStarvesNobody() throws Exception {
        try (Agent agent = agent(false)) {
            AcsTask loud = asking("bridge", "loud", Optional.empty());
            AcsTask quiet = asking("bridge", "quiet", Optional.of(keys("quiet-keys")));
            String louds = environment("loud").getOrDefault("ECS_CONTAINER_METADATA_URI_V4", "");
            Map<String, String> quiets = environment("quiet");
            control.awaitReport(loud.arn(), "RUNNING");
            control.awaitReport(quiet.arn(), "RUNNING");

            int refused = 0;
            for (int i = 0; i < 150; i++) {
                refused += status(louds) == 429 ? 1 : 0;
            }

            assertThat(refused).isGreaterThan(20);
            assertThat(status(quiets.getOrDefault("ECS_CONTAINER_METADATA_URI_V4", "")))
                    .isEqualTo(200);
            assertThat(status(quiets.getOrDefault("AWS_CONTAINER_CREDENTIALS_FULL_URI", "")))
                    .isEqualTo(200);
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    @Test
    void keysEndWithTheTaskAndThoseOfTheExecutionRoleAreNobodys() throws Exception {
        try (Agent agent = agent(false)) {
            AcsTask plain = asking("bridge", "plain", Optional.of(keys("task-keys")));
            String uri = environment("plain").getOrDefault("AWS_CONTAINER_CREDENTIALS_FULL_URI", "");
            AcsTask execution = Agents.builder(
                            AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")))
                    .executionRoleCredentials(Optional.of(keys("execution-keys")))
                    .build();
            control.assign(execution);
            control.awaitReport(execution.arn(), "RUNNING");

            assertThat(status(uri)).isEqualTo(200);
            assertThat(status(uri.replace("task-keys", "execution-keys"))).isEqualTo(400);
            control.assign(AcsTask.stop(plain.arn(), "web", "1"));
            control.awaitReport(plain.arn(), "STOPPED");

            assertThat(status(uri)).isEqualTo(400);
            control.say(MessageCodec.ACS.write(new IAMRoleCredentialsMessage(
                    "late", plain.arn(), Optional.empty(), "TaskApplication", keys("task-keys"))));
            ControlPlane.next(
                    control.heard,
                    message -> message instanceof IAMRoleCredentialsAckRequest taken
                            && taken.messageId().equals("late"));
            assertThat(status(uri)).as("keys that come too late").isEqualTo(400);
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    private static RoleCredentials keys(String id) {
        return new RoleCredentials(
                id,
                "arn:aws:iam::111122223333:role/web",
                "ASIA",
                "secret",
                "token",
                "2030-01-02T03:04:05Z",
                Optional.empty());
    }

    @Test
    void oneSourceCannotTakeAllConnections() throws Exception {
        try (Agent agent = agent(false)) {
            AcsTask modest = asking("bridge", "modest", Optional.empty());
            URI uri = URI.create(environment("modest").getOrDefault("ECS_CONTAINER_METADATA_URI_V4", ""));
            control.awaitReport(modest.arn(), "RUNNING");
            var greedy = new Greedy(uri);
            try {
                greedy.awaitFull();

                awaitAnswer(modest, "modest");
            } finally {
                greedy.stop();
            }
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    /// Opens as many connections as the agent's server has in all and keeps them alive, letter by letter.
    private static final class Greedy {
        private static final int CONNECTIONS = 600;
        private static final int ROUNDS = 8;

        private final URI uri;
        private final List<Socket> sockets = new ArrayList<>();
        private final CountDownLatch full = new CountDownLatch(ROUNDS);
        private final Thread thread = Thread.ofVirtual().unstarted(this::run);

        Greedy(URI uri) {
            this.uri = uri;
            thread.start();
        }

        void awaitFull() throws InterruptedException {
            assertThat(full.await(1, TimeUnit.MINUTES)).isTrue();
        }

        private void run() {
            try {
                while (true) {
                    sockets.removeIf(socket -> !wrote(socket));
                    fill();
                    full.countDown();
                    Thread.sleep(500);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /// Until there are enough, or the server takes no more.
        private void fill() {
            boolean taken = true;
            while (taken && sockets.size() < CONNECTIONS) {
                var socket = new Socket();
                try {
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 200);
                    sockets.add(socket);
                } catch (IOException noMore) {
                    taken = false;
                }
            }
        }

        private static boolean wrote(Socket socket) {
            try {
                socket.getOutputStream().write('G');
                return true;
            } catch (IOException closed) {
                return false;
            }
        }

        void stop() throws Exception {
            thread.interrupt();
            thread.join();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}

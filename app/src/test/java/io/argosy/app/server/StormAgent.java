package io.argosy.app.server;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// An agent without containers: it reports each task running or stopped as soon as it is told, and comes back when its
/// server was killed.
final class StormAgent {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final ApiClient api;
    private final String cluster;
    private final Semaphore reports = new Semaphore(16);
    private final String arn;
    private volatile boolean over;

    StormAgent(ApiClient api, String cluster) throws IOException {
        this.api = api;
        this.cluster = cluster;
        this.arn = api.call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .totalResources(List.of(amount("CPU"), amount("MEMORY")))
                                .attributes(IntStream.range(17, 30)
                                        .mapToObj(minor -> Attribute.builder()
                                                .name("com.amazonaws.ecs.capability.docker-remote-api.1." + minor)
                                                .build())
                                        .toList())
                                .build())
                .containerInstance()
                .flatMap(instance -> instance.containerInstanceArn())
                .orElseThrow();
        Thread.ofVirtual().start(this::live);
    }

    private static Resource amount(String name) {
        return Resource.builder()
                .name(name)
                .type("INTEGER")
                .integerValue(1_000_000)
                .build();
    }

    private void live() {
        while (!over) {
            var session = new Session();
            try {
                URI base = URI.create(api.call(
                                Ecs.DISCOVER_POLL_ENDPOINT,
                                DiscoverPollEndpointRequest.builder()
                                        .cluster(cluster)
                                        .containerInstance(arn)
                                        .build())
                        .endpoint()
                        .orElseThrow());
                String query = "clusterArn=" + escaped(cluster) + "&containerInstanceArn=" + escaped(arn)
                        + "&agentVersion=1.105.1&agentHash=storm&dockerVersion=none&protocolVersion=2&seqNum=1"
                        + "&sendCredentials=true";
                api.connect(
                        URI.create(base + (base.toString().endsWith("/") ? "" : "/") + "ws?" + query),
                        session,
                        HANDSHAKE);
                session.ended.join();
            } catch (IOException | ApiException killed) {
                pause(100);
            }
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    void end() {
        over = true;
    }

    /// One connection.
    private final class Session implements ChannelListener {
        private final CompletableFuture<Channel> channel = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public void onOpen(Channel open) {
            channel.complete(open);
        }

        @Override
        public void onClose(int code, String reason) {
            ended.complete(null);
        }

        @Override
        public void onText(String text) {
            try {
                MessageCodec.ACS.read(text).ifPresent(this::answer);
            } catch (MalformedJson broken) {
                throw new IllegalStateException(broken);
            }
        }

        private void answer(AcsMessage message) {
            if (message instanceof AcsMessage.HeartbeatMessage beat) {
                send(new HeartbeatAckRequest(beat.messageId()));
            } else if (message instanceof AcsMessage.PayloadMessage payload) {
                send(new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
                payload.tasks().forEach(task -> Thread.startVirtualThread(() -> report(task)));
            } else if (message instanceof AcsMessage.TaskManifestMessage manifest) {
                send(new AckRequest(manifest.clusterArn(), manifest.containerInstanceArn(), manifest.messageId()));
            }
        }

        private void send(AcsMessage message) {
            channel.join().send(MessageCodec.ACS.write(message));
        }
    }

    private void report(AcsTask task) {
        String status = task.desiredStatus().equals(AcsTask.RUNNING) ? "RUNNING" : "STOPPED";
        var report = SubmitTaskStateChangeRequest.builder()
                .cluster(cluster)
                .task(task.arn())
                .status(status)
                .containers(task.containers().stream()
                        .map(container -> ContainerStateChange.builder()
                                .containerName(container.name())
                                .status(status)
                                .exitCode(Optional.of(0).filter(_ -> status.equals("STOPPED")))
                                .build())
                        .toList())
                .build();
        while (!over && !taken(report)) {
            pause(200);
        }
    }

    private boolean taken(SubmitTaskStateChangeRequest report) {
        reports.acquireUninterruptibly();
        try {
            api.call(Ecs.SUBMIT_TASK_STATE_CHANGE, report);
            return true;
        } catch (IOException killed) {
            return false;
        } catch (ApiException refused) {
            return refused.error().status() < 500;
        } finally {
            reports.release();
        }
    }
}

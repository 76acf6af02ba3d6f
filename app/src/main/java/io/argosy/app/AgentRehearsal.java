package io.argosy.app;

import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The life of an agent in small: it joins, runs a task for a moment, stops it and ends.
final class AgentRehearsal {
    private static final String CLUSTER = "argosy-rehearsal";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(100);
    /// Long enough for its use to be measured and told.
    private static final Duration RUNS = Duration.ofSeconds(3);

    private final ApiClient client;
    private final URI endpoint;
    private final Path folder;
    private final String image;

    AgentRehearsal(ApiClient client, URI endpoint, Path folder, String image) {
        this.client = client;
        this.endpoint = endpoint;
        this.folder = folder;
        this.image = image;
    }

    void run(List<String> words) throws IOException, InterruptedException {
        client.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName(CLUSTER).build());
        Process agent = start(words);
        try {
            runTask(agent);
        } finally {
            agent.destroy();
            if (!agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                agent.destroyForcibly();
            }
        }
    }

    private Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("--rehearsal", "--endpoint", endpoint.toString()));
        command.addAll(List.of(
                "--cluster", CLUSTER, "--data-dir", folder.resolve("agent").toString()));
        command.addAll(List.of("--ca-file", folder.resolve("tls/ca.pem").toString()));
        command.addAll(List.of("--docker-certs", folder.resolve("certs.d").toString()));
        var builder = new ProcessBuilder(command).inheritIO();
        // Whom the agent is to trust later is not the server of the rehearsal.
        builder.environment().keySet().removeAll(List.of("ARGOSY_CA_FILE", "ARGOSY_CA_FINGERPRINT"));
        builder.environment()
                .put(
                        "ARGOSY_JOIN_TOKEN",
                        client.call(
                                        Argosy.CREATE_JOIN_TOKEN,
                                        CreateJoinTokenRequest.builder()
                                                .cluster(CLUSTER)
                                                .build())
                                .token()
                                .orElseThrow());
        return builder.start();
    }

    private void runTask(Process agent) throws IOException, InterruptedException {
        client.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family(CLUSTER)
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("main")
                                .image(image)
                                .memory(16)
                                .command(List.of("sleep", "60"))
                                .stopTimeout(1)
                                .build()))
                        .build());
        String task = placed(agent);
        until(agent, () -> seen(task, "startedAt") || seen(task, "stoppedAt"));
        Thread.sleep(RUNS);
        client.call(
                Ecs.STOP_TASK,
                StopTaskRequest.builder().cluster(CLUSTER).task(task).build());
        until(agent, () -> seen(task, "stoppedAt"));
    }

    /// There is room once the agent has joined.
    private String placed(Process agent) throws IOException, InterruptedException {
        var request = RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition(CLUSTER)
                .build();
        List<String> arns = new ArrayList<>();
        until(agent, this::joined);
        until(agent, () -> {
            client.call(Ecs.RUN_TASK, request).tasks().stream()
                    .flatMap(List::stream)
                    .flatMap(task -> task.taskArn().stream())
                    .forEach(arns::add);
            return !arns.isEmpty();
        });
        return arns.getFirst();
    }

    private boolean joined() throws IOException {
        var all = ListContainerInstancesRequest.builder().cluster(CLUSTER).build();
        return client.call(Ecs.LIST_CONTAINER_INSTANCES, all)
                .containerInstanceArns()
                .filter(arns -> !arns.isEmpty())
                .isPresent();
    }

    private boolean seen(String task, String moment) throws IOException {
        Optional<Task> found = client
                .call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster(CLUSTER)
                                .tasks(List.of(task))
                                .build())
                .tasks()
                .stream()
                .flatMap(List::stream)
                .findFirst();
        return found.flatMap(one -> moment.equals("startedAt") ? one.startedAt() : one.stoppedAt())
                .isPresent();
    }

    private interface Question {
        boolean isSo() throws IOException;
    }

    private static void until(Process agent, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.isSo()) {
            if (!agent.isAlive() || System.nanoTime() > end) {
                throw new IOException("the agent that was to rehearse did not do what was expected of it");
            }
            Thread.sleep(GLANCE);
        }
    }
}

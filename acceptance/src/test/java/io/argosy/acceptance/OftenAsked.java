package io.argosy.acceptance;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListPipelineRunsRequest;
import io.argosy.shapes.argosy.PipelineRunDescription;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What a test waits for, asked in this process: the CLI takes a second of a core for each question, and its waiters
/// ask every six or fifteen seconds.
final class OftenAsked {
    private static final String CLUSTER = PackagedProgram.CLUSTER;

    private final URI server;
    private final Trust trust;
    private final Map<String, String> environment;

    OftenAsked(URI server, Trust trust, Map<String, String> environment) {
        this.server = server;
        this.trust = trust;
        this.environment = environment;
    }

    private interface Question {
        boolean isSo(ApiClient api) throws IOException;
    }

    /// Until it is so; a server that is not there, or does not know it yet, says no.
    private void await(String what, Question question) {
        try (var outbound = new Outbound(Duration.ofSeconds(5), trust)) {
            var api = new ApiClient(
                    outbound, server, new AwsCredentialsChain(environment).find(), InstantSource.system());
            PackagedProgram.await(what, () -> {
                try {
                    return question.isSo(api);
                } catch (IOException | ApiException notYet) {
                    return false;
                }
            });
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    void connectedAgent() {
        await(
                "the agent is connected",
                api -> instances(api).stream()
                        .anyMatch(instance -> instance.agentConnected().orElse(false)));
    }

    private static List<ContainerInstance> instances(ApiClient api) throws IOException {
        List<String> arns = api.call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder().cluster(CLUSTER).build())
                .containerInstanceArns()
                .orElse(List.of());
        return arns.isEmpty()
                ? List.of()
                : api.call(
                                Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                DescribeContainerInstancesRequest.builder()
                                        .cluster(CLUSTER)
                                        .containerInstances(arns)
                                        .build())
                        .containerInstances()
                        .orElse(List.of());
    }

    /// A run of a pipeline, once it is over.
    PipelineRunDescription runOver(String pipeline, int number) {
        var found = new AtomicReference<PipelineRunDescription>();
        await("run " + number + " of " + pipeline + " is over", api -> {
            var request =
                    ListPipelineRunsRequest.builder().pipelineName(pipeline).build();
            api.call(Argosy.LIST_PIPELINE_RUNS, request).runs().orElse(List.of()).stream()
                    .filter(run -> run.run().equals(Optional.of(number))
                            && run.endedAt().isPresent())
                    .forEach(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    /// What this waiter of the CLI waits for.
    void waiter(String waiter, String of) {
        switch (waiter) {
            case "tasks-running" -> await(of + " runs", api -> isTask(api, of, "RUNNING"));
            case "tasks-stopped" -> await(of + " has stopped", api -> isTask(api, of, "STOPPED"));
            case "services-stable" -> await(of + " is stable", api -> isStable(service(api, of)));
            case "services-inactive" ->
                await(of + " is inactive", api -> service(api, of).status().equals(Optional.of("INACTIVE")));
            default -> throw new IllegalArgumentException(waiter);
        }
    }

    private static boolean isTask(ApiClient api, String task, String status) throws IOException {
        var request = DescribeTasksRequest.builder()
                .cluster(CLUSTER)
                .tasks(List.of(task))
                .build();
        return api.call(Ecs.DESCRIBE_TASKS, request).tasks().orElse(List.of()).stream()
                .map(Task::lastStatus)
                .anyMatch(Optional.of(status)::equals);
    }

    private static Service service(ApiClient api, String name) throws IOException {
        var request = DescribeServicesRequest.builder()
                .cluster(CLUSTER)
                .services(List.of(name))
                .build();
        return api.call(Ecs.DESCRIBE_SERVICES, request)
                .services()
                .orElse(List.of())
                .getFirst();
    }

    private static boolean isStable(Service service) {
        return service.deployments().orElse(List.of()).size() == 1
                && service.runningCount().equals(service.desiredCount());
    }
}

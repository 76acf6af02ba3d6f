package io.argosy.views.logs;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.views.StoppedTasks;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers that somebody means by the name of a service or of a task, running ones and those that are still
/// remembered, by the public operations.
final class LoggedTasks {
    /// Of a service with more tasks the newest that are listed first.
    static final int MOST = 200;

    private static final int A_CALL = 100;
    private static final List<String> STATUSES = List.of("RUNNING", "STOPPED");
    private static final String SERVICE = "service/";
    private static final String TASK = "task/";
    private static final String SERVICE_GROUP = "service:";

    private final ApiClient client;
    private final String cluster;
    private final Map<String, TaskDefinition> definitions = new HashMap<>();
    private final Map<String, String> hosts = new HashMap<>();

    LoggedTasks(ApiClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    private <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        try {
            return client.call(operation, input);
        } catch (ApiException refused) {
            throw new IOException(
                    operation.name() + " was refused: " + refused.error().code() + ": "
                            + refused.error().message(),
                    refused);
        }
    }

    /// All containers of what this names; an error says that there is no such thing.
    List<LoggedContainer> of(String subject) throws IOException {
        List<LoggedContainer> containers = new ArrayList<>();
        for (Task task : tasks(subject)) {
            containers.addAll(containers(task));
        }
        return containers;
    }

    private List<Task> tasks(String subject) throws IOException {
        boolean task = subject.contains(":task/") || subject.startsWith(TASK);
        boolean service = subject.contains(":service/") || subject.startsWith(SERVICE);
        String name = subject.substring(subject.lastIndexOf('/') + 1);
        if (!task && (service || isService(name))) {
            List<Task> ofService = described(listed(Optional.of(name)));
            if (ofService.isEmpty() && !isService(name)) {
                throw new IOException("there is no service " + name + " in cluster " + cluster);
            }
            return ofService;
        }
        List<String> arns = listed(Optional.empty()).stream()
                .filter(arn -> arn.substring(arn.lastIndexOf('/') + 1).startsWith(name))
                .toList();
        List<Task> found = arns.isEmpty() ? past(name) : described(arns);
        if (found.size() != 1) {
            throw new IOException(
                    found.isEmpty()
                            ? "there is no service and no task " + name + " in cluster " + cluster
                            : found.size() + " tasks begin with " + name + ": say more of the id");
        }
        return found;
    }

    /// Tasks that only the history knows.
    private List<Task> past(String name) throws IOException {
        if (!name.matches("[0-9a-f]{4,32}")) {
            return List.of();
        }
        return StoppedTasks.of(
                        client,
                        ListStoppedTasksRequest.builder().cluster(cluster).task(name),
                        2)
                .stream()
                .map(LoggedTasks::asTask)
                .toList();
    }

    /// What of it says where its logs are.
    static Task asTask(StoppedTask past) {
        return Task.builder()
                .taskArn(past.taskArn())
                .taskDefinitionArn(past.taskDefinitionArn())
                .containerInstanceArn(past.containerInstanceArn())
                .group(past.group())
                .containers(past.containers().orElse(List.of()).stream()
                        .map(container -> Container.builder()
                                .name(container.name())
                                .runtimeId(container.runtimeId())
                                .build())
                        .toList())
                .build();
    }

    private boolean isService(String name) throws IOException {
        try {
            return !client.call(
                            Ecs.DESCRIBE_SERVICES,
                            DescribeServicesRequest.builder()
                                    .cluster(cluster)
                                    .services(List.of(name))
                                    .build())
                    .services()
                    .orElse(List.of())
                    .isEmpty();
        } catch (ApiException refused) {
            if (refused.error().code().equals("ClusterNotFoundException")) {
                throw new IOException("there is no cluster " + cluster, refused);
            }
            // A name that no service can have may be a task's.
            return false;
        }
    }

    private List<String> listed(Optional<String> service) throws IOException {
        List<String> arns = new ArrayList<>();
        for (String status : STATUSES) {
            Optional<String> next = Optional.empty();
            do {
                var page = call(
                        Ecs.LIST_TASKS,
                        ListTasksRequest.builder()
                                .cluster(cluster)
                                .serviceName(service)
                                .desiredStatus(status)
                                .maxResults(A_CALL)
                                .nextToken(next)
                                .build());
                arns.addAll(page.taskArns().orElse(List.of()));
                next = page.nextToken();
            } while (next.isPresent() && (service.isEmpty() || arns.size() < MOST));
        }
        return arns;
    }

    private List<Task> described(List<String> arns) throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (int from = 0; from < Math.min(arns.size(), MOST); from += A_CALL) {
            tasks.addAll(call(
                            Ecs.DESCRIBE_TASKS,
                            DescribeTasksRequest.builder()
                                    .cluster(cluster)
                                    .tasks(arns.subList(from, Math.min(arns.size(), from + A_CALL)))
                                    .build())
                    .tasks()
                    .orElse(List.of()));
        }
        return tasks;
    }

    List<LoggedContainer> containers(Task task) throws IOException {
        Optional<TaskDefinition> definition =
                definition(task.taskDefinitionArn().orElse(""));
        String host = host(task.containerInstanceArn());
        List<LoggedContainer> containers = new ArrayList<>();
        for (Container container : task.containers().orElse(List.of())) {
            containers.add(container(task, container, definition, host));
        }
        return containers;
    }

    private static LoggedContainer container(
            Task task, Container container, Optional<TaskDefinition> definition, String host) {
        String name = container.name().orElse("");
        String arn = task.taskArn().orElse("");
        Optional<LogConfiguration> log = definition.stream()
                .flatMap(known -> known.containerDefinitions().stream())
                .flatMap(List::stream)
                .filter(one -> one.name().equals(Optional.of(name)))
                .flatMap(one -> one.logConfiguration().stream())
                .findFirst();
        Map<String, String> options = log.flatMap(LogConfiguration::options).orElse(Map.of());
        String stream = Optional.ofNullable(options.get("awslogs-stream-prefix"))
                .map(prefix -> prefix + "/" + name + "/" + arn.substring(arn.lastIndexOf('/') + 1))
                .or(container::runtimeId)
                .orElse("");
        return new LoggedContainer(
                owner(task),
                arn,
                name,
                container.runtimeId(),
                host,
                LoggedContainer.place(log.map(LogConfiguration::logDriver).orElse(""), options, stream));
    }

    private static String owner(Task task) {
        String group = task.group().orElse("");
        String definition = task.taskDefinitionArn().orElse("");
        String family = definition.substring(definition.lastIndexOf('/') + 1);
        return group.startsWith(SERVICE_GROUP)
                ? group.substring(SERVICE_GROUP.length())
                : family.replaceFirst(":\\d+$", "");
    }

    private Optional<TaskDefinition> definition(String arn) throws IOException {
        if (!definitions.containsKey(arn)) {
            Optional<TaskDefinition> known = call(
                            Ecs.DESCRIBE_TASK_DEFINITION,
                            DescribeTaskDefinitionRequest.builder()
                                    .taskDefinition(arn)
                                    .build())
                    .taskDefinition();
            known.ifPresent(definition -> definitions.put(arn, definition));
        }
        return Optional.ofNullable(definitions.get(arn));
    }

    private String host(Optional<String> instance) throws IOException {
        if (instance.isEmpty()) {
            return "";
        }
        String arn = instance.get();
        if (!hosts.containsKey(arn)) {
            hosts.put(
                    arn,
                    call(
                                    Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                    DescribeContainerInstancesRequest.builder()
                                            .cluster(cluster)
                                            .containerInstances(List.of(arn))
                                            .build())
                            .containerInstances()
                            .orElse(List.of())
                            .stream()
                            .flatMap(LoggedTasks::hostName)
                            .findFirst()
                            .orElse("container instance " + arn.substring(arn.lastIndexOf('/') + 1)));
        }
        return hosts.get(arn);
    }

    private static Stream<String> hostName(ContainerInstance instance) {
        return instance.attributes().orElse(List.of()).stream()
                .filter(attribute -> attribute.name().equals("argosy.host-name"))
                .flatMap(attribute -> attribute.value().stream());
    }
}

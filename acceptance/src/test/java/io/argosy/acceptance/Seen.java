package io.argosy.acceptance;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A cluster as its API tells it and as its engines show it, and everything in which the two, or either and what was
/// asked for, disagree.
final class Seen {
    private static final String CONTAINER = "{{.Label \"com.amazonaws.ecs.task-arn\"}} {{.ID}}";

    private final ApiClient api;
    private final String cluster;
    private final List<Host> hosts;

    Seen(ApiClient api, String cluster, List<Host> hosts) {
        this.api = api;
        this.cluster = cluster;
        this.hosts = List.copyOf(hosts);
    }

    /// Nothing when all is as asked. One line for each thing that is not.
    List<String> faults(Map<String, Integer> wanted, int port) {
        try {
            List<String> faults = new ArrayList<>();
            List<Task> running = running();
            services(wanted, faults);
            containers(running, faults);
            ports(running, faults);
            listeners(port, faults);
            return faults;
        } catch (IOException | AssertionError notNow) {
            return List.of(String.valueOf(notNow.getMessage()));
        }
    }

    private void services(Map<String, Integer> wanted, List<String> faults) throws IOException {
        var request = DescribeServicesRequest.builder()
                .cluster(cluster)
                .services(List.copyOf(wanted.keySet()))
                .build();
        for (Service service :
                api.call(Ecs.DESCRIBE_SERVICES, request).services().orElse(List.of())) {
            int count = wanted.getOrDefault(service.serviceName().orElseThrow(), 0);
            if (service.runningCount().orElse(-1) != count
                    || service.pendingCount().orElse(-1) != 0
                    || service.deployments().orElse(List.of()).size() != 1) {
                faults.add("service %s wants %d, running %d, pending %d, deployments %d"
                        .formatted(
                                service.serviceName().orElseThrow(),
                                count,
                                service.runningCount().orElse(-1),
                                service.pendingCount().orElse(-1),
                                service.deployments().orElse(List.of()).size()));
            }
        }
    }

    /// One running container for each running task, no other container, and on the host the API names.
    private void containers(List<Task> running, List<String> faults) {
        Map<String, List<String>> onEngines = new TreeMap<>();
        for (Host host : hosts) {
            host.docker("ps", "--no-trunc", "--format", CONTAINER)
                    .lines()
                    .map(line -> line.split(" "))
                    .forEach(words -> onEngines
                            .computeIfAbsent(words[0], _ -> new ArrayList<>())
                            .add(words[1]));
        }
        var known =
                running.stream().map(Task::taskArn).flatMap(Optional::stream).collect(Collectors.toSet());
        onEngines.forEach((task, ids) -> {
            if (!known.contains(task)) {
                faults.add("no running task owns " + ids + " of " + task);
            } else if (ids.size() > 1) {
                faults.add("doubled: " + ids + " of " + task);
            }
        });
        known.stream()
                .filter(task -> !onEngines.containsKey(task))
                .forEach(task -> faults.add("no container of " + task));
    }

    /// The ports an instance counts as taken are its reserved ones and those of its running tasks.
    private void ports(List<Task> running, List<String> faults) throws IOException {
        for (ContainerInstance instance : instances()) {
            String arn = instance.containerInstanceArn().orElseThrow();
            var taken = new TreeSet<>(ports(instance.remainingResources()));
            taken.removeAll(ports(instance.registeredResources()));
            var bound = running.stream()
                    .filter(task -> task.containerInstanceArn().equals(Optional.of(arn)))
                    .flatMap(task -> task.containers().orElse(List.of()).stream())
                    .map(Container::networkBindings)
                    .flatMap(bindings -> bindings.orElse(List.of()).stream())
                    .map(NetworkBinding::hostPort)
                    .flatMap(Optional::stream)
                    .map(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!taken.equals(bound)) {
                faults.add("instance %s counts ports %s, its tasks have %s".formatted(arn, taken, bound));
            }
            if (!instance.status().orElse("").equals("ACTIVE")
                    || !instance.agentConnected().orElse(false)) {
                faults.add("instance %s is %s, connected %s"
                        .formatted(arn, instance.status().orElse(""), instance.agentConnected()));
            }
        }
    }

    private static List<String> ports(Optional<List<Resource>> resources) {
        return resources.orElse(List.of()).stream()
                .filter(resource -> resource.name().orElse("").equals("PORTS"))
                .flatMap(resource -> resource.stringSetValue().orElse(List.of()).stream())
                .toList();
    }

    private void listeners(int port, List<String> faults) {
        long listening = hosts.stream().filter(host -> host.listensOn(port)).count();
        if (listening != 1) {
            faults.add("port " + port + " is listened on by " + listening + " hosts");
        }
    }

    List<ContainerInstance> instances() throws IOException {
        List<String> arns = api.call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder().cluster(cluster).build())
                .containerInstanceArns()
                .orElse(List.of());
        return arns.isEmpty()
                ? List.of()
                : api.call(
                                Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                DescribeContainerInstancesRequest.builder()
                                        .cluster(cluster)
                                        .containerInstances(arns)
                                        .build())
                        .containerInstances()
                        .orElse(List.of());
    }

    private List<Task> running() throws IOException {
        List<String> arns = api.call(
                        Ecs.LIST_TASKS,
                        ListTasksRequest.builder().cluster(cluster).build())
                .taskArns()
                .orElse(List.of());
        return arns.isEmpty()
                ? List.of()
                : api.call(
                                Ecs.DESCRIBE_TASKS,
                                DescribeTasksRequest.builder()
                                        .cluster(cluster)
                                        .tasks(arns)
                                        .build())
                        .tasks()
                        .orElse(List.of());
    }
}

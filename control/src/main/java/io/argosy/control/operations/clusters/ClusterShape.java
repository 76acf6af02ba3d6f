package io.argosy.control.operations.clusters;

import io.argosy.launches.Capacity;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.ClusterServiceConnectDefaults;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A cluster as clients see it (ecs-semantics 3.3): counts always, the rest as `include` asks.
public final class ClusterShape {
    static final ClusterSetting INSIGHTS_OFF =
            ClusterSetting.builder().name("containerInsights").value("disabled").build();

    private ClusterShape() {}

    public static io.argosy.shapes.ecs.Cluster of(Cluster cluster, Arns arns, ClusterState state, Set<String> include) {
        var shape = io.argosy.shapes.ecs.Cluster.builder()
                .clusterArn(arns.cluster(cluster.name()))
                .clusterName(cluster.name().value())
                .status(cluster.status().name())
                .registeredContainerInstancesCount(state.loads().size())
                .runningTasksCount(state.table(Task.KIND).count("RUNNING"))
                .pendingTasksCount(Stream.of(Kind.values())
                        .mapToInt(kind -> tasks(state, "pending", kind))
                        .sum())
                .activeServicesCount(services(state, service -> service.status() == Service.Status.ACTIVE))
                .statistics(include.contains("STATISTICS") ? statistics(state) : List.of())
                .tags(include.contains("TAGS") ? cluster.tags() : List.of())
                .settings(include.contains("SETTINGS") ? settings(cluster) : List.of())
                .capacityProviders(cluster.capacityProviders())
                .defaultCapacityProviderStrategy(cluster.defaultStrategy());
        if (include.contains("ATTACHMENTS")
                && cluster.configuration().capacityProviders().isPresent()) {
            shape.attachments(List.of()).attachmentsStatus("UPDATE_COMPLETE");
        }
        cluster.configuration()
                .serviceConnectDefaults()
                .ifPresent(defaults -> shape.serviceConnectDefaults(ClusterServiceConnectDefaults.builder()
                        .namespace(defaults.namespace())
                        .build()));
        return include.contains("CONFIGURATIONS")
                ? shape.configuration(cluster.configuration().configuration()).build()
                : shape.build();
    }

    static List<ClusterSetting> settings(Cluster cluster) {
        return cluster.configuration().settings().orElse(List.of(INSIGHTS_OFF));
    }

    private static int tasks(ClusterState state, String what, Kind kind) {
        return state.table(Task.KIND).count(Task.word(what, kind.name()));
    }

    /// There are only so many services in a cluster.
    private static int services(ClusterState state, Predicate<Service> wanted) {
        return (int) state.services().stream().filter(wanted).count();
    }

    /// The same counts by launch type.
    private static List<KeyValuePair> statistics(ClusterState state) {
        List<KeyValuePair> statistics = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Predicate<Service> ours = service ->
                    kind.is(Capacity.of(service.configuration()).type().name());
            add(statistics, "running", kind, "Tasks", tasks(state, "running", kind));
            add(statistics, "pending", kind, "Tasks", tasks(state, "pending", kind));
            add(statistics, "active", kind, "Service", services(state, ours.and(in(Service.Status.ACTIVE))));
            add(statistics, "draining", kind, "Service", services(state, ours.and(in(Service.Status.DRAINING))));
        }
        return statistics;
    }

    private static Predicate<Service> in(Service.Status status) {
        return service -> service.status() == status;
    }

    private static void add(List<KeyValuePair> statistics, String state, Kind kind, String noun, int count) {
        statistics.add(KeyValuePair.builder()
                .name(state + kind.word + noun + "Count")
                .value(Integer.toString(count))
                .build());
    }

    private enum Kind {
        EC2("EC2"),
        FARGATE("Fargate"),
        EXTERNAL("External");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private boolean is(String type) {
            return name().equals(type);
        }
    }
}

package io.argosy.control.operations.tags;

import io.argosy.control.RequestedArns;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Ids;
import io.argosy.model.Names;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import java.util.Optional;
import java.util.regex.Pattern;

/// A resource that has tags, as the ARN of a tagging request names it. Only long ARNs are taken (ecs-semantics 10.2).
sealed interface Taggable {
    String INVALID = "The ARN provided is invalid.";
    Pattern REVISION = Pattern.compile("[1-9][0-9]{0,8}");

    record OfCluster(ClusterName cluster) implements Taggable {}

    record OfService(ClusterName cluster, ServiceName service) implements Taggable {}

    record OfTask(ClusterName cluster, TaskId task) implements Taggable {}

    record OfInstance(ClusterName cluster, ContainerInstanceId instance) implements Taggable {}

    record OfCapacityProvider(String name) implements Taggable {}

    record OfTaskDefinition(TaskDefinitionId definition) implements Taggable {}

    /// The ARN of what a request names, as permissions ask for it: however its partition is spelt, it means this one.
    static String requested(String arn, AccountRegion realm) {
        return RequestedArns.orAsNamed(arn, () -> parse(arn, realm).arn(new Arns(realm)));
    }

    private String arn(Arns arns) {
        return switch (this) {
            case OfCluster(var cluster) -> arns.cluster(cluster);
            case OfService(var cluster, var service) -> arns.service(cluster, service);
            case OfTask(var cluster, var task) -> arns.task(cluster, task);
            case OfInstance(var cluster, var instance) -> arns.containerInstance(cluster, instance);
            case OfCapacityProvider(var name) -> arns.capacityProvider(name);
            case OfTaskDefinition(var definition) -> arns.taskDefinition(definition);
        };
    }

    static Taggable parse(String arn, AccountRegion realm) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn") || !parts[2].equals("ecs")) {
            throw invalidArn();
        }
        realm.foreign(arn).ifPresent(words -> {
            throw ApiError.invalidParameter(INVALID + " " + words).thrown();
        });
        String[] path = parts[5].split("/", -1);
        return switch (path[0]) {
            case "cluster" ->
                whole(path, 2).map(_ -> new OfCluster(cluster(path[1]))).orElseThrow(Taggable::invalidArn);
            case "capacity-provider" ->
                whole(path, 2).map(_ -> new OfCapacityProvider(path[1])).orElseThrow(Taggable::invalidArn);
            case "task-definition" ->
                whole(path, 2).flatMap(_ -> definition(path[1])).orElseThrow(Taggable::invalidArn);
            case "service", "task", "container-instance" -> inCluster(path);
            default -> throw invalidArn();
        };
    }

    private static Taggable inCluster(String[] path) {
        if (path.length == 2) {
            throw ApiError.invalidParameter("Long arn format must be used for tagging operations")
                    .thrown();
        }
        if (path.length != 3) {
            throw invalidArn();
        }
        ClusterName cluster = cluster(path[1]);
        String name = path[2];
        boolean service = path[0].equals("service");
        if (!(service ? Names.valid(name) : Ids.valid(name))) {
            throw invalidArn();
        }
        if (service) {
            return new OfService(cluster, new ServiceName(name));
        }
        return path[0].equals("task")
                ? new OfTask(cluster, new TaskId(name))
                : new OfInstance(cluster, new ContainerInstanceId(name));
    }

    private static Optional<String[]> whole(String[] path, int length) {
        return path.length == length ? Optional.of(path) : Optional.empty();
    }

    private static Optional<Taggable> definition(String text) {
        String[] parts = text.split(":", -1);
        return parts.length == 2
                        && Names.valid(parts[0])
                        && REVISION.matcher(parts[1]).matches()
                ? Optional.of(new OfTaskDefinition(new TaskDefinitionId(parts[0], Integer.parseInt(parts[1]))))
                : Optional.empty();
    }

    private static ClusterName cluster(String name) {
        if (!Names.valid(name)) {
            throw invalidArn();
        }
        return new ClusterName(name);
    }

    private static RuntimeException invalidArn() {
        return ApiError.invalidParameter(INVALID).thrown();
    }
}

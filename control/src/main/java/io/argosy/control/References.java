package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.DeploymentId;
import io.argosy.model.Ids;
import io.argosy.model.Names;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the references clients send (ecs-semantics 2.2): a bare name or id, a long ARN, or an old short ARN. What
/// cannot be one is refused with the texts of 1.4.
public final class References {
    private static final int ARN_PARTS = 6;
    private static final Pattern TASK_SET = Pattern.compile("ecs-svc/([0-9]{1,18}|[1-8][0-9]{18})");

    private References() {}

    public static TaskId task(String reference, ClusterScope scope) {
        return task(reference, scope.name(), scope.arns().realm());
    }

    static TaskId task(String reference, ClusterName cluster, AccountRegion realm) {
        return new TaskId(id("taskId", inCluster("task", reference, cluster, realm)));
    }

    public static ContainerInstanceId containerInstance(String reference, ClusterScope scope) {
        return containerInstance(reference, scope.name(), scope.arns().realm());
    }

    static ContainerInstanceId containerInstance(String reference, ClusterName cluster, AccountRegion realm) {
        return new ContainerInstanceId(
                id("containerInstanceId", inCluster("container-instance", reference, cluster, realm)));
    }

    public static ServiceName service(String reference, ClusterScope scope) {
        return service(reference, scope.name(), scope.arns().realm());
    }

    static ServiceName service(String reference, ClusterName cluster, AccountRegion realm) {
        return new ServiceName(named("service", inCluster("service", reference, cluster, realm)));
    }

    /// A task set of this service, by its number or its ARN; another's is none.
    public static DeploymentId taskSet(String reference, ServiceName service, ClusterScope scope) {
        return taskSet(reference, service, scope.name(), scope.arns().realm());
    }

    static DeploymentId taskSet(String reference, ServiceName service, ClusterName cluster, AccountRegion realm) {
        String arn = new Arns(realm).taskSet(cluster, service, new DeploymentId(0));
        String before = arn.substring(0, arn.length() - "ecs-svc/0".length());
        Matcher number =
                TASK_SET.matcher(reference.startsWith(before) ? reference.substring(before.length()) : reference);
        if (!number.matches()) {
            throw unknownTaskSet();
        }
        return new DeploymentId(Long.parseLong(number.group(1)));
    }

    public static RuntimeException unknownTaskSet() {
        return new ApiError("TaskSetNotFoundException", "The specified task set does not exist.").thrown();
    }

    private static String id(String member, String id) {
        if (!Ids.valid(id)) {
            throw ApiError.invalidParameter(
                            id.length() == 32 || id.length() == 36
                                    ? member + " must be lower-case hexadecimal digits: " + id
                                    : member + " length should be one of [32,36]")
                    .thrown();
        }
        return id;
    }

    /// The name in a reference to something outside clusters.
    static String last(String type, String reference, AccountRegion realm) {
        String name = reference.startsWith("arn:") ? resource(type, reference, realm) : reference;
        return named(type, name);
    }

    private static String named(String type, String name) {
        if (name.contains("/")) {
            throw unexpectedSeparators(name);
        }
        if (!Names.valid(name)) {
            throw ApiError.invalidParameter("Invalid identifier for " + type + ": " + name)
                    .thrown();
        }
        return name;
    }

    private static String inCluster(String type, String reference, ClusterName cluster, AccountRegion realm) {
        if (!reference.startsWith("arn:")) {
            if (reference.contains("/")) {
                throw unexpectedSeparators(reference);
            }
            return reference;
        }
        String[] path = resource(type, reference, realm).split("/", -1);
        if (path.length > 2) {
            throw unexpectedSeparators(reference);
        }
        if (path.length == 2 && !path[0].equals(cluster.value())) {
            throw ApiError.invalidParameter("Identifier is for " + path[0] + ". Your cluster is " + cluster)
                    .thrown();
        }
        return path[path.length - 1];
    }

    /// What follows `<type>/` in an ARN of this realm.
    private static String resource(String type, String arn, AccountRegion realm) {
        String[] parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[2].equals("ecs") || !parts[5].startsWith(type + "/")) {
            throw ApiError.invalidParameter("Invalid identifier: " + arn + " is not the ARN of a " + type)
                    .thrown();
        }
        realm.foreign(arn).ifPresent(words -> {
            throw ApiError.invalidParameter(words).thrown();
        });
        return parts[5].substring(type.length() + 1);
    }

    private static RuntimeException unexpectedSeparators(String reference) {
        return ApiError.invalidParameter("Invalid identifier: Unexpected number of separators in " + reference)
                .thrown();
    }
}

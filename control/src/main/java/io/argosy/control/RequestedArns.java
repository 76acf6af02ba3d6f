package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.model.Names;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinition;
import io.argosy.state.AccountState;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The ARNs of what a request names, in the long form whatever its spelling, as permissions ask for them. References
/// are read as the operations read them, so both mean the same thing. What is none stays as it is, for the operation to
/// refuse.
public final class RequestedArns {
    private static final String CLUSTER = "ecs:cluster";

    private final AccountRegion realm;
    private final Arns arns;
    private final String cluster;
    private final Optional<ClusterName> clusterName;

    private RequestedArns(AccountRegion realm, String cluster, Optional<ClusterName> clusterName) {
        this.realm = realm;
        this.arns = new Arns(realm);
        this.cluster = cluster;
        this.clusterName = clusterName;
    }

    public static RequestedArns of(Caller caller, Optional<String> cluster) {
        AccountRegion realm = caller.realm();
        try {
            ClusterName name = Clusters.name(realm, cluster);
            return new RequestedArns(realm, new Arns(realm).cluster(name), Optional.of(name));
        } catch (ApiException noReference) {
            return new RequestedArns(realm, cluster.orElseThrow(), Optional.empty());
        }
    }

    public static RequestedArns of(Caller caller, String cluster) {
        return of(caller, Optional.of(cluster));
    }

    /// What a request that names no cluster asks for.
    public static RequestedArns of(Caller caller) {
        return of(caller, Optional.empty());
    }

    /// The ARN that this reference is read as, the reference itself where it is refused, and `*` where it is empty.
    public static String orAsNamed(String reference, Supplier<String> arn) {
        try {
            return arn.get();
        } catch (ApiException noReference) {
            return asNamed(reference);
        }
    }

    private static String asNamed(String reference) {
        return reference.isEmpty() ? Permission.ANY_RESOURCE : reference;
    }

    public String cluster() {
        return cluster;
    }

    public String service(String reference) {
        return inCluster(reference, name -> arns.service(name, References.service(reference, name, realm)));
    }

    public String newTaskSet(String service) {
        return inCluster(service, name -> arns.newTaskSet(name, References.service(service, name, realm)));
    }

    public String taskSet(String service, String set) {
        return inCluster(set, name -> {
            ServiceName of = References.service(service, name, realm);
            return arns.taskSet(name, of, References.taskSet(set, of, name, realm));
        });
    }

    public String task(String reference) {
        return inCluster(reference, name -> arns.task(name, References.task(reference, name, realm)));
    }

    public String containerInstance(String reference) {
        return inCluster(
                reference, name -> arns.containerInstance(name, References.containerInstance(reference, name, realm)));
    }

    private String inCluster(String reference, Function<ClusterName, String> arn) {
        return orAsNamed(reference, () -> clusterName.map(arn).orElse(reference));
    }

    /// A service to be made has a name, and no ARN yet that it could be called by.
    public String newService(String name) {
        return Names.valid(name) ? service(name) : asNamed(name);
    }

    public String newTask() {
        return clusterName.map(arns::newTask).orElse(cluster);
    }

    public String newContainerInstance() {
        return clusterName.map(arns::newContainerInstance).orElse(cluster);
    }

    public String newTaskDefinition(String family) {
        return Names.valid(family) ? arns.newTaskDefinition(family) : asNamed(family);
    }

    /// Of the revision that a request made now would use.
    public String taskDefinition(AccountState account, String reference) {
        return TaskDefinitions.find(account, reference)
                .map(TaskDefinition::id)
                .map(arns::taskDefinition)
                .orElseGet(() -> asNamed(reference));
    }

    /// Of the revision that is called by its number: a family alone is none.
    public String revision(AccountState account, String reference) {
        boolean numbered = reference.substring(reference.lastIndexOf('/') + 1).contains(":");
        return numbered ? taskDefinition(account, reference) : asNamed(reference);
    }

    public String role(String nameOrArn) {
        return arns.role(nameOrArn);
    }

    /// The action on a resource in this request's cluster.
    public Permission inCluster(String action, String resource) {
        return Permission.on(action, resource).with(CLUSTER, cluster);
    }

    public List<Permission> inCluster(String action, List<String> resources) {
        return Permission.onEach(action, resources).stream()
                .map(permission -> permission.with(CLUSTER, cluster))
                .toList();
    }

    /// The same, told which definition the service is to run; nothing where the request names none.
    public Permission running(Optional<String> definition, AccountState account, Permission permission) {
        return definition
                .map(reference -> permission.with("ecs:task-definition", taskDefinition(account, reference)))
                .orElse(permission);
    }
}

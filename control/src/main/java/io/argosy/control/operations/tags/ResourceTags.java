package io.argosy.control.operations.tags;

import io.argosy.control.Clusters;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Tag;
import io.argosy.state.AccountState;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads and changes the tags of a resource where they are kept: with the resource itself.
final class ResourceTags {
    private final Clusters clusters;

    ResourceTags(Clusters clusters) {
        this.clusters = clusters;
    }

    List<Tag> read(AccountRegion realm, Taggable resource) {
        AccountState account = clusters.account(realm).read();
        return switch (resource) {
            case Taggable.OfCluster(var name) -> cluster(realm, account, name).tags();
            case Taggable.OfCapacityProvider(var name) ->
                provider(account, name).tags();
            case Taggable.OfTaskDefinition definition ->
                definition(account, definition).tags();
            case Taggable.OfService service ->
                service(content(realm, service.cluster()).read(), service).tags();
            case Taggable.OfTask task ->
                task(content(realm, task.cluster()).read(), task).tags();
            case Taggable.OfInstance instance ->
                instance(content(realm, instance.cluster()).read(), instance).tags();
        };
    }

    /// Refuses what is not the agent's own instance or a task on it.
    void checkAgent(AgentIdentity agent, Taggable resource) {
        AccountRegion realm = agent.caller().realm();
        boolean own = switch (resource) {
            case Taggable.OfInstance asked ->
                agent.is(asked.instance(), content(realm, asked.cluster()).read());
            case Taggable.OfTask asked -> {
                ClusterState state = content(realm, asked.cluster()).read();
                yield state.task(asked.task())
                        .flatMap(Task::placedOn)
                        .filter(on -> agent.is(on, state))
                        .isPresent();
            }
            case Taggable.OfCluster _,
                    Taggable.OfTaskDefinition _,
                    Taggable.OfCapacityProvider _,
                    Taggable.OfService _ -> false;
        };
        if (!own) {
            throw agent.refused("ecs:ListTagsForResource", "what is not of its instance");
        }
    }

    void change(AccountRegion realm, Taggable resource, UnaryOperator<List<Tag>> change) {
        switch (resource) {
            case Taggable.OfCluster(var name) ->
                clusters.account(realm).write(tx -> {
                    Cluster cluster = cluster(realm, tx.state(), name);
                    tx.update(cluster.tagged(change.apply(cluster.tags())));
                    return name;
                });
            case Taggable.OfCapacityProvider(var name) ->
                clusters.account(realm).write(tx -> {
                    CapacityProvider provider = provider(tx.state(), name);
                    tx.update(provider.tagged(change.apply(provider.tags())));
                    return name;
                });
            case Taggable.OfTaskDefinition asked ->
                clusters.account(realm).write(tx -> {
                    TaskDefinition definition = definition(tx.state(), asked);
                    tx.update(
                            new TaskDefinition(definition.id(), definition.content(), change.apply(definition.tags())));
                    return asked;
                });
            case Taggable.OfService asked ->
                content(realm, asked.cluster()).write(tx -> {
                    Service service = service(tx.state(), asked);
                    var wish = service.configuration().toBuilder()
                            .tags(change.apply(service.tags()))
                            .build();
                    tx.update(service.with(wish, service.changedAt()));
                    return asked;
                });
            case Taggable.OfTask asked ->
                content(realm, asked.cluster()).write(tx -> {
                    Task task = task(tx.state(), asked);
                    tx.update(task.tagged(change.apply(task.tags())));
                    return asked;
                });
            case Taggable.OfInstance asked ->
                content(realm, asked.cluster()).write(tx -> {
                    ContainerInstance instance = instance(tx.state(), asked);
                    tx.update(instance.tagged(change.apply(instance.tags())));
                    return asked;
                });
        }
    }

    private ClusterStore content(AccountRegion realm, ClusterName cluster) {
        cluster(realm, clusters.account(realm).read(), cluster);
        return clusters.stores().cluster(realm, cluster);
    }

    private Cluster cluster(AccountRegion realm, AccountState account, ClusterName name) {
        Cluster cluster = account.cluster(name).orElseThrow(() -> clusters.notFound(realm, name));
        if (!cluster.active()) {
            throw invalid("The specified cluster is inactive. Specify an active cluster and try again.");
        }
        return cluster;
    }

    private static CapacityProvider provider(AccountState account, String name) {
        return found(
                account.table(CapacityProvider.KIND).get(name).filter(CapacityProvider::active), "capacity provider");
    }

    private static TaskDefinition definition(AccountState account, Taggable.OfTaskDefinition asked) {
        return account.taskDefinition(asked.definition())
                .orElseThrow(() ->
                        ApiError.client("Unable to describe task definition.").thrown());
    }

    private static Service service(ClusterState content, Taggable.OfService asked) {
        return content.service(asked.service())
                .filter(service -> service.status() != Service.Status.INACTIVE)
                .orElseThrow(() -> new ApiError("ServiceNotFoundException", "Service not found.").thrown());
    }

    private static Task task(ClusterState content, Taggable.OfTask asked) {
        return found(content.task(asked.task()), "task");
    }

    private static ContainerInstance instance(ClusterState content, Taggable.OfInstance asked) {
        return found(content.instance(asked.instance()).filter(ContainerInstance::registered), "container instance");
    }

    private static <T> T found(Optional<T> resource, String kind) {
        return resource.orElseThrow(() -> invalid("The referenced " + kind + " was not found."));
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}

package io.argosy.app.server;

import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.Service;
import io.argosy.model.ServiceRevision;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.registry.lifecycle.ImageUses;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The images that the fleet needs: those of tasks that are not stopped, of definitions that tasks and jobs can be
/// started from, and of the last revisions of each service, to which it may be rolled back.
record UsedImages(Stores stores) implements ImageUses {
    /// So many revisions of a service and of its family stay, registered or not.
    private static final int REVISIONS = 10;

    @Override
    public List<Use> of(String account) {
        List<Use> uses = new ArrayList<>();
        for (AccountStore store : stores.accounts()) {
            if (store.realm().account().equals(account)) {
                startable(store.read()).flatMap(UsedImages::images).forEach(uses::add);
                submittable(store.read()).map(image -> new Use(image, "")).forEach(uses::add);
            }
        }
        for (ClusterStore cluster : stores.clusters()) {
            if (cluster.realm().account().equals(account)) {
                ClusterState state = cluster.read();
                running(state).forEach(uses::add);
                AccountState definitions = stores.account(cluster.realm()).read();
                state.services().stream()
                        .filter(service -> service.status() != Service.Status.INACTIVE)
                        .flatMap(service -> of(service, state, definitions))
                        .forEach(uses::add);
            }
        }
        return uses;
    }

    private static Stream<TaskDefinition> startable(AccountState account) {
        return account.table(TaskDefinition.KIND).beginning(TaskDefinition.BY_STATUS, "ACTIVE/").stream();
    }

    /// Those of job definitions. One that was used by a job is a task definition by now, too.
    private static Stream<String> submittable(AccountState account) {
        return account.table(JobDefinition.KIND).values().stream()
                .filter(JobDefinition::active)
                .map(JobDefinition::configuration)
                .flatMap(asked -> Stream.concat(
                        asked.containerProperties().flatMap(container -> container.image()).stream(),
                        asked.ecsProperties().stream()
                                .flatMap(ecs -> ecs.taskProperties().stream())
                                .flatMap(task -> task.containers().stream())
                                .map(container -> container.image())));
    }

    private static Stream<Use> images(TaskDefinition definition) {
        return containers(definition)
                .flatMap(container -> container.image().stream())
                .map(image -> new Use(image, ""));
    }

    private static Stream<ContainerDefinition> containers(TaskDefinition definition) {
        return definition.content().containerDefinitions().orElse(List.of()).stream();
    }

    private static Stream<Use> running(ClusterState state) {
        return state.table(Task.KIND).values().stream()
                .filter(task -> !task.state().stopped())
                .flatMap(task -> task.containers().stream())
                .flatMap(container -> container.image().stream()
                        .map(image -> new Use(image, container.imageDigest().orElse(""))));
    }

    /// What a service can go to: its deployments and its last revisions, by the digests that were run, and the
    /// newest of its families.
    private static Stream<Use> of(Service service, ClusterState state, AccountState definitions) {
        Stream<Use> deployed = service.deployments().stream()
                .flatMap(deployment -> pinned(deployment.definition(), deployment.images(), definitions));
        Stream<Use> revisions = newest(state.revisionsOf(service.name()).stream()
                        .sorted(Comparator.comparing(ServiceRevision::createdAt))
                        .toList())
                .flatMap(revision -> pinned(revision.definition(), revision.images(), definitions));
        Stream<Use> families = service.deployments().stream()
                .map(deployment -> deployment.definition().family())
                .distinct()
                .flatMap(family -> newest(definitions.revisionsOf(family)))
                .flatMap(UsedImages::images);
        return Stream.of(deployed, revisions, families).flatMap(uses -> uses);
    }

    private static <T> Stream<T> newest(Collection<T> oldestFirst) {
        return oldestFirst.stream().skip(Math.max(0, oldestFirst.size() - REVISIONS));
    }

    /// By the digests that tasks ran, as far as they are known.
    private static Stream<Use> pinned(TaskDefinitionId id, Map<String, String> digests, AccountState definitions) {
        return definitions.taskDefinition(id).stream()
                .flatMap(UsedImages::containers)
                .flatMap(container -> container.image().stream()
                        .map(image -> new Use(
                                image, digests.getOrDefault(container.name().orElse(""), ""))));
    }
}

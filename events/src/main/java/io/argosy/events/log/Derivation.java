package io.argosy.events.log;

import io.argosy.batch.jobs.JobStatusChange;
import io.argosy.control.ClusterScope;
import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.Task;
import io.argosy.pipelines.PipelineRun;
import io.argosy.registry.images.Image;
import io.argosy.schedules.runs.Run;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Committed;
import io.argosy.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which events a change is. The same change is the same events each time, but for what stands beside its entity: that
/// is shown as it is when the change is read.
final class Derivation {
    /// The kinds of entities whose changes are events.
    static final List<Kind<? extends Entity>> KINDS = Stream.concat(
                    Stream.<Kind<? extends Entity>>of(
                            Task.KIND,
                            ContainerInstance.KIND,
                            Service.KIND,
                            ServiceEvent.KIND,
                            Image.KIND,
                            Run.KIND,
                            PipelineRun.KIND,
                            PostedEvents.KIND),
                    JobStatusChange.KINDS.stream())
            .toList();

    private final Stores stores;
    private final AccountRegion realm;

    Derivation(Stores stores, AccountRegion realm) {
        this.stores = stores;
        this.realm = realm;
    }

    List<Event> of(Committed change) {
        List<Draft> drafts = change.cluster().isPresent()
                ? ofCluster(change, change.cluster().get())
                : ofAccount(change);
        List<Event> events = new ArrayList<>(drafts.size());
        for (int i = 0; i < Math.min(drafts.size(), Draft.A_CHANGE); i++) {
            events.add(drafts.get(i).placed(change, i, realm));
        }
        return events;
    }

    /// A cluster that is gone has ended all that was in it, and nothing of it can be shown any more.
    private List<Draft> ofCluster(Committed change, ClusterName name) {
        AccountStore account = stores.account(realm);
        Optional<ClusterStore> store = stores.existing(realm, name);
        Optional<ClusterScope> scope = store.flatMap(content -> account.read()
                .cluster(name)
                .map(cluster -> new ClusterScope(cluster, content, account, new Arns(realm))));
        if (scope.isEmpty() || change.after().isEmpty()) {
            return List.of();
        }
        ClusterState state = store.get().read();
        Entity after = change.after().get();
        if (after instanceof Task task) {
            return TaskEvents.of(before(change, Task.class), task, scope.get(), state, change.at()).stream()
                    .toList();
        }
        if (after instanceof ContainerInstance instance) {
            Optional<ContainerInstance> before = before(change, ContainerInstance.class);
            return InstanceEvents.of(before, instance, scope.get(), state, change.at()).stream()
                    .toList();
        }
        if (after instanceof Service service) {
            return ServiceEvents.deployments(before(change, Service.class), service, scope.get(), change.at());
        }
        return after instanceof ServiceEvent said && change.before().isEmpty()
                ? ServiceEvents.action(said, scope.get()).stream().toList()
                : List.of();
    }

    private List<Draft> ofAccount(Committed change) {
        Optional<Image> image = change.after().or(change::before).flatMap(as(Image.class));
        if (image.isPresent()) {
            return ImageEvents.of(before(change, Image.class), change.after().flatMap(as(Image.class)), change.at());
        }
        if (change.after().isEmpty()) {
            return List.of();
        }
        Entity after = change.after().get();
        if (after instanceof PostedEvents posted) {
            return posted.events().stream().map(Derivation::of).toList();
        }
        if (after instanceof PipelineRun run) {
            return PipelineEvents.of(before(change, PipelineRun.class), run, realm, change.at()).stream()
                    .toList();
        }
        return after instanceof Run run
                ? RunEvents.of(before(change, Run.class), run, realm).stream().toList()
                : JobStatusChange.of(change.before(), after, realm, stores).stream()
                        .map(job -> JobEvents.of(job, change.at()))
                        .toList();
    }

    private static Draft of(PostedEvents.Posted posted) {
        return new Draft(
                Optional.of(posted.id()),
                posted.source(),
                posted.detailType(),
                posted.resources(),
                "",
                posted.time(),
                posted.detail());
    }

    private static <E> Optional<E> before(Committed change, Class<E> type) {
        return change.before().flatMap(as(type));
    }

    private static <E> Function<Object, Optional<E>> as(Class<E> type) {
        return entity -> type.isInstance(entity) ? Optional.of(type.cast(entity)) : Optional.empty();
    }
}

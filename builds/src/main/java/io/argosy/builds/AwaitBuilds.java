package io.argosy.builds;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.AwaitBuildsRequest;
import io.argosy.shapes.argosy.AwaitBuildsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// `AwaitBuilds`: the builds that an instance is to work on, as its agent asks for them. While they are those that the
/// agent names already, the answer waits a while for others: what is not in it is not wanted any more.
final class AwaitBuilds implements Operation<AwaitBuildsRequest, AwaitBuildsResponse> {
    static final String ACTION = "argosy:AwaitBuilds";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_SLOTS = 100;

    private final BuildStore builds;
    private final Clusters clusters;
    private final Builders builders;
    private final String registry;
    private final Duration patience;

    AwaitBuilds(BuildStore builds, Builders builders, String registry) {
        this(builds, builders, registry, PATIENCE);
    }

    AwaitBuilds(BuildStore builds, Builders builders, String registry, Duration patience) {
        this.builds = builds;
        this.clusters = new Clusters(builds.stores());
        this.builders = builders;
        this.registry = registry;
        this.patience = patience;
    }

    @Override
    public OperationModel<AwaitBuildsRequest, AwaitBuildsResponse> model() {
        return Argosy.AWAIT_BUILDS;
    }

    @Override
    public List<Permission> permissions(Caller caller, AwaitBuildsRequest request) {
        RequestedArns arns = RequestedArns.of(caller, request.cluster());
        return List.of(Permission.on(ACTION, arns.containerInstance(request.containerInstance())));
    }

    @Override
    public AwaitBuildsResponse handle(Caller caller, AwaitBuildsRequest request) {
        var self = new AgentIdentity(caller);
        ClusterScope scope = self.cluster(ACTION, request.cluster(), clusters);
        ContainerInstanceId instance = References.containerInstance(request.containerInstance(), scope);
        self.check(ACTION, Optional.of(instance), scope.store().read());
        int slots = request.slots().orElse(1);
        if (slots < 0 || slots > MOST_SLOTS) {
            throw BuildStore.invalid("slots should be between 0 and " + MOST_SLOTS);
        }
        Set<String> known = new HashSet<>(request.known().orElse(List.of()));
        Semaphore news = builders.heard(caller.realm(), scope.name().value(), instance.value(), slots);
        long end = System.nanoTime() + patience.toNanos();
        List<Build> wanted = wanted(caller, instance);
        while (names(wanted).equals(known)
                && end > System.nanoTime()
                && !Thread.currentThread().isInterrupted()) {
            Builders.await(news, Duration.ofNanos(end - System.nanoTime()));
            wanted = wanted(caller, instance);
        }
        builders.heard(caller.realm(), scope.name().value(), instance.value(), slots);
        var shape = new BuildShape(caller.realm(), registry);
        return AwaitBuildsResponse.builder()
                .builds(wanted.stream().map(shape::assigned).toList())
                .build();
    }

    private List<Build> wanted(Caller caller, ContainerInstanceId instance) {
        return builds.in(caller.realm()).under(Build.BY_INSTANCE, instance.value());
    }

    /// How agents name builds: an attempt that was lost is another thing than the one after it.
    private static Set<String> names(List<Build> wanted) {
        return wanted.stream()
                .map(build -> build.id() + "/" + build.state().work().attempts())
                .collect(Collectors.toSet());
    }
}

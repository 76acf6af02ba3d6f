package io.argosy.capacity.groups;

import io.argosy.model.ClusterEntity;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A host that is made for a capacity provider, from the decision on until it is gone. `name` is what it is called
/// here; `id` is what its maker calls it once it is made, `token` the join token it was given, `instance` what it
/// joined as. `since` is when its state began.
public record ProvidedHost(
        String name,
        String provider,
        String group,
        State state,
        Optional<String> id,
        Optional<String> token,
        Optional<ContainerInstanceId> instance,
        Instant since)
        implements ClusterEntity {
    public static final Index<ProvidedHost> BY_PROVIDER = new Index<>("provider", host -> List.of(host.provider()));

    public static final Kind<ProvidedHost> KIND =
            Kind.of("ProvidedHost", ProvidedHost.class).indexed(BY_PROVIDER);

    /// How far it is.
    public enum State {
        /// To be made, or being made.
        LAUNCHING,
        /// Made, and to join.
        STARTED,
        JOINED,
        /// Its instance takes no more tasks, and goes once it has none.
        DRAINING,
        /// To be taken away.
        LEAVING
    }

    public static ProvidedHost wanted(String name, String provider, String group, Instant now) {
        return new ProvidedHost(
                name, provider, group, State.LAUNCHING, Optional.empty(), Optional.empty(), Optional.empty(), now);
    }

    @Override
    public String key() {
        return name;
    }

    public boolean is(State asked) {
        return state == asked;
    }

    /// Whether it is on its way into the cluster.
    public boolean starting() {
        return is(State.LAUNCHING) || is(State.STARTED);
    }

    public ProvidedHost invited(String newToken, Instant now) {
        return new ProvidedHost(name, provider, group, State.LAUNCHING, id, Optional.of(newToken), instance, now);
    }

    public ProvidedHost made(String itsId, Instant now) {
        return new ProvidedHost(name, provider, group, State.STARTED, Optional.of(itsId), token, instance, now);
    }

    public ProvidedHost joined(ContainerInstanceId as, Instant now) {
        return new ProvidedHost(name, provider, group, State.JOINED, id, token, Optional.of(as), now);
    }

    public ProvidedHost with(State newState, Instant now) {
        return new ProvidedHost(name, provider, group, newState, id, token, instance, now);
    }
}

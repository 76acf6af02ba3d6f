package io.argosy.insight.history;

import io.argosy.control.ClusterScope;
import io.argosy.model.ApiError;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.model.Service;
import io.argosy.state.ClusterState;
import io.argosy.state.Committed;
import io.argosy.state.RealmChanges;
import io.argosy.state.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A cluster as it was at a moment: what did not change since is as it is now, all else as the first change after the
/// moment found it. `changes` are those before it, the last first, and `more` is how many were left out.
record Past(
        List<Service> services,
        List<ContainerInstance> instances,
        List<Committed> changes,
        int more,
        Optional<Instant> rememberedSince) {
    private static final List<Kind<? extends Entity>> KINDS = List.of(Service.KIND, ContainerInstance.KIND);
    private static final List<Kind<? extends Entity>> SERVICES = List.of(Service.KIND);
    private static final int AT_ONCE = 2_000;
    private static final int MOST_READ = 200_000;

    static Past of(Stores stores, ClusterScope scope, Optional<String> service, Instant since, Instant at, int most) {
        var reading = new Reading(scope, service, at, most);
        ClusterState now = scope.store().read();
        try {
            reading.read(stores.changes(scope.arns().realm()), since);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return reading.past(now);
    }

    /// Goes through what changed from `since` until now, once.
    private static final class Reading {
        private final ClusterScope scope;
        private final Optional<String> service;
        private final Instant at;
        private final int most;
        private final Map<String, Optional<Entity>> asItWas = new HashMap<>();
        private final Deque<Committed> changes = new ArrayDeque<>();
        private int left;
        private Optional<Instant> rememberedSince = Optional.empty();

        Reading(ClusterScope scope, Optional<String> service, Instant at, int most) {
            this.scope = scope;
            this.service = service;
            this.at = at;
            this.most = most;
        }

        void read(RealmChanges realm, Instant since) throws IOException {
            long place = realm.before(since);
            int read = 0;
            RealmChanges.Reading some;
            do {
                some = realm.after(place, service.isPresent() ? SERVICES : KINDS, AT_ONCE);
                if (read == 0 && some.since() >= place) {
                    rememberedSince = some.changes().stream().findFirst().map(Committed::at);
                }
                some.changes().stream()
                        .filter(change -> change.cluster().equals(Optional.of(scope.name())))
                        .filter(change -> service.isEmpty() || change.key().equals(service.get()))
                        .forEach(this::take);
                read += some.changes().size();
                place = some.upTo();
                if (read > MOST_READ) {
                    throw new ApiError(
                                    "LimitExceededException",
                                    "More than " + MOST_READ + " changes since then: ask for a later time.")
                            .thrown();
                }
            } while (some.changes().size() == AT_ONCE);
        }

        private void take(Committed change) {
            if (change.at().isAfter(at)) {
                asItWas.putIfAbsent(kind(change) + change.key(), change.before());
            } else if (visible(change)) {
                changes.addFirst(change);
                if (changes.size() > most) {
                    changes.removeLast();
                    left++;
                }
            }
        }

        private static boolean visible(Committed change) {
            return !change.before()
                    .map(ComparedFields::of)
                    .equals(change.after().map(ComparedFields::of));
        }

        private static String kind(Committed change) {
            return change.after().or(change::before).orElseThrow() instanceof Service ? "s/" : "i/";
        }

        Past past(ClusterState now) {
            return new Past(
                    were(
                            "s/",
                            now.services().stream(),
                            Service.class,
                            one -> service.filter(
                                            name -> !name.equals(one.name().value()))
                                    .isEmpty()),
                    service.isPresent()
                            ? List.of()
                            : were("i/", now.instances().stream(), ContainerInstance.class, one -> true),
                    List.copyOf(changes),
                    left,
                    rememberedSince);
        }

        private <E extends Entity> List<E> were(String kind, Stream<E> now, Class<E> type, Predicate<E> wanted) {
            List<E> were = new ArrayList<>();
            now.filter(one -> !asItWas.containsKey(kind + one.key())).forEach(were::add);
            asItWas.forEach((key, before) -> {
                if (key.startsWith(kind)) {
                    before.map(type::cast).ifPresent(were::add);
                }
            });
            were.removeIf(wanted.negate());
            were.sort((one, other) -> one.key().compareTo(other.key()));
            return were;
        }
    }
}

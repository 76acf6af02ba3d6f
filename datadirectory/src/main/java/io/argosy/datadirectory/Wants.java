package io.argosy.datadirectory;

import io.argosy.model.AgentKey;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a journal wants to run, and whom it lets in, each by its cluster and name: services in a few words, the tasks
/// that are to run by their family, and the keys of agents by the instance that holds them.
record Wants(SortedMap<String, String> services, SortedMap<String, String> tasks, SortedMap<String, String> keys) {
    static final Wants NOTHING = new Wants(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    static Wants of(Stores stores) {
        var wants = new Wants(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        stores.clusters().forEach(wants::add);
        return wants;
    }

    private void add(ClusterStore store) {
        String cluster = store.name() + "/";
        for (Service service : store.read().services()) {
            if (service.status() == Service.Status.ACTIVE) {
                services.put(cluster + service.name(), words(service));
            }
        }
        for (Task task : store.read().tasks()) {
            if (task.state().wanted()) {
                tasks.put(cluster + task.id(), task.definition().toString());
            }
        }
        store.read().agentKeys().forEach(key -> keys.put(cluster + key.id(), holder(key.holder())));
    }

    private static String holder(AgentKey.Holder holder) {
        return switch (holder) {
            case AgentKey.Holder.Nobody _ -> "nobody";
            case AgentKey.Holder.Instance(var id) -> "instance " + id;
        };
    }

    private static String words(Service service) {
        return service.desiredCount() + " of "
                + service.primary()
                        .map(deployment -> deployment.definition().toString())
                        .orElse("no definition");
    }

    /// What is here and not there, by name.
    static SortedMap<String, String> without(Map<String, String> here, Map<String, String> there) {
        SortedMap<String, String> rest = new TreeMap<>(here);
        rest.keySet().removeAll(there.keySet());
        return rest;
    }

    /// What is in both, and is to be something else there.
    static SortedMap<String, String> changed(Map<String, String> here, Map<String, String> there) {
        SortedMap<String, String> changed = new TreeMap<>();
        here.forEach((name, words) -> Optional.ofNullable(there.get(name))
                .filter(other -> !other.equals(words))
                .ifPresent(other -> changed.put(name, words + " becomes " + other)));
        return changed;
    }
}

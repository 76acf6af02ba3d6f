package io.argosy.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Which services of a file are one task: those that one names of another's, by `depends_on`, `links` or
/// `volumes_from`, and those that share a named volume. Containers of a task are on one host and find each other.
final class Groups {
    private final Map<String, Part> services;
    private final Map<String, Set<String>> ties = new LinkedHashMap<>();

    private Groups(Map<String, Part> services) {
        this.services = services;
    }

    /// Each a list of services in the order of the file, the one that names it first: nobody in it depends on that one.
    static List<List<String>> of(Map<String, Part> services, Set<String> volumes) {
        var groups = new Groups(services);
        groups.tie(volumes);
        List<List<String>> all = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(services.keySet());
        while (!left.isEmpty()) {
            Set<String> together = groups.reached(left.iterator().next());
            left.removeAll(together);
            all.add(groups.ordered(together));
        }
        return all;
    }

    private void tie(Set<String> volumes) {
        Map<String, String> users = new LinkedHashMap<>();
        services.forEach((name, service) -> {
            Containers.needed(service).keySet().forEach(other -> tie(name, other, service, "depends_on"));
            for (String link : service.words("links")) {
                tie(name, link.replaceFirst(":.*", ""), service, "links");
            }
            for (String source : service.words("volumes_from")) {
                tie(name, source.replaceFirst(":r[ow]$", ""), service, "volumes_from");
            }
            for (String volume : volumes(service)) {
                if (volumes.contains(volume)) {
                    Optional.ofNullable(users.putIfAbsent(volume, name)).ifPresent(first -> join(name, first));
                }
            }
        });
    }

    private static List<String> volumes(Part service) {
        return service.items("volumes").stream()
                .map(item -> item instanceof Map<?, ?> mapping
                        ? String.valueOf(mapping.get("source"))
                        : String.valueOf(item).replaceFirst(":.*", ""))
                .toList();
    }

    private void tie(String name, String other, Part service, String by) {
        if (!services.containsKey(other)) {
            service.refuse(by, "there is no service " + other);
        } else if (other.equals(name)) {
            service.refuse(by, "it names itself");
        } else {
            join(name, other);
        }
    }

    private void join(String one, String other) {
        ties.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(other);
        ties.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(one);
    }

    private Set<String> reached(String first) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> toVisit = new ArrayList<>(List.of(first));
        while (!toVisit.isEmpty()) {
            String next = toVisit.removeLast();
            if (reached.add(next)) {
                toVisit.addAll(ties.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    private List<String> ordered(Set<String> together) {
        List<String> members = new ArrayList<>(
                services.keySet().stream().filter(together::contains).toList());
        members.stream()
                .filter(name -> members.stream()
                        .noneMatch(other -> Containers.needed(Objects.requireNonNull(services.get(other)))
                                .containsKey(name)))
                .findFirst()
                .ifPresent(leading -> {
                    members.remove(leading);
                    members.addFirst(leading);
                });
        return members;
    }
}

package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.PortMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Port mappings, by network mode (ecs-semantics 4.4).
final class Ports {
    private static final int HIGHEST = 65_535;
    private static final int MOST_RANGES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");
    private static final List<String> APPLICATION = List.of("http", "http2", "grpc");

    private Ports() {}

    static List<PortMapping> of(ContainerDefinition container) {
        return container.portMappings().orElse(List.of());
    }

    /// Anything but udp is tcp.
    static String protocol(PortMapping mapping) {
        return mapping.protocol().orElse("tcp").equals("udp") ? "udp" : "tcp";
    }

    static Stream<String> breaches(Draft draft) {
        return Rule.first(draft, Ports::each, Ports::byMode, Ports::usedOnce, Ports::names);
    }

    private static Stream<String> each(Draft draft) {
        return draft.containers().stream()
                .flatMap(container -> Stream.concat(
                        of(container).stream().flatMap(mapping -> mapping(draft, container, mapping)),
                        Breach.in(
                                container,
                                ranges(container).size() > MOST_RANGES,
                                "At most " + MOST_RANGES + " port ranges are allowed.")));
    }

    private static Stream<String> mapping(Draft draft, ContainerDefinition container, PortMapping mapping) {
        boolean single = mapping.containerPort().isPresent();
        boolean range = mapping.containerPortRange().isPresent();
        return Stream.of(
                        Breach.in(
                                container,
                                range && (single || mapping.hostPort().isPresent()),
                                "Invalid 'containerPortRange' setting: cannot specify both single port and port range"),
                        Breach.in(container, !range && !single, "A port mapping needs a 'containerPort'."),
                        Breach.outside(container, "containerPort", mapping.containerPort(), 1, HIGHEST),
                        Breach.outside(container, "hostPort", mapping.hostPort(), 0, HIGHEST),
                        range(draft, container, mapping.containerPortRange()),
                        Breach.notOneOf("appProtocol", mapping.appProtocol(), APPLICATION),
                        Breach.in(
                                container,
                                mapping.name()
                                        .filter(name -> !NAME.matcher(name).matches())
                                        .isPresent(),
                                "The 'name' of a port mapping has up to 64 lower-case letters, digits, underscores and"
                                        + " hyphens, and does not start with a hyphen."))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> range(Draft draft, ContainerDefinition container, Optional<String> text) {
        boolean invalid = text.filter(given -> PortRange.parse(given).isEmpty()).isPresent();
        boolean elsewhere = text.isPresent() && !List.of("bridge", "awsvpc").contains(draft.networkMode());
        return Stream.concat(
                Breach.when(
                        invalid,
                        "Invalid 'containerPortRange' setting for container '" + Draft.name(container)
                                + "'. It must be two rising ports, as in 8000-8100."),
                Breach.when(
                        elsewhere,
                        "Invalid 'containerPortRange' setting for container '" + Draft.name(container)
                                + "'. It is supported with networkMode bridge and awsvpc only."));
    }

    private static Stream<String> byMode(Draft draft) {
        String mode = draft.networkMode();
        return mappings(draft).flatMap(mapping -> switch (mode) {
            case "none" -> Stream.of("Port mappings are not supported when networkMode=none.");
            case "host", "awsvpc" ->
                Breach.when(
                        differs(mapping),
                        "When networkMode=" + mode
                                + ", the host ports and container ports in port mappings must match.");
            default -> Stream.empty();
        });
    }

    private static boolean differs(PortMapping mapping) {
        return mapping.hostPort()
                .filter(host -> !host.equals(mapping.containerPort().orElse(host)))
                .isPresent();
    }

    /// Where containers share a network, no two may use a port; nor may a fixed host port be asked for twice. Both
    /// count by protocol: a name server answers on 53 in tcp and udp.
    private static Stream<String> usedOnce(Draft draft) {
        boolean shared = !draft.networkMode().equals("bridge");
        Set<String> taken = new HashSet<>();
        Stream<String> singles = mappings(draft).flatMap(mapping -> {
            int port = (shared ? mapping.containerPort() : mapping.hostPort()).orElse(0);
            return Breach.when(
                    port > 0 && !taken.add(port + "/" + protocol(mapping)),
                    shared
                            ? "Invalid port mapping: container port is used multiple times in task: " + port
                            : "Invalid port mapping: host port is used multiple times in task: " + port);
        });
        return Stream.concat(singles, overlapping(draft, shared));
    }

    private static Stream<String> overlapping(Draft draft, boolean shared) {
        List<PortRange> before = new ArrayList<>();
        return draft.containers().stream().flatMap(container -> {
            if (!shared) {
                before.clear();
            }
            return ranges(container).stream().flatMap(range -> {
                boolean meets = before.stream().anyMatch(range::meets) || singleWithin(container, range);
                before.add(range);
                return Breach.when(
                        meets,
                        "Invalid 'containerPortRange' setting: container port is used multiple times in task: "
                                + range.first() + "-" + range.last());
            });
        });
    }

    private static boolean singleWithin(ContainerDefinition container, PortRange range) {
        return of(container).stream()
                .flatMap(mapping -> mapping.containerPort().stream())
                .anyMatch(port -> port >= range.first() && port <= range.last());
    }

    private static Stream<String> names(Draft draft) {
        Set<String> names = new HashSet<>();
        return mappings(draft)
                .flatMap(mapping -> mapping.name().stream())
                .filter(name -> !names.add(name))
                .map(name -> "Invalid port mapping: port mapping name is already used: " + name);
    }

    private static Stream<PortMapping> mappings(Draft draft) {
        return draft.containers().stream().flatMap(container -> of(container).stream());
    }

    private static List<PortRange> ranges(ContainerDefinition container) {
        return of(container).stream()
                .flatMap(mapping -> mapping.containerPortRange().flatMap(PortRange::parse).stream())
                .toList();
    }
}

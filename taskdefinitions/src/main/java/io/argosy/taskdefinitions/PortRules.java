package io.argosy.taskdefinitions;

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
final class PortRules {
    private static final int HIGHEST = 65_535;
    private static final int MOST_RANGES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");
    private static final List<String> APPLICATION = List.of("http", "http2", "grpc");

    private PortRules() {}

    static List<PortMapping> of(ContainerDefinition container) {
        return container.portMappings().orElse(List.of());
    }

    /// Anything but udp is tcp.
    static String protocol(PortMapping mapping) {
        return mapping.protocol().orElse("tcp").equals("udp") ? "udp" : "tcp";
    }

    static Stream<String> violations(RequestedDefinition requested) {
        return Rule.first(requested, PortRules::each, PortRules::byMode, PortRules::usedOnce, PortRules::names);
    }

    private static Stream<String> each(RequestedDefinition requested) {
        return requested.containers().stream()
                .flatMap(container -> Stream.concat(
                        of(container).stream().flatMap(mapping -> mapping(requested, container, mapping)),
                        Violation.in(
                                container,
                                ranges(container).size() > MOST_RANGES,
                                "At most " + MOST_RANGES + " port ranges are allowed.")));
    }

    private static Stream<String> mapping(
            RequestedDefinition requested, ContainerDefinition container, PortMapping mapping) {
        boolean single = mapping.containerPort().isPresent();
        boolean range = mapping.containerPortRange().isPresent();
        return Stream.of(
                        Violation.in(
                                container,
                                range && (single || mapping.hostPort().isPresent()),
                                "Invalid 'containerPortRange' setting: cannot specify both single port and port range"),
                        Violation.in(container, !range && !single, "A port mapping needs a 'containerPort'."),
                        Violation.outside(container, "containerPort", mapping.containerPort(), 1, HIGHEST),
                        Violation.outside(container, "hostPort", mapping.hostPort(), 0, HIGHEST),
                        range(requested, container, mapping.containerPortRange()),
                        Violation.notOneOf("appProtocol", mapping.appProtocol(), APPLICATION),
                        Violation.in(
                                container,
                                mapping.name()
                                        .filter(name -> !NAME.matcher(name).matches())
                                        .isPresent(),
                                "The 'name' of a port mapping has up to 64 lower-case letters, digits, underscores and"
                                        + " hyphens, and does not start with a hyphen."))
                .flatMap(violations -> violations);
    }

    private static Stream<String> range(
            RequestedDefinition requested, ContainerDefinition container, Optional<String> text) {
        boolean invalid = text.filter(given -> PortRange.parse(given).isEmpty()).isPresent();
        boolean elsewhere = text.isPresent() && !List.of("bridge", "awsvpc").contains(requested.networkMode());
        return Stream.concat(
                Violation.when(
                        invalid,
                        "Invalid 'containerPortRange' setting for container '" + RequestedDefinition.name(container)
                                + "'. It must be two rising ports, as in 8000-8100."),
                Violation.when(
                        elsewhere,
                        "Invalid 'containerPortRange' setting for container '" + RequestedDefinition.name(container)
                                + "'. It is supported with networkMode bridge and awsvpc only."));
    }

    private static Stream<String> byMode(RequestedDefinition requested) {
        String mode = requested.networkMode();
        return mappings(requested).flatMap(mapping -> switch (mode) {
            case "none" -> Stream.of("Port mappings are not supported when networkMode=none.");
            case "host", "awsvpc" ->
                Violation.when(
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
    private static Stream<String> usedOnce(RequestedDefinition requested) {
        boolean shared = !requested.networkMode().equals("bridge");
        Set<String> taken = new HashSet<>();
        Stream<String> singles = mappings(requested).flatMap(mapping -> {
            int port = (shared ? mapping.containerPort() : mapping.hostPort()).orElse(0);
            return Violation.when(
                    port > 0 && !taken.add(port + "/" + protocol(mapping)),
                    shared
                            ? "Invalid port mapping: container port is used multiple times in task: " + port
                            : "Invalid port mapping: host port is used multiple times in task: " + port);
        });
        return Stream.concat(singles, overlapping(requested, shared));
    }

    private static Stream<String> overlapping(RequestedDefinition requested, boolean shared) {
        List<PortRange> before = new ArrayList<>();
        return requested.containers().stream().flatMap(container -> {
            if (!shared) {
                before.clear();
            }
            return ranges(container).stream().flatMap(range -> {
                boolean meets = before.stream().anyMatch(range::meets) || singleWithin(container, range);
                before.add(range);
                return Violation.when(
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

    private static Stream<String> names(RequestedDefinition requested) {
        Set<String> names = new HashSet<>();
        return mappings(requested)
                .flatMap(mapping -> mapping.name().stream())
                .filter(name -> !names.add(name))
                .map(name -> "Invalid port mapping: port mapping name is already used: " + name);
    }

    private static Stream<PortMapping> mappings(RequestedDefinition requested) {
        return requested.containers().stream().flatMap(container -> of(container).stream());
    }

    private static List<PortRange> ranges(ContainerDefinition container) {
        return of(container).stream()
                .flatMap(mapping -> mapping.containerPortRange().flatMap(PortRange::parse).stream())
                .toList();
    }
}

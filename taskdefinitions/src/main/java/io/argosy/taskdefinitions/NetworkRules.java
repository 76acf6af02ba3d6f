package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.SystemControl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Container settings that some network modes do not have (ecs-semantics 4.2, 4.5).
final class NetworkRules {
    private static final List<String> IPC_CONTROLS = List.of("kernel.msg", "kernel.sem", "kernel.shm", "fs.mqueue");

    private NetworkRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Stream.concat(
                requested.awsvpc()
                        ? requested.containers().stream().flatMap(NetworkRules::withoutOwnNames)
                        : Stream.empty(),
                requested.containers().stream()
                        .flatMap(container ->
                                Stream.concat(links(requested, container), systemControls(requested, container))));
    }

    private static Stream<String> withoutOwnNames(ContainerDefinition container) {
        return Stream.of(
                        Violation.when(filled(container.links()), "Links are not supported when networkMode=awsvpc."),
                        unsupported(filled(container.dnsServers()), "DNS servers are"),
                        unsupported(filled(container.dnsSearchDomains()), "DNS search domains are"),
                        unsupported(filled(container.extraHosts()), "Extra hosts are"),
                        unsupported(container.hostname().isPresent(), "Hostname is"),
                        unsupported(container.disableNetworking().orElse(false), "Disable Networking is"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> unsupported(boolean given, String what) {
        return Violation.when(given, what + " not supported on container when networkMode=awsvpc.");
    }

    private static boolean filled(Optional<? extends List<?>> list) {
        return list.filter(items -> !items.isEmpty()).isPresent();
    }

    private static Stream<String> links(RequestedDefinition requested, ContainerDefinition container) {
        List<String> links = container.links().orElse(List.of());
        Stream<String> wrongMode = Violation.when(
                !links.isEmpty() && !requested.networkMode().equals("bridge"),
                "Links are not supported when networkMode=" + requested.networkMode() + ".");
        return Stream.concat(wrongMode, links.stream().flatMap(link -> {
            String target = link.split(":", 2)[0];
            return Violation.in(
                    container,
                    requested.container(target).isEmpty() || target.equals(RequestedDefinition.name(container)),
                    "It cannot be linked to container '" + target + "'.");
        }));
    }

    private static Stream<String> systemControls(RequestedDefinition requested, ContainerDefinition container) {
        boolean hostNetwork = requested.networkMode().equals("host");
        boolean hostIpc = requested.asked().ipcMode().filter("host"::equals).isPresent();
        return container.systemControls().orElse(List.of()).stream()
                .map(control -> namespace(control))
                .flatMap(namespace -> Stream.of(
                                Violation.in(container, namespace.isEmpty(), "A system control needs a 'namespace'."),
                                Violation.in(
                                        container,
                                        hostNetwork && namespace.startsWith("net."),
                                        "System control '" + namespace + "' is not supported when networkMode=host."),
                                Violation.in(
                                        container,
                                        hostIpc && IPC_CONTROLS.stream().anyMatch(namespace::startsWith),
                                        "System control '" + namespace + "' is not supported when ipcMode=host."))
                        .flatMap(violations -> violations));
    }

    private static String namespace(SystemControl control) {
        return control.namespace().orElse("");
    }
}

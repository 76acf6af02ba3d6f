package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.SystemControl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Container settings that some network modes do not have (ecs-semantics 4.2, 4.5).
final class Networking {
    private static final List<String> IPC_CONTROLS = List.of("kernel.msg", "kernel.sem", "kernel.shm", "fs.mqueue");

    private Networking() {}

    static Stream<String> breaches(Draft draft) {
        return Stream.concat(
                draft.awsvpc() ? draft.containers().stream().flatMap(Networking::withoutOwnNames) : Stream.empty(),
                draft.containers().stream()
                        .flatMap(
                                container -> Stream.concat(links(draft, container), systemControls(draft, container))));
    }

    private static Stream<String> withoutOwnNames(ContainerDefinition container) {
        return Stream.of(
                        Breach.when(filled(container.links()), "Links are not supported when networkMode=awsvpc."),
                        unsupported(filled(container.dnsServers()), "DNS servers are"),
                        unsupported(filled(container.dnsSearchDomains()), "DNS search domains are"),
                        unsupported(filled(container.extraHosts()), "Extra hosts are"),
                        unsupported(container.hostname().isPresent(), "Hostname is"),
                        unsupported(container.disableNetworking().orElse(false), "Disable Networking is"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> unsupported(boolean given, String what) {
        return Breach.when(given, what + " not supported on container when networkMode=awsvpc.");
    }

    private static boolean filled(Optional<? extends List<?>> list) {
        return list.filter(items -> !items.isEmpty()).isPresent();
    }

    private static Stream<String> links(Draft draft, ContainerDefinition container) {
        List<String> links = container.links().orElse(List.of());
        Stream<String> wrongMode = Breach.when(
                !links.isEmpty() && !draft.networkMode().equals("bridge"),
                "Links are not supported when networkMode=" + draft.networkMode() + ".");
        return Stream.concat(wrongMode, links.stream().flatMap(link -> {
            String target = link.split(":", 2)[0];
            return Breach.in(
                    container,
                    draft.container(target).isEmpty() || target.equals(Draft.name(container)),
                    "It cannot be linked to container '" + target + "'.");
        }));
    }

    private static Stream<String> systemControls(Draft draft, ContainerDefinition container) {
        boolean hostNetwork = draft.networkMode().equals("host");
        boolean hostIpc = draft.asked().ipcMode().filter("host"::equals).isPresent();
        return container.systemControls().orElse(List.of()).stream()
                .map(control -> namespace(control))
                .flatMap(namespace -> Stream.of(
                                Breach.in(container, namespace.isEmpty(), "A system control needs a 'namespace'."),
                                Breach.in(
                                        container,
                                        hostNetwork && namespace.startsWith("net."),
                                        "System control '" + namespace + "' is not supported when networkMode=host."),
                                Breach.in(
                                        container,
                                        hostIpc && IPC_CONTROLS.stream().anyMatch(namespace::startsWith),
                                        "System control '" + namespace + "' is not supported when ipcMode=host."))
                        .flatMap(breaches -> breaches));
    }

    private static String namespace(SystemControl control) {
        return control.namespace().orElse("");
    }
}

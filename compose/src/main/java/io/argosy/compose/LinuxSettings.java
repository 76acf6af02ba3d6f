package io.argosy.compose;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Device;
import io.argosy.shapes.ecs.HostEntry;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.SystemControl;
import io.argosy.shapes.ecs.Tmpfs;
import io.argosy.shapes.ecs.Ulimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a container is to the kernel: capabilities, devices, limits, and what it knows of the network around it.
final class LinuxSettings {
    private static final LinuxParameters NONE = LinuxParameters.builder().build();

    private LinuxSettings() {}

    static ContainerDefinition.Builder in(Part service, ContainerDefinition.Builder container) {
        return container
                .linuxParameters(parameters(service))
                .ulimits(some(ulimits(service)))
                .systemControls(some(service.texts("sysctls").entrySet().stream()
                        .map(control -> SystemControl.builder()
                                .namespace(control.getKey())
                                .value(control.getValue())
                                .build())
                        .toList()))
                .extraHosts(some(extraHosts(service)))
                .dnsServers(some(service.words("dns")))
                .dnsSearchDomains(some(service.words("dns_search")))
                .dockerSecurityOptions(some(service.words("security_opt")))
                .privileged(service.flag("privileged"))
                .readonlyRootFilesystem(service.flag("read_only"))
                .user(service.text("user"))
                .hostname(service.text("hostname"));
    }

    static <T> Optional<List<T>> some(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private static Optional<LinuxParameters> parameters(Part service) {
        List<String> added = service.words("cap_add");
        List<String> dropped = service.words("cap_drop");
        List<Tmpfs> tmpfs = Mounts.tmpfs(service);
        Optional<KernelCapabilities> capabilities = added.isEmpty() && dropped.isEmpty()
                ? Optional.empty()
                : Optional.of(KernelCapabilities.builder()
                        .add(some(added))
                        .drop(some(dropped))
                        .build());
        LinuxParameters parameters = LinuxParameters.builder()
                .capabilities(capabilities)
                .devices(some(devices(service)))
                .initProcessEnabled(service.flag("init"))
                .sharedMemorySize(Units.mebibytes(service, "shm_size", 1))
                .tmpfs(some(tmpfs))
                .build();
        return parameters.equals(NONE) ? Optional.empty() : Optional.of(parameters);
    }

    private static List<Device> devices(Part service) {
        List<Device> devices = new ArrayList<>();
        for (String word : service.words("devices")) {
            String[] parts = word.split(":");
            if (parts.length > 3 || !parts[0].startsWith("/")) {
                service.refuse("devices", word + " is no device of a host");
                continue;
            }
            List<String> rights = new ArrayList<>();
            for (char right : (parts.length == 3 ? parts[2] : "").toCharArray()) {
                switch (right) {
                    case 'r' -> rights.add("read");
                    case 'w' -> rights.add("write");
                    case 'm' -> rights.add("mknod");
                    default -> service.refuse("devices", word + ": rights are r, w and m");
                }
            }
            devices.add(Device.builder()
                    .hostPath(parts[0])
                    .containerPath(parts.length > 1 ? Optional.of(parts[1]) : Optional.empty())
                    .permissions(some(rights))
                    .build());
        }
        return devices;
    }

    private static List<Ulimit> ulimits(Part service) {
        List<Ulimit> ulimits = new ArrayList<>();
        Part all = service.part("ulimits");
        for (String name : all.members().keySet()) {
            boolean both = all.members().get(name) instanceof Map<?, ?>;
            Part limits = both ? all.part(name) : all;
            Optional<Integer> soft = limits.whole(both ? "soft" : name, 0, Integer.MAX_VALUE);
            Optional<Integer> hard = limits.whole(both ? "hard" : name, 0, Integer.MAX_VALUE);
            if (soft.isEmpty() || hard.isEmpty()) {
                all.refuse(name, "has a number, or soft and hard");
            }
            ulimits.add(Ulimit.builder()
                    .name(name)
                    .softLimit(soft.orElse(0))
                    .hardLimit(hard.orElse(0))
                    .build());
        }
        return ulimits;
    }

    /// `host:address`, `host=address`, or a mapping.
    private static List<HostEntry> extraHosts(Part service) {
        List<HostEntry> hosts = new ArrayList<>();
        service.pairs("extra_hosts").forEach((name, value) -> {
            int colon = name.indexOf(':');
            String address = value.orElse(colon < 0 ? "" : name.substring(colon + 1));
            if (address.isEmpty() || address.equals("host-gateway")) {
                service.refuse("extra_hosts", name + " has no address");
            }
            hosts.add(HostEntry.builder()
                    .hostname(value.isPresent() || colon < 0 ? name : name.substring(0, colon))
                    .ipAddress(address)
                    .build());
        });
        return hosts;
    }
}

package io.argosy.docker;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A container's port as the host offers it; `protocol` is `tcp` or `udp`.
public record PortBinding(String hostIp, int containerPort, int hostPort, String protocol) {
    /// Reads the `Ports` map of an inspection: `{"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "32768"}]}`.
    static List<PortBinding> all(Fields ports) {
        return new TreeMap<>(ports.members())
                .entrySet().stream()
                        .flatMap(entry -> of(entry).stream())
                        .sorted(Comparator.comparingInt(PortBinding::containerPort))
                        .toList();
    }

    private static List<PortBinding> of(Map.Entry<String, Object> entry) {
        String port = entry.getKey().replaceFirst("/.*", "");
        String protocol = entry.getKey().contains("/") ? entry.getKey().replaceFirst(".*/", "") : "tcp";
        return new Fields(Map.of("all", entry.getValue()))
                .objects("all").stream()
                        .filter(binding -> !binding.text("HostPort").isEmpty())
                        .map(binding -> new PortBinding(
                                binding.text("HostIp"),
                                Integer.parseInt(port),
                                Integer.parseInt(binding.text("HostPort")),
                                protocol))
                        .toList();
    }

    public boolean ipv4() {
        return !hostIp.contains(":");
    }
}

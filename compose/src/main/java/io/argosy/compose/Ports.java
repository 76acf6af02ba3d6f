package io.argosy.compose;

import io.argosy.shapes.ecs.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ports of a service: in the short form, `[HOST:]CONTAINER[/PROTOCOL]` with ranges, or the long one.
final class Ports {
    private static final Pattern SHORT = Pattern.compile(
            "(?:(?<address>[0-9]+(?:\\.[0-9]+){3}|\\[[0-9a-fA-F:]+]):)?(?:(?<host>[0-9]*(?:-[0-9]+)?):)?"
                    + "(?<own>[0-9]+(?:-[0-9]+)?)(?:/(?<protocol>[a-z]+))?");
    private static final Set<String> LONG =
            Set.of("target", "published", "protocol", "mode", "host_ip", "name", "app_protocol");
    private static final int MOST = 100;
    private static final int HIGHEST = 65_535;
    private static final String NAME = "ports";

    private Ports() {}

    static List<PortMapping> of(Part service) {
        List<PortMapping> mappings = new ArrayList<>();
        for (Object item : service.items(NAME)) {
            if (item instanceof Map<?, ?>) {
                fromMapping(service.item(NAME, item).only(LONG), mappings);
            } else {
                fromText(service, String.valueOf(item), mappings);
            }
        }
        if (mappings.size() > MOST) {
            service.refuse(NAME, "a container has " + MOST + " at most");
        }
        return mappings;
    }

    private static void fromText(Part service, String text, List<PortMapping> mappings) {
        Matcher port = SHORT.matcher(text);
        if (!port.matches()) {
            service.refuse(NAME, text + " is no port");
            return;
        }
        if (port.group("address") != null) {
            service.refuse(NAME, text + ": a task's port is on every address of its host");
        }
        add(
                service,
                text,
                Optional.ofNullable(port.group("host")).orElse(""),
                port.group("own"),
                Optional.ofNullable(port.group("protocol")),
                mappings);
    }

    private static void fromMapping(Part port, List<PortMapping> mappings) {
        port.text("mode").filter(mode -> !mode.equals("ingress")).ifPresent(mode -> {
            if (!mode.equals("host")) {
                port.refuse("mode", mode + " is none; tasks publish on their own host");
            }
        });
        if (port.has("host_ip")) {
            port.refuse("host_ip", "a task's port is on every address of its host");
        }
        Optional<String> target = port.text("target");
        if (target.isEmpty()) {
            port.refuse("target", "is missing");
            return;
        }
        int first = mappings.size();
        add(port, target.get(), port.text("published").orElse(""), target.get(), port.text("protocol"), mappings);
        if (mappings.size() == first + 1) {
            mappings.set(
                    first,
                    mappings.get(first).toBuilder()
                            .name(port.text("name"))
                            .appProtocol(port.text("app_protocol"))
                            .build());
        }
    }

    private static void add(
            Part part, String text, String host, String own, Optional<String> protocol, List<PortMapping> mappings) {
        protocol.filter(name -> !Set.of("tcp", "udp").contains(name))
                .ifPresent(name -> part.refuse(NAME, text + ": the protocol is tcp or udp"));
        int[] inside = range(own);
        int[] outside = host.isEmpty() ? new int[] {0, 0} : range(host);
        int count = inside[1] - inside[0] + 1;
        boolean fits = inside[0] > 0
                && count > 0
                && count <= MOST
                && inside[1] <= HIGHEST
                && outside[1] <= HIGHEST
                && (host.isEmpty() || outside[0] > 0 && outside[1] - outside[0] + 1 == count);
        if (!fits) {
            part.refuse(NAME, text + " is no port, or its ranges differ in length");
            return;
        }
        for (int i = 0; i < count; i++) {
            mappings.add(PortMapping.builder()
                    .containerPort(inside[0] + i)
                    .hostPort(host.isEmpty() ? 0 : outside[0] + i)
                    .protocol(protocol)
                    .build());
        }
    }

    private static int[] range(String text) {
        String[] ends = text.split("-", 2);
        int from = number(ends[0]);
        return new int[] {from, ends.length == 2 ? number(ends[1]) : from};
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}

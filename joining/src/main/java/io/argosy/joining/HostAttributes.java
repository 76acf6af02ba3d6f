package io.argosy.joining;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an instance tells of the machine it is: its name, the addresses it is reached at, and its failure zone when
/// somebody said so. They are attributes, so they are shown with it and tasks can be placed by them.
public final class HostAttributes {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 128;
    /// An engine's own networks, which end on this machine.
    private static final List<String> INSIDE = List.of("docker", "br-", "veth", "virbr");

    private HostAttributes() {}

    public static Map<String, String> of(Optional<String> zone) throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        if (Files.isReadable(HOST_NAME)) {
            attributes.put("argosy.host-name", Files.readString(HOST_NAME).strip());
        }
        String addresses = shortened(addresses());
        if (!addresses.isEmpty()) {
            attributes.put("argosy.addresses", addresses);
        }
        zone.ifPresent(name -> attributes.put("ecs.availability-zone", name));
        return attributes;
    }

    private static List<String> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(HostAttributes::leadsOut)
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                .map(HostAttributes::text)
                .toList();
    }

    private static boolean leadsOut(NetworkInterface device) {
        try {
            return device.isUp() && !device.isLoopback() && INSIDE.stream().noneMatch(device.getName()::startsWith);
        } catch (SocketException gone) {
            return false;
        }
    }

    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    /// As many whole addresses as a value holds.
    private static String shortened(List<String> addresses) {
        return Stream.concat(Stream.of(""), addresses.stream())
                .reduce((all, next) -> all.length() + next.length() >= LONGEST ? all : (all + " " + next).strip())
                .orElse("");
    }
}

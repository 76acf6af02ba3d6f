package io.argosy.tasknetworks;

import io.argosy.model.AddressRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ways to the tasks of other hosts: straight to a host that shares a link with this one, through a tunnel to one
/// behind a router, which knows nothing of these addresses. All carry a mark, by which those that are gone are found.
final class HostRoutes {
    private static final String MARK = "214";
    private static final String TUNNEL = "agx0";
    static final String TUNNEL_PORT = "14789";

    private HostRoutes() {}

    /// Sets what is missing and takes away what is no longer wanted; tells what could not be set.
    static List<String> become(Neighbours wanted, String host) {
        List<String> failures = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (Neighbours.Way way : wanted.ways()) {
            try {
                set(way, host);
                kept.add(way.range().toString());
            } catch (NetworkRefused failed) {
                failures.add(way.range() + " via " + way.host() + ": " + failed.getMessage());
            }
        }
        for (String known : marked()) {
            String range = known.split(" ")[0];
            if (!kept.contains(range)) {
                Commands.succeeds("ip", "-4", "route", "del", range, "proto", MARK);
            }
        }
        return failures;
    }

    /// What is meant for addresses of the pool that nobody has goes nowhere, rather than to where the rest of the world
    /// is. Every other route is stronger.
    static String elsewhere(AddressRange pool) {
        return "unreachable " + pool + " proto " + MARK + " metric 4278198272";
    }

    /// A host that has its own use for addresses of the pool keeps it.
    static void check(AddressRange pool) throws NetworkRefused {
        for (String line : Commands.run(List.of(), List.of("ip", "-4", "route", "show"))
                .lines()
                .toList()) {
            String target = line.split(" ")[0];
            boolean ours = line.startsWith("unreachable ")
                    || line.contains(" dev " + Links.PREFIX)
                    || line.contains(" proto " + MARK);
            if (!ours && target.matches("[0-9.]+(/[0-9]+)?")) {
                var range = AddressRange.parse(target.contains("/") ? target : target + "/32");
                if (range.meets(pool)) {
                    throw new NetworkRefused("this host has a route to " + range + ", which meets the pool of tasks'"
                            + " addresses " + pool + ": set addresses.pool of the server to another range");
                }
            }
        }
    }

    /// Takes them all away.
    static void release() {
        for (String known : marked()) {
            Commands.succeeds("ip", "-4", "route", "del", known.split(" ")[0], "proto", MARK);
        }
    }

    private static List<String> marked() {
        return Commands.output("ip", "-4", "route", "show", "proto", MARK).stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank() && !line.startsWith("unreachable "))
                .toList();
    }

    private static void set(Neighbours.Way way, String host) throws NetworkRefused {
        String range = way.range().toString();
        String found = Commands.run(List.of(), List.of("ip", "-4", "-o", "route", "get", way.host()));
        if (found.startsWith("local ")) {
            // Another agent of this very host: its tasks have routes of their own.
            return;
        }
        if (found.contains(" via ")) {
            tunnel(way, host);
        } else {
            Commands.run(List.of(), List.of("ip", "-4", "route", "replace", range, "via", way.host(), "proto", MARK));
        }
    }

    private static void tunnel(Neighbours.Way way, String host) throws NetworkRefused {
        if (Commands.output("ip", "-o", "link", "show", TUNNEL).isEmpty()) {
            Commands.run(
                    List.of(),
                    List.of(
                            "ip",
                            "link",
                            "add",
                            TUNNEL,
                            "address",
                            hardware(host),
                            "type",
                            "vxlan",
                            "id",
                            MARK,
                            "dstport",
                            TUNNEL_PORT,
                            "local",
                            host,
                            "nolearning"));
        }
        String gateway = way.range().at(1);
        Commands.run(List.of(), List.of("ip", "link", "set", TUNNEL, "up"));
        Commands.run(
                List.of(), List.of("bridge", "fdb", "replace", hardware(way.host()), "dev", TUNNEL, "dst", way.host()));
        Commands.run(
                List.of(
                        "neigh replace " + gateway + " lladdr " + hardware(way.host()) + " dev " + TUNNEL
                                + " nud permanent",
                        "route replace " + way.range() + " via " + gateway + " dev " + TUNNEL + " onlink proto "
                                + MARK),
                List.of("ip", "-4", "-batch", "-"));
    }

    /// Of a host's end of the tunnel: every other host works it out from the host's address.
    private static String hardware(String host) {
        int bits = AddressRange.address(host);
        return "0a:59:%02x:%02x:%02x:%02x".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
    }

    /// The address other hosts reach this one at: the one it would speak to `peer` from or, if that is this host
    /// itself, the one it would go out from.
    static Optional<String> hostAddress(String peer) {
        return source(peer).or(() -> source("192.0.2.1"));
    }

    private static Optional<String> source(String peer) {
        return Commands.output("ip", "-4", "-o", "route", "get", peer)
                .filter(found -> !found.startsWith("local "))
                .flatMap(found -> List.of(found.split(" ")).stream()
                        .dropWhile(word -> !word.equals("src"))
                        .skip(1)
                        .findFirst());
    }
}

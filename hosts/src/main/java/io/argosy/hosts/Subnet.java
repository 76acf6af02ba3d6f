package io.argosy.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The 24-bit network that the hosts of one folder share with this machine, whose own address on it is the first.
public record Subnet(int third) {
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final int FIRST = 10;
    private static final int SECOND = 213;
    private static final int ALL = 256;
    private static final int HOSTS_FROM = 10;

    public Subnet {
        if (third < 0 || third >= ALL) {
            throw new IllegalArgumentException("not a byte: " + third);
        }
    }

    /// One that no route of this machine leads into, looked for from a preferred one on.
    public static Subnet free(int preferred) throws IOException {
        List<Route> routes = Route.all(Files.readAllLines(ROUTES));
        for (int i = 0; i < ALL; i++) {
            var subnet = new Subnet((preferred + i) % ALL);
            if (routes.stream().noneMatch(route -> route.meets(subnet.bits()))) {
                return subnet;
            }
        }
        throw new IOException(
                "this machine has routes into all of 10.213.0.0/16, where its hosts would have addresses");
    }

    /// The one that an address of this machine's side names.
    public static Subnet of(String machine) throws IOException {
        String[] bytes = machine.split("\\.");
        if (bytes.length != 4 || !machine.startsWith(FIRST + "." + SECOND + ".") || !bytes[2].matches("[0-9]{1,3}")) {
            throw new IOException(machine + " is not this machine's address on a network of `up --hosts`");
        }
        return new Subnet(Integer.parseInt(bytes[2]));
    }

    /// This machine's own address.
    public String machine() {
        return prefix() + ".1";
    }

    /// The address of a host by its number, from 1.
    String host(int number) {
        return prefix() + "." + (HOSTS_FROM + number);
    }

    String range() {
        return prefix() + ".0/24";
    }

    private String prefix() {
        return FIRST + "." + SECOND + "." + third;
    }

    private int bits() {
        return FIRST << 24 | SECOND << 16 | third << 8;
    }

    /// A route of this machine, other than its usual one.
    record Route(int destination, int mask) {
        /// From the lines of the kernel's table, which tells addresses in hexadecimal, last byte first.
        static List<Route> all(List<String> lines) {
            List<Route> routes = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.strip().split("\\s+");
                var route = new Route(address(columns[1]), address(columns[7]));
                if (route.mask != 0) {
                    routes.add(route);
                }
            }
            return routes;
        }

        private static int address(String hexadecimal) {
            return Integer.reverseBytes((int) Long.parseLong(hexadecimal, 16));
        }

        boolean meets(int subnet) {
            int wider = mask & 0xFFFF_FF00;
            return (destination & wider) == (subnet & wider);
        }
    }
}

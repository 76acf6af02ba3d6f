package io.argosy.acceptance;

import java.util.List;

/// The network of bare machines: a bridge with this machine on it, through which they reach what it reaches. What an
/// earlier one left goes first.
final class BareNetwork implements AutoCloseable {
    static final String PREFIX = "a3s-";
    static final String FIRST_ADDRESS = "10.98.90.11";

    /// Those of this machine, for clients on it: a server bounds what comes from each.
    static final List<String> CLIENTS = List.of("10.98.90.251", "10.98.90.252", "10.98.90.253", "10.98.90.254");

    private static final String NET = "10.98.90";

    private final List<String> names;

    BareNetwork(List<String> names) {
        this.names = List.copyOf(names);
        close();
        Shell.run("""
                ip link add name a3s type bridge
                for last in 254 253 252 251; do ip addr add %1$s.$last/24 dev a3s; done
                ip link set a3s up
                sysctl -qw net.ipv4.ip_forward=1
                iptables -w 5 -t nat -A POSTROUTING -s %1$s.0/24 ! -d %1$s.0/24 -j MASQUERADE
                iptables -w 5 -I FORWARD -i a3s -j ACCEPT
                iptables -w 5 -I FORWARD -o a3s -j ACCEPT
                """.formatted(NET));
        for (int at = 0; at < names.size(); at++) {
            Shell.run("""
                    ip netns add %1$s
                    ip link add %1$s type veth peer name eth0 netns %1$s
                    ip link set %1$s master a3s up
                    ip -n %1$s link set lo up
                    ip -n %1$s addr add %2$s.%3$d/24 dev eth0
                    ip -n %1$s link set eth0 up
                    ip -n %1$s route add default via %2$s.254
                    """.formatted(PREFIX + names.get(at), NET, 11 + at));
        }
    }

    /// Lines of /etc/hosts.
    String hosts() {
        var lines = new StringBuilder();
        for (int at = 0; at < names.size(); at++) {
            lines.append("%1$s.%2$d %3$s.example.internal %3$s\n".formatted(NET, 11 + at, names.get(at)));
        }
        return lines.toString();
    }

    @Override
    public void close() {
        Shell.attempt("""
                iptables -w 5 -t nat -D POSTROUTING -s %1$s.0/24 ! -d %1$s.0/24 -j MASQUERADE
                iptables -w 5 -D FORWARD -i a3s -j ACCEPT
                iptables -w 5 -D FORWARD -o a3s -j ACCEPT
                ip link del a3s
                """.formatted(NET));
        for (String name : names) {
            Shell.attempt("""
                    ip link del %1$s
                    ip netns del %1$s
                    for tree in /sys/fs/cgroup /sys/fs/cgroup/*; do
                      if [ -d "$tree/%1$s" ]; then find "$tree/%1$s" -depth -type d -exec rmdir {} +; fi
                    done
                    """.formatted(PREFIX + name));
        }
    }
}

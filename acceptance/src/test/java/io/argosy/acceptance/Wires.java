package io.argosy.acceptance;

/// The network that hosts of a test share with this machine: a bridge with an address of its own, over which they reach
/// each other. Tests that run beside each other have one each, told apart by a number.
final class Wires implements AutoCloseable {
    private final int number;
    private final String bridge;

    Wires(int number) {
        this.number = number;
        bridge = "argosy-wires" + number;
        close();
        Shell.run("""
                ip link add name %1$s type bridge
                ip addr add %2$s/24 dev %1$s
                ip link set %1$s up
                iptables -w 5 -I FORWARD -i %1$s -o %1$s -j ACCEPT
                """.formatted(bridge, server()));
    }

    /// This machine's address there.
    String server() {
        return address(254);
    }

    String address(int host) {
        return "10.98." + number + "." + host;
    }

    /// A namespace with a cable to the bridge. That of an earlier one may outlive it a little.
    void connect(String namespace, int host) {
        Shell.run("""
                ip link del %1$s-w 2>/dev/null || true
                ip netns add %1$s
                ip -n %1$s link set lo up
                ip -n %1$s link add eth0 type veth peer name %1$s-w netns $$
                ip link set %1$s-w master %3$s up
                ip -n %1$s addr add %2$s/24 dev eth0
                ip -n %1$s link set eth0 up
                ip -n %1$s route add default via %4$s
                nsenter --net=/run/netns/%1$s sysctl -qw net.ipv4.ip_forward=1
                """.formatted(namespace, address(host), bridge, server()));
    }

    void cut(String namespace) {
        Shell.run("ip link set " + namespace + "-w down");
    }

    void mend(String namespace) {
        Shell.run("ip link set " + namespace + "-w up");
    }

    @Override
    public void close() {
        Shell.attempt("iptables -w 5 -D FORWARD -i %1$s -o %1$s -j ACCEPT; ip link del %1$s".formatted(bridge));
    }
}

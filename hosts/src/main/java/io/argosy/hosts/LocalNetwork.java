package io.argosy.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the hosts of one folder share: a bridge of this machine with an address of its own, and the way out through
/// this machine. Nobody outside reaches them. All of it bears one name, by which it is found and removed.
final class LocalNetwork {
    private static final Path DEVICES = Path.of("/sys/class/net");

    private final String name;
    private final Subnet subnet;

    LocalNetwork(String name, Subnet subnet) {
        this.name = name;
        this.subnet = subnet;
    }

    Subnet subnet() {
        return subnet;
    }

    /// Makes what of it is missing.
    void ensure() throws IOException, InterruptedException {
        if (!Files.exists(DEVICES.resolve(name))) {
            Tool.run("ip", "link", "add", "name", name, "type", "bridge");
            Tool.run("ip", "addr", "add", subnet.machine() + "/24", "dev", name);
        }
        Tool.run("ip", "link", "set", name, "up");
        rules("filter", "FORWARD");
        rule("filter", "-i", name, "-j", "ACCEPT");
        rule("filter", "-o", name, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED", "-j", "ACCEPT");
        rules("nat", "POSTROUTING");
        rule("nat", "-s", subnet.range(), "!", "-o", name, "-j", "MASQUERADE");
    }

    /// A chain of our own, first in one of the kernel's.
    private void rules(String table, String chain) throws IOException, InterruptedException {
        if (!Tool.succeeds("iptables", "-w", "-t", table, "-n", "-L", name)) {
            Tool.run("iptables", "-w", "-t", table, "-N", name);
        }
        if (!Tool.succeeds("iptables", "-w", "-t", table, "-C", chain, "-j", name)) {
            Tool.run("iptables", "-w", "-t", table, "-I", chain, "-j", name);
        }
    }

    private void rule(String table, String... match) throws IOException, InterruptedException {
        if (!Tool.succeeds(words(table, "-C", match))) {
            Tool.run(words(table, "-A", match));
        }
    }

    private String[] words(String table, String what, String... match) {
        String[] words = new String[6 + match.length];
        System.arraycopy(new String[] {"iptables", "-w", "-t", table, what, name}, 0, words, 0, 6);
        System.arraycopy(match, 0, words, 6, match.length);
        return words;
    }

    /// Gives the namespace of a process its device `eth0`, at the other end of one on the bridge.
    void connect(String device, long process) throws IOException, InterruptedException {
        disconnect(device);
        String namespace = Long.toString(process);
        Tool.run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        Tool.run("ip", "link", "set", device, "master", name, "up");
    }

    /// That of an ended host goes by itself, but not at once.
    void disconnect(String device) throws IOException, InterruptedException {
        if (Files.exists(DEVICES.resolve(device))) {
            Tool.succeeds("ip", "link", "del", device);
        }
    }

    void remove() throws IOException, InterruptedException {
        remove("filter", "FORWARD");
        remove("nat", "POSTROUTING");
        if (Files.exists(DEVICES.resolve(name))) {
            Tool.run("ip", "link", "del", name);
        }
    }

    private void remove(String table, String chain) throws IOException, InterruptedException {
        if (Tool.succeeds("iptables", "-w", "-t", table, "-n", "-L", name)) {
            Tool.succeeds("iptables", "-w", "-t", table, "-D", chain, "-j", name);
            Tool.run("iptables", "-w", "-t", table, "-F", name);
            Tool.run("iptables", "-w", "-t", table, "-X", name);
        }
    }
}

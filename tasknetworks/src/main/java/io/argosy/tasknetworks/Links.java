package io.argosy.tasknetworks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The link between this host and the network namespace of a task. There is no bridge: each task has a device of its
/// own on the host's side and a route to its one address through it, so that tasks reach each other through the host's
/// routing only, and what comes from a device is known to come from that task (decision 0215). The link goes when the
/// namespace does.
final class Links {
    static final String PREFIX = "agv";
    private static final Path SETTINGS = Path.of("/proc/sys/net");

    private Links() {}

    /// Makes what is missing of the link into the namespace of this process; a second time changes nothing.
    static void attach(TaskAddress task, int pid) throws NetworkRefused {
        String device = task.device();
        String process = String.valueOf(pid);
        if (!linked(task, process)) {
            Commands.succeeds("ip", "link", "del", device);
            Commands.run(
                    List.of(),
                    List.of(
                            "ip",
                            "link",
                            "add",
                            device,
                            "type",
                            "veth",
                            "peer",
                            "name",
                            "eth0",
                            "address",
                            task.macAddress(),
                            "netns",
                            process));
        }
        set("ipv6/conf/" + device + "/disable_ipv6", "1");
        set("ipv4/conf/" + device + "/rp_filter", "1");
        Commands.run(
                List.of(
                        "link set " + device + " up",
                        "route replace " + task.address() + "/32 dev " + device + " src " + task.gateway()),
                List.of("ip", "-batch", "-"));
        Commands.run(
                List.of(
                        "link set lo up",
                        "addr replace " + task.address() + "/" + task.range().prefix() + " dev eth0 noprefixroute",
                        "link set eth0 up",
                        "route replace " + task.gateway() + "/32 dev eth0 scope link",
                        "route replace default via " + task.gateway() + " dev eth0"),
                List.of("nsenter", "-t", process, "-n", "ip", "-batch", "-"));
    }

    private static boolean linked(TaskAddress task, String process) {
        return Commands.output("nsenter", "-t", process, "-n", "ip", "-o", "link", "show", "eth0")
                        .filter(said -> said.contains(task.macAddress()))
                        .isPresent()
                && Commands.succeeds("ip", "-o", "link", "show", task.device());
    }

    static void set(String setting, String value) {
        try {
            Path file = SETTINGS.resolve(setting);
            if (!Files.readString(file).strip().equals(value)) {
                Files.writeString(file, value);
            }
        } catch (IOException absent) {
            // A kernel without IPv6 has no such file, and nothing to turn off.
        }
    }
}

package io.argosy.agent.metadata;

import io.argosy.tasknetworks.Commands;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// AWS's own address for metadata, 169.254.170.2 port 80 (decision 0071). The loopback device gets the address; the
/// agent listens on a high port of it and two nat rules lead port 80 of this one address there, so that port 80 of the
/// host stays free for tasks. The high port is the same for every agent: who has it has the address.
final class UsualAddress {
    private static final Logger log = LoggerFactory.getLogger(UsualAddress.class);
    private static final String ADDRESS = "169.254.170.2";
    private static final int PORT = 51_679;
    private static final List<String> CHAINS = List.of("PREROUTING", "OUTPUT");
    static final String BASE = "http://" + ADDRESS;

    /// The socket that answers, if this host lets us have the address.
    Optional<Listening> claim() {
        if (!keepAddress()) {
            log.debug("{} cannot be added to the loopback device", ADDRESS);
            return Optional.empty();
        }
        try {
            var high = new Listening(BASE, Listening.bound(ADDRESS, PORT));
            if (keep()) {
                return Optional.of(high);
            }
            high.channel().close();
        } catch (IOException taken) {
            log.info("{} belongs to another agent: {}", ADDRESS, taken.getMessage());
        }
        return Optional.empty();
    }

    /// Sees to it that address and rules are there; somebody may have flushed either.
    boolean keep() {
        return keepAddress() && !othersRules() && CHAINS.stream().allMatch(UsualAddress::keepRule);
    }

    private static boolean keepAddress() {
        return Commands.succeeds("ip", "addr", "replace", ADDRESS + "/32", "dev", "lo");
    }

    private static boolean keepRule(String chain) {
        return iptables("-C", chain) || iptables("-I", chain);
    }

    /// Rules of the official agent, which would be cut off by ours.
    private static boolean othersRules() {
        boolean others = CHAINS.stream()
                .flatMap(chain -> Commands.output("iptables", "-w", "5", "-t", "nat", "-S", chain).stream())
                .flatMap(String::lines)
                .anyMatch(rule -> rule.contains(" " + ADDRESS + "/32 ")
                        && rule.contains("--dport 80 ")
                        && !rule.contains(ADDRESS + ":" + PORT));
        if (others) {
            log.info("{} port 80 is led elsewhere by nat rules that are not ours", ADDRESS);
        }
        return others;
    }

    private static boolean iptables(String act, String chain) {
        return Commands.succeeds(Stream.of(List.of("iptables", "-w", "5", "-t", "nat", act, chain), rule())
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static List<String> rule() {
        return List.of(
                "-d",
                ADDRESS + "/32",
                "-p",
                "tcp",
                "-m",
                "tcp",
                "--dport",
                "80",
                "-j",
                "DNAT",
                "--to-destination",
                ADDRESS + ":" + PORT);
    }

    /// Leaves the host as it was; for when no container is left that was given the address.
    static void release() {
        CHAINS.forEach(chain -> iptables("-D", chain));
        Commands.succeeds("ip", "addr", "del", ADDRESS + "/32", "dev", "lo");
    }
}

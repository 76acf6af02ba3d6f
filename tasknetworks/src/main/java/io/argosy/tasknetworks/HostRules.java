package io.argosy.tasknetworks;

import io.argosy.model.AddressRange;
import java.util.ArrayList;
import java.util.List;

/// The firewall's rules for the tasks of this host. What they send is let through and, where it leaves the pool, goes
/// out under the host's address; what they send under an address that is not theirs goes nowhere,
/// and neither does what would pass for a packet of the tunnel between hosts.
final class HostRules {
    private static final String ALL = Links.PREFIX + "+";
    private static final List<String> NOT_ITS_OWN = List.of(
            "-m", "rpfilter", "--invert", "-m", "comment", "--comment", "argosy: not its own address", "-j", "DROP");

    private record Rule(String table, String chain, List<String> words) {
        boolean keep() {
            return iptables("-C") || iptables("-A");
        }

        boolean iptables(String act) {
            List<String> all = new ArrayList<>(List.of("iptables", "-w", "5", "-t", table, act, chain));
            all.addAll(words);
            return Commands.succeeds(all.toArray(String[]::new));
        }
    }

    private HostRules() {}

    /// Whether this host can tell a task's packets by the device they come from: without that none gets an address.
    static boolean guarded() {
        return guard().keep();
    }

    /// Sees to it that all rules are there; somebody may have flushed them.
    static boolean keep(AddressRange subnet, AddressRange pool) {
        return rules(subnet, pool).stream().allMatch(Rule::keep);
    }

    static void release(AddressRange subnet, AddressRange pool) {
        rules(subnet, pool).forEach(rule -> rule.iptables("-D"));
    }

    private static List<Rule> rules(AddressRange subnet, AddressRange pool) {
        return List.of(
                guard(),
                new Rule("raw", "PREROUTING", with(List.of("-s", subnet.toString()), NOT_ITS_OWN)),
                new Rule(
                        "raw",
                        "PREROUTING",
                        List.of("-i", ALL, "-p", "udp", "--dport", HostRoutes.TUNNEL_PORT, "-j", "DROP")),
                new Rule("filter", "FORWARD", List.of("-i", ALL, "-j", "ACCEPT")),
                new Rule("filter", "FORWARD", List.of("-o", ALL, "-j", "ACCEPT")),
                new Rule(
                        "nat",
                        "POSTROUTING",
                        List.of("-s", subnet.toString(), "!", "-d", pool.toString(), "-j", "MASQUERADE")));
    }

    private static Rule guard() {
        return new Rule("raw", "PREROUTING", with(List.of("-i", ALL), NOT_ITS_OWN));
    }

    private static List<String> with(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}

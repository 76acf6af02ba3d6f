package io.argosy.tasknetworks;

import io.argosy.model.AddressRange;
import java.util.ArrayList;
import java.util.List;

/// The firewall's rules for the tasks of this host. What they send is let through and, where it leaves the pool, goes
/// out under the host's address; what they send under an address that is not theirs goes nowhere,
/// and neither does what would pass for a packet of the tunnel between hosts.
final class HostRules {
    private static final String ALL = Links.PREFIX + "+";

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

    /// Where no subnet was given, there is the one that was tried.
    static void release() {
        guard().iptables("-D");
    }

    static void release(AddressRange subnet, AddressRange pool) {
        rules(subnet, pool).forEach(rule -> rule.iptables("-D"));
    }

    private static List<Rule> rules(AddressRange subnet, AddressRange pool) {
        return List.of(
                guard(),
                dropped("not its own address", List.of("-s", subnet.toString(), "-m", "rpfilter", "--invert")),
                dropped("not of the tunnel", List.of("-i", ALL, "-p", "udp", "--dport", HostRoutes.TUNNEL_PORT)),
                ours("filter", "FORWARD", "tasks", List.of("-i", ALL, "-j", "ACCEPT")),
                ours("filter", "FORWARD", "tasks", List.of("-o", ALL, "-j", "ACCEPT")),
                ours(
                        "nat",
                        "POSTROUTING",
                        "tasks",
                        List.of("-s", subnet.toString(), "!", "-d", pool.toString(), "-j", "MASQUERADE")));
    }

    private static Rule guard() {
        return dropped("not its own address", List.of("-i", ALL, "-m", "rpfilter", "--invert"));
    }

    private static Rule dropped(String why, List<String> words) {
        return ours("raw", "PREROUTING", why, with(words, List.of("-j", "DROP")));
    }

    /// The comment is the mark by which they are found when the host leaves its fleet.
    private static Rule ours(String table, String chain, String why, List<String> words) {
        return new Rule(table, chain, with(List.of("-m", "comment", "--comment", "argosy: " + why), words));
    }

    private static List<String> with(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}

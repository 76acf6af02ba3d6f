package io.argosy.tasknetworks;

import io.argosy.model.AddressRange;
import io.argosy.wire.acs.AcsMessage;
import java.util.ArrayList;
import java.util.List;

/// Where the addresses of tasks are: this host's own subnet, the pool all are of, and the hosts of the other subnets.
public record Neighbours(AddressRange subnet, AddressRange pool, List<Way> ways) {
    /// What is meant for `range` goes to `host`.
    public record Way(AddressRange range, String host) {
        public Way {
            var _ = AddressRange.address(host);
        }
    }

    public Neighbours {
        ways = List.copyOf(ways);
    }

    /// Typed before any of it becomes a word of a command. A route to what is no part of the pool is none.
    public static Neighbours of(AcsMessage.TaskNetworkMessage told) {
        var pool = AddressRange.parse(told.pool());
        var subnet = AddressRange.parse(told.subnet());
        List<Way> ways = new ArrayList<>();
        for (AcsMessage.Route route : told.routes()) {
            var way = new Way(AddressRange.parse(route.range()), route.host());
            boolean loops = pool.holds(AddressRange.address(way.host()));
            if (pool.holds(way.range()) && !way.range().meets(subnet) && !loops) {
                ways.add(way);
            }
        }
        return new Neighbours(subnet, pool, ways);
    }
}

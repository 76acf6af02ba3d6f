package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceHealth;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import io.argosy.planning.query.AttributeLookup;
import io.argosy.planning.query.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The binding rules of placement in the order of ecs-semantics 6.1; each answers with its veto.
/// The ports of an instance's total are the ones it reserves for itself.
public final class PlacementRules {
    private PlacementRules() {}

    public static Optional<Veto> taking(ContainerInstance instance) {
        return switch (instance.status()) {
            case INACTIVE -> Optional.of(new Veto.Inactive());
            case DRAINING -> Optional.of(new Veto.Draining());
            case ACTIVE -> connected(instance);
        };
    }

    public static Optional<Veto> registered(ContainerInstance instance) {
        return instance.registered() ? connected(instance) : Optional.of(new Veto.Inactive());
    }

    private static Optional<Veto> connected(ContainerInstance instance) {
        if (!instance.agentConnected()) {
            return Optional.of(new Veto.AgentDisconnected());
        }
        if (instance.recovers()) {
            return Optional.of(new Veto.Recovering());
        }
        return instance.worst()
                .filter(worst -> worst.status() == InstanceHealth.Status.IMPAIRED)
                .map(worst -> new Veto.Impaired(worst.type()));
    }

    /// A task of a capacity provider has its instances only; any other may be on those too (ecs-semantics 9.2).
    public static Optional<Veto> provider(Demand demand, ContainerInstance instance) {
        return demand.provider()
                .filter(wanted -> !instance.capacityProvider().equals(Optional.of(wanted)))
                .map(Veto.OtherProvider::new);
    }

    /// Machines outside of EC2 are for tasks that ask for them; those say so by an attribute they require.
    public static Optional<Veto> launchType(Demand demand, ContainerInstance instance) {
        return instance.external() && !demand.external() ? Optional.of(new Veto.External()) : Optional.empty();
    }

    public static Optional<Veto> resources(Resources needs, InstanceLoad load) {
        if (needs.cpu() > 0 && needs.cpu() > freeCpu(load)) {
            return Optional.of(new Veto.Cpu(needs.cpu(), freeCpu(load)));
        }
        if (needs.memoryMib() > 0 && needs.memoryMib() > freeMemory(load)) {
            return Optional.of(new Veto.Memory(needs.memoryMib(), freeMemory(load)));
        }
        return clash(needs, load, Resources::tcpPorts)
                .<Veto>map(Veto.TcpPort::new)
                .or(() -> clash(needs, load, Resources::udpPorts).map(Veto.UdpPort::new));
    }

    public static int freeCpu(InstanceLoad load) {
        return load.instance().total().cpu() - load.used().cpu();
    }

    public static int freeMemory(InstanceLoad load) {
        return load.instance().total().memoryMib() - load.used().memoryMib();
    }

    private static Optional<Integer> clash(
            Resources needs, InstanceLoad load, Function<Resources, Set<Integer>> ports) {
        Set<Integer> wanted = ports.apply(needs);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> reserved = ports.apply(load.instance().total());
        Set<Integer> used = ports.apply(load.used());
        return wanted.stream()
                .filter(port -> reserved.contains(port) || used.contains(port))
                .min(Integer::compare);
    }

    public static Optional<Veto> attributes(Set<String> required, ContainerInstance instance) {
        List<String> missing = new ArrayList<>(0);
        for (String name : required) {
            if (AttributeLookup.value(instance, name).isEmpty()) {
                missing.add(name);
            }
        }
        return missing.stream().min(String::compareTo).map(Veto.MissingAttribute::new);
    }

    public static Optional<Veto> constraints(Demand demand, InstanceLoad load) {
        for (Expression expression : demand.memberOf()) {
            if (!expression.matches(load)) {
                return Optional.of(new Veto.MemberOf(expression));
            }
        }
        return demand.distinctInstance() && load.liveByGroup().of(demand.group()) > 0
                ? Optional.of(new Veto.DistinctInstance())
                : Optional.empty();
    }
}

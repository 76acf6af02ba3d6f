package io.argosy.planning.index;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Counts;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.planning.PlacementRules;
import io.argosy.planning.query.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What placements ask about the instances, each answer made when it is first asked for and then kept up to date with
/// every change of an instance. How many are remembered is bounded.
final class Views {
    private static final int FITS = 64;
    private static final int NAMED = 256;
    private static final int PATHS = 16;

    private record Port(boolean tcp, int number) {}

    private record Amounts(int cpu, int memoryMib) {}

    private final Slots slots;
    private final Passing taking;
    private final Passing external;
    private final Bounded<Amounts, Passing> fits = new Bounded<>(FITS);
    private final Bounded<Port, Passing> taken = new Bounded<>(NAMED);
    private final Bounded<String, Passing> providers = new Bounded<>(FITS);
    private final Bounded<Set<String>, Passing> attributes = new Bounded<>(NAMED);
    private final Bounded<Expression, Passing> ofInstances = new Bounded<>(NAMED);
    private final Bounded<Expression, Passing> ofLoads = new Bounded<>(FITS);
    private final Peers groups;
    private final Peers deployments;
    private final Bounded<List<String>, Paths> paths = new Bounded<>(PATHS);
    private final Levels cpu;
    private final Levels memory;

    Views(Slots slots) {
        this.slots = slots;
        taking = new Passing(slot -> PlacementRules.taking(instance(slot)).isEmpty(), slots.all());
        external = new Passing(slot -> instance(slot).external(), slots.all());
        groups = new Peers(InstanceLoad::liveByGroup, slots);
        deployments = new Peers(InstanceLoad::wantedByDeployment, slots);
        cpu = new Levels(slots::freeCpu);
        memory = new Levels(slots::freeMemory);
    }

    private ContainerInstance instance(int slot) {
        return slots.load(slot).instance();
    }

    Bits taking() {
        return taking.slots();
    }

    Bits external() {
        return external.slots();
    }

    /// Those of a capacity provider.
    Bits ofProvider(String name) {
        return providers.get(name, this::provider).slots();
    }

    private Passing provider(String name) {
        return new Passing(slot -> instance(slot).capacityProvider().equals(Optional.of(name)), slots.all());
    }

    /// Those with this much CPU and memory left; of what a task needs none of, an instance may have less than none.
    Bits fitting(Resources needs) {
        return fits.get(new Amounts(needs.cpu(), needs.memoryMib()), this::fitting)
                .slots();
    }

    private Passing fitting(Amounts needs) {
        return new Passing(
                slot -> (needs.cpu() == 0 || needs.cpu() <= slots.freeCpu(slot))
                        && (needs.memoryMib() == 0 || needs.memoryMib() <= slots.freeMemory(slot)),
                slots.all());
    }

    Bits takenTcp(int port) {
        return taken.get(new Port(true, port), this::taken).slots();
    }

    Bits takenUdp(int port) {
        return taken.get(new Port(false, port), this::taken).slots();
    }

    private Passing taken(Port port) {
        return new Passing(
                slot -> has(instance(slot).total(), port)
                        || has(slots.load(slot).used(), port),
                slots.all());
    }

    private static boolean has(Resources resources, Port port) {
        return (port.tcp() ? resources.tcpPorts() : resources.udpPorts()).contains(port.number());
    }

    Bits having(Set<String> names) {
        return attributes.get(names, this::attributes).slots();
    }

    private Passing attributes(Set<String> names) {
        return new Passing(slot -> slots.attributes(slot).has(names), slots.all());
    }

    Bits matching(Expression expression) {
        return switch (expression.reach()) {
            case ATTRIBUTES -> ofInstances.get(expression, this::byClass).slots();
            case INSTANCE -> ofInstances.get(expression, this::byLoad).slots();
            case LOAD -> ofLoads.get(expression, this::byLoad).slots();
        };
    }

    private Passing byClass(Expression expression) {
        return new Passing(slot -> slots.attributes(slot).matches(expression, slots.load(slot)), slots.all());
    }

    private Passing byLoad(Expression expression) {
        return new Passing(slot -> expression.matches(slots.load(slot)), slots.all());
    }

    PeerCounts ofGroup(String group) {
        return groups.of(group);
    }

    PeerCounts peers(Owner owner) {
        return switch (owner) {
            case Owner.Standalone standalone -> ofGroup(standalone.peers());
            case Owner.OfService ofService -> deployments.of(ofService.peers());
        };
    }

    Paths paths(List<String> attributeNames) {
        if (paths.full() && paths.get(attributeNames).isEmpty()) {
            forgetPaths();
        }
        return paths.get(attributeNames, names -> new Paths(names, slots));
    }

    Levels cpu() {
        return cpu;
    }

    Levels memory() {
        return memory;
    }

    /// An instance came; its slot is the last.
    void added(int slot) {
        InstanceLoad load = slots.load(slot);
        paths.each(chain -> chain.add(slot, slots.attributes(slot)));
        cpu.add(slot, slots.freeCpu(slot));
        memory.add(slot, slots.freeMemory(slot));
        groups.moved(slot, Counts.NONE, load.liveByGroup());
        deployments.moved(slot, Counts.NONE, load.wantedByDeployment());
        fits.each(view -> view.look(slot));
        taken.each(view -> view.look(slot));
        ofLoads.each(view -> view.look(slot));
        lookAtInstance(slot);
    }

    /// What is on it, or the instance itself, is another now.
    @SuppressWarnings("ReferenceEquality")
    void changed(int slot, InstanceLoad before, boolean otherAttributes) {
        InstanceLoad now = slots.load(slot);
        if (otherAttributes) {
            forgetPaths();
        }
        cpu.moved(slot, PlacementRules.freeCpu(before), slots.freeCpu(slot));
        memory.moved(slot, PlacementRules.freeMemory(before), slots.freeMemory(slot));
        groups.moved(slot, before.liveByGroup(), now.liveByGroup());
        deployments.moved(slot, before.wantedByDeployment(), now.wantedByDeployment());
        fits.each(view -> view.look(slot));
        ofLoads.each(view -> view.look(slot));
        if (!samePorts(before.used(), now.used())) {
            taken.each(view -> view.look(slot));
        }
        if (before.instance() != now.instance()) {
            taken.each(view -> view.look(slot));
            lookAtInstance(slot);
        }
    }

    private void lookAtInstance(int slot) {
        taking.look(slot);
        external.look(slot);
        providers.each(view -> view.look(slot));
        attributes.each(view -> view.look(slot));
        ofInstances.each(view -> view.look(slot));
    }

    /// State shares what did not change, so the same sets are the same content.
    @SuppressWarnings("ReferenceEquality")
    private static boolean samePorts(Resources one, Resources other) {
        return one.tcpPorts() == other.tcpPorts() && one.udpPorts() == other.udpPorts();
    }

    /// An instance goes.
    void removed(int slot) {
        InstanceLoad load = slots.load(slot);
        groups.moved(slot, load.liveByGroup(), Counts.NONE);
        deployments.moved(slot, load.wantedByDeployment(), Counts.NONE);
        paths.each(chain -> chain.forget(slot));
        cpu.forget(slot, slots.freeCpu(slot));
        memory.forget(slot, slots.freeMemory(slot));
        taking.forget(slot);
        external.forget(slot);
        providers.each(view -> view.forget(slot));
        fits.each(view -> view.forget(slot));
        taken.each(view -> view.forget(slot));
        attributes.each(view -> view.forget(slot));
        ofInstances.each(view -> view.forget(slot));
        ofLoads.each(view -> view.forget(slot));
    }

    private void forgetPaths() {
        paths.clear();
        groups.each(PeerCounts::forgetPaths);
        deployments.each(PeerCounts::forgetPaths);
    }
}

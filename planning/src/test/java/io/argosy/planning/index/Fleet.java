package io.argosy.planning.index;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Counts;
import io.argosy.model.DeploymentId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ServiceName;
import io.argosy.planning.Demand;
import io.argosy.planning.Loads;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A cluster that lives by chance: instances of all kinds come, go, fill up and change, and tasks of all kinds are
/// asked for.
final class Fleet {
    private static final List<Owner> OWNERS = List.of(
            new Owner.Standalone("family:batch", "cron"),
            new Owner.Standalone("family:web", ""),
            new Owner.OfService(new ServiceName("web"), new DeploymentId(1)),
            new Owner.OfService(new ServiceName("web"), new DeploymentId(2)));
    private static final List<String> EXPRESSIONS = List.of(
            "attribute:ecs.availability-zone != c or attribute:rack == 1",
            "attribute:rack exists",
            "not(task:group == family:batch)",
            "task:group =~ service.* or attribute:rack == 2",
            "runningTasksCount < 4",
            "agentConnected == true and ec2InstanceId =~ 'i-.*[02468]'",
            "registeredAt > 2026-01-02 and not(attribute:ecs.availability-zone in [a, b])",
            "attribute:nobody == has");
    private static final List<PlacementStrategy> STRATEGIES = List.of(
            strategy("spread", "attribute:ecs.availability-zone"),
            strategy("spread", "attribute:rack"),
            strategy("spread", "attribute:unique"),
            strategy("spread", "instanceId"),
            strategy("binpack", "cpu"),
            strategy("binpack", "memory"),
            PlacementStrategy.builder().type("random").build());

    private final RandomGenerator random;
    private final Map<String, InstanceLoad> loads = new TreeMap<>();
    private int lastNumber;

    Fleet(RandomGenerator random) {
        this.random = random;
    }

    private static PlacementStrategy strategy(String type, String field) {
        return PlacementStrategy.builder().type(type).field(field).build();
    }

    Collection<InstanceLoad> loads() {
        return loads.values();
    }

    /// Something becomes of one instance; its id.
    ContainerInstanceId change() {
        int number = loads.isEmpty() || chance(12) ? ++lastNumber : 1 + random.nextInt(lastNumber);
        ContainerInstanceId id = Loads.id(number);
        InstanceLoad known = loads.get(id.value());
        if (known == null) {
            loads.put(id.value(), joined(number));
        } else if (chance(20)) {
            loads.remove(id.value());
        } else {
            loads.put(id.value(), chance(6) ? known.with(changed(known.instance())) : filled(known));
        }
        return id;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Most register later than those before, some at the same time, some with a clock that was set back.
    private InstanceLoad joined(int number) {
        Instant at = Loads.REGISTERED.plusSeconds(chance(8) ? 0 : number * 60L);
        Loads instance = Loads.instance(number).registered(at).with("unique", "u" + number);
        if (!chance(8)) {
            instance.zone(one(List.of("a", "b", "c")));
        }
        if (random.nextBoolean()) {
            instance.with("rack", one(List.of("1", "2")));
        }
        if (chance(10)) {
            instance.with("ecs.capability.external");
        }
        if (chance(3)) {
            instance.has(1024 << random.nextInt(4), 2048 << random.nextInt(4));
        }
        return instance.build();
    }

    private ContainerInstance changed(ContainerInstance instance) {
        return switch (random.nextInt(5)) {
            case 4 -> instance.of("p" + random.nextInt(3));
            case 0 -> instance.with(one(List.of(ContainerInstance.Status.ACTIVE, ContainerInstance.Status.DRAINING)));
            case 1 -> instance.disconnected(Loads.REGISTERED);
            case 2 -> instance.connected();
            default ->
                instance.withAttributes(Loads.instance(1)
                        .zone(one(List.of("a", "b", "c")))
                        .with("rack", one(List.of("1", "2", "3")))
                        .build()
                        .instance()
                        .attributes());
        };
    }

    private InstanceLoad filled(InstanceLoad load) {
        Owner owner = one(OWNERS);
        int live = random.nextInt(4);
        Set<Integer> ports = new HashSet<>();
        if (chance(3)) {
            ports.add(one(List.of(80, 443)));
        }
        return new InstanceLoad(
                load.instance(),
                new Resources(128 * random.nextInt(18), 256 * random.nextInt(18), ports, chance(4) ? ports : Set.of()),
                replaced(load.liveByGroup(), owner.group(), live),
                owner instanceof Owner.OfService && live > 0
                        ? replaced(load.wantedByDeployment(), owner.peers(), random.nextInt(live + 1))
                        : load.wantedByDeployment(),
                random.nextInt(8),
                0);
    }

    private static Counts replaced(Counts counts, String name, int number) {
        return counts.plus(name, number - counts.of(name));
    }

    Demand demand() throws InvalidExpression {
        List<Expression> expressions = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 4; i--) {
            expressions.add(Expression.parse(one(EXPRESSIONS)));
        }
        Set<Integer> tcp = chance(4) ? Set.of(one(List.of(80, 443, 22))) : Set.of();
        Set<Integer> udp = chance(6) ? Set.of(80) : Set.of();
        boolean external = chance(8);
        return new Demand(
                one(OWNERS),
                new Resources(256 * random.nextInt(5), 512 * random.nextInt(5), tcp, udp),
                external ? Set.of("ecs.capability.external") : chance(4) ? Set.of("rack") : Set.of(),
                chance(4),
                expressions,
                external,
                chance(5) ? Optional.of("p" + random.nextInt(3)) : Optional.empty());
    }

    List<PlacementStrategy> strategies() {
        List<PlacementStrategy> chosen = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            chosen.add(one(STRATEGIES));
        }
        return chosen;
    }
}

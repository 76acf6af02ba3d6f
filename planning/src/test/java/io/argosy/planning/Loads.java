package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Counts;
import io.argosy.model.InstanceHealth;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LostTask;
import io.argosy.model.Resources;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.VersionInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds instances with what is taken on them: 2048 CPU units and 4096 MiB unless told otherwise.
public final class Loads {
    public static final Instant REGISTERED = Instant.parse("2026-01-02T03:04:05.678Z");

    private final int number;
    private ContainerInstance.Status status = ContainerInstance.Status.ACTIVE;
    private boolean connected = true;
    private Resources total = new Resources(2048, 4096, Set.of(22), Set.of());
    private Resources used = Resources.NONE;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<InstanceHealth> health = new ArrayList<>();
    private final List<LostTask> lost = new ArrayList<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private Instant registeredAt = REGISTERED;

    private Loads(int number) {
        this.number = number;
    }

    public static Loads instance(int number) {
        return new Loads(number);
    }

    static Instances instances(Collection<InstanceLoad> loads) {
        return instances(loads, Set.of());
    }

    /// On `busy` ones live tasks of others than daemons.
    static Instances instances(Collection<InstanceLoad> loads, Set<ContainerInstanceId> busy) {
        return new Instances(
                id -> loads.stream()
                        .filter(load -> load.instance().id().equals(id))
                        .findFirst(),
                () -> loads,
                busy::contains,
                () -> Instances.zones(loads));
    }

    public static ContainerInstanceId id(int number) {
        return new ContainerInstanceId("%032x".formatted(number));
    }

    public Loads is(ContainerInstance.Status newStatus) {
        status = newStatus;
        return this;
    }

    public Loads disconnected() {
        connected = false;
        return this;
    }

    public Loads impaired() {
        health.add(new InstanceHealth("CONTAINER_RUNTIME", InstanceHealth.Status.OK, "", REGISTERED, REGISTERED));
        health.add(new InstanceHealth("DISK", InstanceHealth.Status.IMPAIRED, "full", REGISTERED, REGISTERED));
        return this;
    }

    public Loads recovering() {
        lost.add(new LostTask(new TaskId("f".repeat(32)), new TaskDefinitionId("web", 1), false));
        return this;
    }

    public Loads has(int cpu, int memoryMib) {
        total = new Resources(cpu, memoryMib, Set.of(22), Set.of());
        return this;
    }

    public Loads uses(Resources more) {
        used = used.plus(more);
        return this;
    }

    public Loads uses(int cpu, int memoryMib) {
        return uses(new Resources(cpu, memoryMib, Set.of(), Set.of()));
    }

    public Loads with(String attribute, String value) {
        attributes.add(Attribute.builder().name(attribute).value(value).build());
        return this;
    }

    public Loads with(String attribute) {
        attributes.add(Attribute.builder().name(attribute).build());
        return this;
    }

    public Loads zone(String zone) {
        return with("ecs.availability-zone", zone);
    }

    public Loads runs(String group, int tasks) {
        groups.merge(group, tasks, Integer::sum);
        return this;
    }

    public Loads registered(Instant at) {
        registeredAt = at;
        return this;
    }

    public InstanceLoad build() {
        var instance = new ContainerInstance(
                id(number),
                "i-" + number,
                status,
                connected,
                total,
                attributes,
                VersionInfo.builder().agentVersion("1.68.2").build(),
                List.of(),
                registeredAt,
                1,
                Optional.empty(),
                Optional.empty(),
                health,
                lost,
                Optional.empty());
        int running = groups.values().stream().mapToInt(Integer::intValue).sum();
        return new InstanceLoad(instance, used, Counts.of(groups), Counts.NONE, running, 0);
    }
}

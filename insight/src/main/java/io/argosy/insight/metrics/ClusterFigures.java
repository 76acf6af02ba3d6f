package io.argosy.insight.metrics;

import io.argosy.insight.causes.InstanceNames;
import io.argosy.insight.usage.Usage;
import io.argosy.model.Arns;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceHealth;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.ScalingReport;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.sessions.TelemetryStore;
import io.argosy.sessions.TelemetryStore.TaskReading;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Instances, tasks and services of every cluster: what is so in the durable state, and what agents measured
/// last. Of containers only those of running tasks are told.
public final class ClusterFigures implements Figures {
    private static final double MIB = 1 << 20;
    private static final double PER_CENT = 100;

    private final Stores stores;
    private final TelemetryStore telemetry;
    private final InstantSource clock;

    public ClusterFigures(Stores stores, TelemetryStore telemetry, InstantSource clock) {
        this.stores = stores;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public void report(Scrape scrape) {
        Collection<ClusterStore> clusters = stores.clusters();
        boolean oneRealm = clusters.stream().map(ClusterStore::realm).distinct().count() < 2;
        for (ClusterStore store : clusters) {
            String name = store.name().value();
            new OfCluster(store, oneRealm ? name : store.realm().region() + "/" + name, scrape).report();
        }
    }

    private final class OfCluster {
        private final ClusterStore store;
        private final String cluster;
        private final Scrape scrape;
        private final Usage usage;
        private final ClusterState state;
        private final Map<ServiceName, double[]> byService = new HashMap<>();

        OfCluster(ClusterStore store, String cluster, Scrape scrape) {
            this.store = store;
            this.cluster = cluster;
            this.scrape = scrape;
            this.usage = new Usage(store, telemetry);
            this.state = usage.state();
        }

        void report() {
            Map<String, Integer> instances = new TreeMap<>();
            for (String each : new String[] {"ready", "disconnected", "impaired", "recovering", "draining"}) {
                instances.put(each, 0);
            }
            for (InstanceLoad load : state.loads()) {
                instances.merge(state(load.instance()), 1, Integer::sum);
                instance(usage.of(load));
            }
            instances.forEach((kind, count) -> scrape.set(Metric.INSTANCES, count, cluster, kind));
            tasks();
            services();
            state.table(ScalingReport.KIND)
                    .values()
                    .forEach(
                            report -> scrape.set(Metric.RESERVATION, report.reservation(), cluster, report.provider()));
        }

        private static String state(ContainerInstance instance) {
            if (!instance.agentConnected()) {
                return "disconnected";
            }
            if (instance.status() == ContainerInstance.Status.DRAINING) {
                return "draining";
            }
            boolean impaired = instance.worst()
                    .filter(worst -> worst.status() == InstanceHealth.Status.IMPAIRED)
                    .isPresent();
            return impaired ? "impaired" : instance.recovers() ? "recovering" : "ready";
        }

        private void instance(Usage.OfInstance one) {
            ContainerInstance instance = one.instance();
            String id = instance.id().value();
            String name = InstanceNames.of(instance);
            scrape.set(Metric.INSTANCE_UP, instance.agentConnected() ? 1 : 0, cluster, id, name);
            scrape.set(Metric.INSTANCE_CPU_UNITS, instance.total().cpu(), cluster, id, name, "registered");
            scrape.set(Metric.INSTANCE_CPU_UNITS, one.load().used().cpu(), cluster, id, name, "taken");
            scrape.set(Metric.INSTANCE_MEMORY, instance.total().memoryMib() * MIB, cluster, id, name, "registered");
            scrape.set(Metric.INSTANCE_MEMORY, one.load().used().memoryMib() * MIB, cluster, id, name, "taken");
            one.memoryMib().ifPresent(mib -> scrape.set(Metric.INSTANCE_MEMORY, mib * MIB, cluster, id, name, "used"));
            one.cpuPercent().ifPresent(cpu -> scrape.set(Metric.INSTANCE_CPU, cpu / PER_CENT, cluster, id, name));
            one.diskPercent().ifPresent(full -> scrape.set(Metric.INSTANCE_DISK, full / PER_CENT, cluster, id, name));
            one.reading().ifPresent(reading -> containers(one, id, reading));
        }

        private void containers(Usage.OfInstance one, String instance, TelemetryStore.Reading reading) {
            var arns = new Arns(store.realm());
            for (Task task : state.liveOn(one.instance().id())) {
                TaskReading measured = reading.tasks().get(arns.task(store.name(), task.id()));
                if (measured != null && task.state().running()) {
                    String group = task.owner().group();
                    task.containers().stream()
                            .flatMap(known -> known.name().stream())
                            .flatMap(name -> of(name, measured).stream())
                            .forEach(container -> container(
                                    container, instance, group, task.id().value()));
                    if (task.owner() instanceof Owner.OfService(var service, var _)) {
                        double[] sum = byService.computeIfAbsent(service, _ -> new double[2]);
                        sum[0] += Usage.cpu(measured) / PER_CENT;
                        sum[1] += Usage.memory(measured) * MIB;
                    }
                }
            }
        }

        /// Only what the task has: an agent may say anything.
        private static Optional<ContainerMetric> of(String name, TaskReading measured) {
            return measured.metric().containerMetrics().stream()
                    .filter(container -> container.containerName().equals(Optional.of(name)))
                    .findFirst();
        }

        private void container(ContainerMetric container, String instance, String group, String task) {
            String name = container.containerName().orElse("");
            container
                    .cpuStatsSet()
                    .ifPresent(cpu -> scrape.set(
                            Metric.CONTAINER_CPU, Usage.mean(cpu) / PER_CENT, cluster, instance, group, task, name));
            container
                    .memoryStatsSet()
                    .ifPresent(memory -> scrape.set(
                            Metric.CONTAINER_MEMORY, Usage.mean(memory) * MIB, cluster, instance, group, task, name));
        }

        private void tasks() {
            Map<String, Integer> counts = new TreeMap<>();
            for (String each : new String[] {"PROVISIONING", "PENDING", "RUNNING", "STOPPING", "STOPPED"}) {
                counts.put(each, 0);
            }
            for (Task task : state.tasks()) {
                counts.merge(task.state().lastStatus(), 1, Integer::sum);
            }
            counts.forEach((status, count) -> scrape.set(Metric.TASKS, count, cluster, status));
        }

        private void services() {
            Map<String, Integer> rollouts = new TreeMap<>(Map.of("IN_PROGRESS", 0, "COMPLETED", 0, "FAILED", 0));
            for (Service service : state.services()) {
                if (service.status() == Service.Status.ACTIVE) {
                    service.primary()
                            .ifPresent(
                                    primary -> rollouts.merge(primary.rollout().name(), 1, Integer::sum));
                    service(service);
                }
            }
            rollouts.forEach((rollout, count) -> scrape.set(Metric.DEPLOYMENTS, count, cluster, rollout));
        }

        private void service(Service service) {
            String name = service.name().value();
            int running = 0;
            int pending = 0;
            for (Task task : state.liveOf(service.name())) {
                running += task.state().running() ? 1 : 0;
                pending += task.state() instanceof TaskState.Pending ? 1 : 0;
            }
            boolean held = state.tally(service.name())
                    .map(ServiceTally::backoff)
                    .filter(backoff -> backoff.holds(clock.instant()))
                    .isPresent();
            double[] used = byService.getOrDefault(service.name(), new double[2]);
            scrape.set(Metric.SERVICE_WANTED, service.desiredCount(), cluster, name);
            scrape.set(Metric.SERVICE_RUNNING, running, cluster, name);
            scrape.set(Metric.SERVICE_PENDING, pending, cluster, name);
            scrape.set(Metric.SERVICE_HELD_BACK, held ? 1 : 0, cluster, name);
            scrape.set(Metric.SERVICE_CPU, used[0], cluster, name);
            scrape.set(Metric.SERVICE_MEMORY, used[1], cluster, name);
        }
    }
}

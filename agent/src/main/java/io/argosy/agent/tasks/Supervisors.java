package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.docker.EngineEvent;
import io.argosy.docker.EventFeed;
import io.argosy.wire.acs.AcsTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All tasks of this instance: takes what the control plane assigns, hands the engine's events to the supervisor they
/// concern, and knows every task until it is forgotten.
public final class Supervisors implements EventFeed.Listener, AutoCloseable {
    private static final String HEALTH = "health_status: ";

    private static final Logger log = LoggerFactory.getLogger(Supervisors.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration REPLACE_PAUSE = Duration.ofSeconds(2);

    private final TaskStore taskStore;
    private final InstantSource clock;
    private final AssignmentReader assignments;
    private final TaskCredentials credentials;
    private final TaskSupervisor.Dependencies shared;
    private final Map<String, TaskSupervisor> byArn = new ConcurrentHashMap<>();

    /// What tasks run with; `grace` is for containers without a `stopTimeout`.
    public record Dependencies(
            StepExecutor executor, ContainerPlanner planner, TaskStore taskStore, TaskCredentials credentials) {}

    public Supervisors(
            Dependencies dependencies, InstantSource clock, Supplier<String> ids, Consumer<TaskRecord> changed) {
        this.taskStore = dependencies.taskStore();
        this.credentials = dependencies.credentials();
        this.clock = clock;
        this.assignments = new AssignmentReader(ids, clock);
        this.shared = new TaskSupervisor.Dependencies(
                dependencies.executor(),
                new TaskPlanner(dependencies.planner()),
                taskStore,
                new PortClaims(),
                clock,
                changed,
                this::replace);
    }

    /// Takes up the tasks of an earlier life: their containers were left running and are only looked at. Answers which
    /// tasks cannot be read back, and why.
    public Map<String, String> restore() {
        TaskStore.Loaded loaded = taskStore.load();
        loaded.tasks().forEach(this::supervise);
        resync();
        return loaded.unreadable();
    }

    /// Stops first, then starts. True once everything is on disk; a stop that is not may be sent again. Repeats change
    /// nothing.
    public boolean take(List<AcsTask> tasks) {
        List<TaskRecord> fresh = new ArrayList<>();
        List<String> stops = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (AcsTask task : inOrder(tasks)) {
            task.roleCredentials().ifPresent(credentials::put);
            task.executionRoleCredentials().ifPresent(keys -> credentials.putExecution(task.arn(), keys));
            Optional<TaskSupervisor> known = Optional.ofNullable(byArn.get(task.arn()));
            boolean stop = task.desiredStatus().equals(AcsTask.STOPPED);
            if (known.isPresent() && stop) {
                known.get().stop();
                stops.add(task.arn());
            } else if (known.isPresent()) {
                log.debug("task={} is known", task.arn());
            } else if (seen.add(task.arn())) {
                fresh.add(stop ? assignments.unknownStop(task) : assignments.toRun(task));
            }
        }
        taskStore.save(fresh).forEach(this::supervise);
        return kept(stops);
    }

    /// Whether every one of these stops is on disk, waiting a little for it. A supervisor that broke meanwhile is
    /// followed by another, which has the stop from it.
    private boolean kept(List<String> stops) {
        Instant until = clock.instant().plus(STOP_PATIENCE);
        try {
            for (String arn : stops) {
                while (!kept(arn)) {
                    if (clock.instant().isAfter(until)) {
                        log.error("task={} stop not acknowledged: it is not on disk yet", arn);
                        return false;
                    }
                }
            }
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean kept(String arn) throws InterruptedException {
        TaskSupervisor supervisor = byArn.get(arn);
        return supervisor == null || supervisor.stopKept(GLANCE);
    }

    /// A supervisor that broke off is followed by one that begins from what is on disk.
    private void replace(TaskSupervisor broken) {
        Thread.ofVirtual().name("replace").start(() -> {
            try {
                Thread.sleep(REPLACE_PAUSE);
                taskStore.load(broken.record().arn()).ifPresent(task -> {
                    var next = new TaskSupervisor(task, shared);
                    byArn.put(task.arn(), next);
                    if (broken.stopAsked()) {
                        next.stop();
                    }
                    next.start();
                    next.post(new TaskEvent.Resync());
                });
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static List<AcsTask> inOrder(List<AcsTask> tasks) {
        return Stream.concat(
                        tasks.stream().filter(task -> task.desiredStatus().equals(AcsTask.STOPPED)),
                        tasks.stream().filter(task -> !task.desiredStatus().equals(AcsTask.STOPPED)))
                .toList();
    }

    /// Answers for a task that could not be read: it is reported stopped.
    public void refuse(String arn, String why) {
        if (!byArn.containsKey(arn)) {
            supervise(taskStore.save(assignments.unreadable(arn, why)));
        }
    }

    public void stop(Collection<String> arns) {
        for (String arn : arns) {
            Optional.ofNullable(byArn.get(arn)).ifPresent(TaskSupervisor::stop);
        }
    }

    private void supervise(TaskRecord task) {
        var supervisor = new TaskSupervisor(task, shared);
        byArn.put(task.arn(), supervisor);
        supervisor.start();
    }

    /// Every known task as it is now, stopped ones included.
    public List<TaskRecord> tasks() {
        return byArn.values().stream().map(TaskSupervisor::record).toList();
    }

    /// The same as far as it is on disk. What is to be removed is told first, and what was not written is not told yet.
    List<TaskRecord> saved() {
        return byArn.values().stream().map(TaskSupervisor::saved).toList();
    }

    public Optional<TaskRecord> task(String arn) {
        return Optional.ofNullable(byArn.get(arn)).map(TaskSupervisor::record);
    }

    /// The task that has a container with this metadata path.
    public Optional<TaskRecord> withEndpoint(String endpointId) {
        return tasks().stream()
                .filter(task -> task.containers().stream()
                        .anyMatch(container -> container.endpointId().equals(endpointId)))
                .findFirst();
    }

    /// The task that lives under this address of its own.
    public Optional<TaskRecord> withAddress(String address) {
        return tasks().stream()
                .filter(task -> !task.over())
                .filter(task -> task.task().elasticNetworkInterfaces().stream()
                        .anyMatch(own -> own.address().equals(Optional.of(address))))
                .findFirst();
    }

    void forget(TaskRecord task) {
        taskStore.forget(task.arn());
        task.credentialsId().ifPresent(credentials::forget);
        credentials.forgetExecution(task.arn());
        byArn.remove(task.arn());
    }

    @Override
    public void hear(EngineEvent event) {
        String arn = event.attributes().getOrDefault(Labels.TASK, "");
        Optional<TaskSupervisor> supervisor = Optional.ofNullable(byArn.get(arn));
        supervisor.ifPresent(one -> event(event).ifPresent(one::post));
    }

    private static Optional<TaskEvent> event(EngineEvent event) {
        if (event.action().startsWith(HEALTH)) {
            Health health = Health.of(event.action().substring(HEALTH.length()));
            return Optional.of(new TaskEvent.HealthChanged(event.containerId(), health, event.at()));
        }
        return switch (event.action()) {
            case "die" -> Optional.of(death(event));
            case "oom" -> Optional.of(new TaskEvent.OutOfMemory(event.containerId()));
            case "destroy" -> Optional.of(new TaskEvent.Resync());
            default -> Optional.empty();
        };
    }

    private static TaskEvent death(EngineEvent event) {
        String code = event.attributes().getOrDefault("exitCode", "");
        return code.matches("\\d{1,3}")
                ? new TaskEvent.Died(event.containerId(), Integer.parseInt(code), event.at())
                : new TaskEvent.Resync();
    }

    @Override
    public void resync() {
        byArn.values().forEach(supervisor -> supervisor.post(new TaskEvent.Resync()));
    }

    /// Lets go of all tasks; their containers stay as they are.
    @Override
    public void close() {
        byArn.values().forEach(supervisor -> supervisor.post(new TaskEvent.Quit()));
    }

    /// What runs or will run, by cluster name for the metadata of telemetry.
    public Map<String, TaskRecord> live() {
        Map<String, TaskRecord> live = new LinkedHashMap<>();
        tasks().stream().filter(task -> !task.over()).forEach(task -> live.put(task.arn(), task));
        return live;
    }
}

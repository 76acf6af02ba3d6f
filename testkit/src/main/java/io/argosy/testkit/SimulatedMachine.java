package io.argosy.testkit;

import io.argosy.testkit.Network.Link;
import io.argosy.testkit.PretendTask.Phase;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One machine of the simulated fleet: its link, what its agent keeps on disk, and what truly runs on it. Containers
/// outlive their agent's process, not the machine's.
final class SimulatedMachine {
    private static final int KILLED = 137;
    static final int CPU = 1024;
    static final int MEMORY_MIB = 8192;

    private final String name;
    private final Link link = new Link();
    private final Map<String, PretendTask> tasks = new LinkedHashMap<>();
    private Optional<String> arn = Optional.empty();
    private int generation = 1;
    private long timeline = -1;
    private List<PretendTask> backup = List.of();
    private Optional<String> backupArn = Optional.empty();
    private long backupTimeline = -1;
    private Consumer<PretendTask> whoNotices = _ -> {};

    SimulatedMachine(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Link link() {
        return link;
    }

    Optional<String> arn() {
        return arn;
    }

    /// The same until the answer to a registration was heard, as the agent keeps it on disk.
    String clientToken() {
        return name + "-" + generation;
    }

    void registeredAs(String given) {
        arn = Optional.of(given);
    }

    Optional<PretendTask> task(String taskArn) {
        return Optional.ofNullable(tasks.get(taskArn));
    }

    Collection<PretendTask> tasks() {
        return tasks.values();
    }

    void keep(PretendTask task) {
        tasks.put(task.arn(), task);
    }

    /// Whether a manifest of this number is news; from then on only higher ones are.
    boolean rises(long number) {
        boolean higher = number > timeline;
        timeline = Math.max(timeline, number);
        return higher;
    }

    /// The agent's process that lives now is told of every end; none is while none lives.
    void noticedBy(Consumer<PretendTask> agent) {
        whoNotices = agent;
    }

    void ended(PretendTask task, Optional<Integer> exitCode, String reason) {
        task.ended(exitCode, reason);
        whoNotices.accept(task);
    }

    /// Everything that runs ends at once.
    void powerOff() {
        for (PretendTask task : tasks.values()) {
            if (task.phase() == Phase.RUNNING) {
                ended(task, Optional.of(KILLED), "");
            }
        }
    }

    /// Puts a copy of the disk aside.
    void backUp() {
        backup = tasks.values().stream().map(PretendTask::copy).toList();
        backupArn = arn;
        backupTimeline = timeline;
    }

    /// The disk is again as it was when it was copied; what ran is gone. A copy from before a fresh machine took this
    /// place is of no use.
    void restoreBackup() {
        if (backupArn.isEmpty() || !backupArn.equals(arn)) {
            return;
        }
        tasks.clear();
        backup.stream().map(PretendTask::copy).forEach(this::keep);
        arn = backupArn;
        timeline = backupTimeline;
        powerOff();
    }

    /// A fresh machine in the place of this one.
    void replace() {
        generation++;
        tasks.clear();
        arn = Optional.empty();
        timeline = -1;
    }

    /// What runs must fit and have its ports for itself: the server promised.
    void checkRoom() {
        int cpu = 0;
        Set<Integer> ports = new HashSet<>();
        for (PretendTask task : tasks.values()) {
            if (task.phase() == Phase.RUNNING && !task.fromOldDisk()) {
                cpu += task.cpu();
                for (int port : task.hostPorts()) {
                    InvariantViolation.unless(
                            ports.add(port), "port %d is taken twice on %s: %s", port, name, tasks.values());
                }
            }
        }
        InvariantViolation.unless(cpu <= CPU, "%s has %d CPU units, and %d run: %s", name, CPU, cpu, tasks.values());
    }

    @Override
    public String toString() {
        return name
                + tasks.values().stream()
                        .filter(task -> task.phase() != Phase.ENDED)
                        .toList();
    }
}

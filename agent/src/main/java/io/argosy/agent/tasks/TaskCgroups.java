package io.argosy.agent.tasks;

import io.argosy.docker.EngineFacts;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cgroup around all containers of a task that has limits of its own (agent-protocol 9.8), under `/ecs` in cgroup v1
/// and v2. Where it cannot be made, for example because the engine leaves cgroups to systemd, there is none. Tasks of
/// Fargate have no swap.
public final class TaskCgroups {
    private static final Logger log = LoggerFactory.getLogger(TaskCgroups.class);
    private static final int PERIOD_MICROS = 100_000;
    private static final int LEAST_SHARES = 2;
    private static final String PARENT = "ecs";

    private final Path root;
    private final int version;
    private final boolean possible;

    public TaskCgroups(Path root, EngineFacts engine, boolean wanted) {
        this.root = root;
        this.version = engine.cgroupVersion();
        this.possible = wanted && engine.cgroupDriver().equals("cgroupfs") && Files.isWritable(root);
    }

    /// Whether tasks here can have limits of their own.
    public boolean possible() {
        return possible;
    }

    /// The parent for the task's containers, limits in place; repeating it is harmless.
    /// A task of Fargate is refused rather than run beyond its size.
    Optional<String> make(AcsTask task) throws ResourceRefused {
        Optional<String> made = tried(task);
        if (made.isEmpty() && fargate(task)) {
            throw new ResourceRefused("the size of a task cannot be held on this host");
        }
        return made;
    }

    private static boolean fargate(AcsTask task) {
        return task.launchType().filter("FARGATE"::equals).isPresent();
    }

    private Optional<String> tried(AcsTask task) {
        if (!possible || (task.cpu() <= 0 && task.memory() <= 0)) {
            return Optional.empty();
        }
        try {
            if (version == 2) {
                makeUnified(task);
            } else {
                makeByController(task);
            }
            return Optional.of("/" + PARENT + "/" + task.id());
        } catch (IOException failure) {
            log.warn("task={} no cgroup for its limits: {}", task.arn(), failure.getMessage());
            return Optional.empty();
        }
    }

    private void makeByController(AcsTask task) throws IOException {
        Path cpu = Files.createDirectories(root.resolve("cpu").resolve(PARENT).resolve(task.id()));
        if (task.cpu() > 0) {
            write(cpu.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
            write(cpu.resolve("cpu.cfs_quota_us"), quota(task));
        } else {
            write(cpu.resolve("cpu.shares"), shares(task));
        }
        Path memory =
                Files.createDirectories(root.resolve("memory").resolve(PARENT).resolve(task.id()));
        if (task.memory() > 0) {
            write(memory.resolve("memory.limit_in_bytes"), task.memory() << 20);
        }
        Path withSwap = memory.resolve("memory.memsw.limit_in_bytes");
        if (fargate(task) && Files.exists(withSwap)) {
            write(withSwap, task.memory() << 20);
        }
    }

    private void makeUnified(AcsTask task) throws IOException {
        Path parent = Files.createDirectories(root.resolve(PARENT));
        Path own = Files.createDirectories(parent.resolve(task.id()));
        for (Path group : List.of(root, parent, own)) {
            Files.writeString(group.resolve("cgroup.subtree_control"), "+cpu +memory +pids");
        }
        if (task.cpu() > 0) {
            Files.writeString(own.resolve("cpu.max"), quota(task) + " " + PERIOD_MICROS);
        }
        if (task.memory() > 0) {
            write(own.resolve("memory.max"), task.memory() << 20);
        }
        if (fargate(task) && Files.exists(own.resolve("memory.swap.max"))) {
            write(own.resolve("memory.swap.max"), 0);
        }
    }

    private static long quota(AcsTask task) {
        return Math.max(1_000, Math.round(task.cpu() * PERIOD_MICROS));
    }

    private static long shares(AcsTask task) {
        return task.containers().stream()
                .mapToLong(AcsContainer::cpu)
                .map(cpu -> Math.max(cpu, LEAST_SHARES))
                .sum();
    }

    private static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(value));
    }

    /// Takes the task's groups away; those that are still in use stay for the next attempt.
    void remove(AcsTask task) {
        if (!possible) {
            return;
        }
        removeEmpty(root.resolve(PARENT).resolve(task.id()));
        try (DirectoryStream<Path> controllers = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path controller : controllers) {
                removeEmpty(controller.resolve(PARENT).resolve(task.id()));
            }
        } catch (IOException unreadable) {
            log.debug("cgroups cannot be listed", unreadable);
        }
    }

    private static void removeEmpty(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException busy) {
            log.debug("cgroup {} is still in use", group);
        }
    }
}

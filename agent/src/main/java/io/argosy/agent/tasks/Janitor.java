package io.argosy.agent.tasks;

import io.argosy.agent.docker.Docker;
import io.argosy.agent.docker.DockerException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what stopped tasks left on the host, some time after they stopped and never before the control plane
/// accepted their last report (agent-protocol 9.7).
public final class Janitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Janitor.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(200);

    private final Supervisors supervisors;
    private final Docker docker;
    private final ContainerDriver driver;
    private final TaskShelf shelf;
    private final Duration cleanUpAfter;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("janitor").unstarted(this::run);

    /// The hands of the janitor.
    public record Tools(Docker docker, ContainerDriver driver, TaskShelf shelf) {}

    public Janitor(Supervisors supervisors, Tools tools, Duration cleanUpAfter, InstantSource clock) {
        this.supervisors = supervisors;
        this.docker = tools.docker();
        this.driver = tools.driver();
        this.shelf = tools.shelf();
        this.cleanUpAfter = cleanUpAfter;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        Duration round = cleanUpAfter.compareTo(LONGEST_ROUND) < 0 ? cleanUpAfter : LONGEST_ROUND;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(round.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : round);
                pass();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                log.error("cleaning up failed; the next round starts afresh", failure);
            }
        }
    }

    private void pass() {
        Instant limit = clock.instant().minus(cleanUpAfter);
        for (TaskMemory task : supervisors.tasks()) {
            Optional<Instant> stopped = task.times().stopped();
            if (task.over() && stopped.isPresent() && !stopped.get().isAfter(limit) && !shelf.hasUnsent(task.arn())) {
                cleanUp(task);
            }
        }
    }

    private void cleanUp(TaskMemory task) {
        try {
            for (ContainerMemory container : task.containers()) {
                docker.remove(container.dockerName());
            }
        } catch (DockerException failure) {
            log.warn("task={} not cleaned up yet: {}", task.arn(), failure.text());
            return;
        }
        if (driver.volumes().remove(task)) {
            driver.cgroups().remove(task.task());
            supervisors.forget(task);
            log.info("task={} cleaned up", task.arn());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

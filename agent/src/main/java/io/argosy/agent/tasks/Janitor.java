package io.argosy.agent.tasks;

import io.argosy.docker.DiskReserve;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what stopped tasks left on the host: some time after they stopped, sooner when there are many or the disk is
/// short, and never before the control plane accepted their last report or refused it for three days
/// (agent-protocol 9.7). Images that are not used go with them.
public final class Janitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Janitor.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(200);
    private static final Duration IMAGES_EVERY = Duration.ofMinutes(30);
    private static final Duration REPORTS_GIVEN_UP = Duration.ofHours(72);
    private static final Duration LOGS_GIVEN_UP = Duration.ofHours(24);
    private static final Duration LOGS_GIVEN_UP_WHEN_SHORT = Duration.ofHours(1);

    private final Supervisors supervisors;
    private final Dependencies dependencies;
    private final Keeping keeping;
    private final Duration cleanUpAfter;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("janitor").unstarted(this::run);
    private Instant imagesAt = Instant.MIN;

    /// The hands of the janitor.
    public record Dependencies(
            Docker docker, ContainerDriver driver, TaskStore taskStore, Images images, DiskReserve reserve) {}

    public Janitor(
            Supervisors supervisors,
            Dependencies dependencies,
            Keeping keeping,
            Duration cleanUpAfter,
            InstantSource clock) {
        this.supervisors = supervisors;
        this.dependencies = dependencies;
        this.keeping = keeping;
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

    /// One round, as the clock has it now.
    void pass() {
        Instant now = clock.instant();
        boolean diskShort = dependencies.reserve().shortage().isPresent();
        for (TaskRecord task : keeping.surplus(supervisors.saved(), cleanUpAfter, diskShort, now)) {
            if (told(task, now) && logsSent(task, diskShort, now)) {
                cleanUp(task);
            }
        }
        if (diskShort || now.isAfter(imagesAt.plus(IMAGES_EVERY))) {
            imagesAt = now;
            dependencies.images().pass(supervisors.tasks(), keeping.images(), diskShort);
        }
        dependencies.taskStore().restock();
    }

    /// Whether nothing of the task is left to tell.
    private boolean told(TaskRecord task, Instant now) {
        boolean unsent = dependencies.taskStore().hasUnsent(task.arn());
        boolean forEver = task.times()
                .stopped()
                .filter(at -> at.plus(REPORTS_GIVEN_UP).isBefore(now))
                .isPresent();
        if (unsent && forEver) {
            log.warn(
                    "task={} {} reports dropped: refused for three days",
                    task.arn(),
                    dependencies.taskStore().dropReports(task.arn()));
        }
        return !unsent || forEver;
    }

    /// The files of a container stay until the server has its log, within reason.
    private boolean logsSent(TaskRecord task, boolean diskShort, Instant now) {
        Duration patience = diskShort ? LOGS_GIVEN_UP_WHEN_SHORT : LOGS_GIVEN_UP;
        boolean sent = dependencies.driver().logs().sent(task);
        boolean forEver = task.times()
                .stopped()
                .filter(at -> at.plus(patience).isBefore(now))
                .isPresent();
        if (!sent && forEver) {
            log.warn("task={} its log was not taken for {} h: the rest is dropped", task.arn(), patience.toHours());
        }
        return sent || forEver;
    }

    private void cleanUp(TaskRecord task) {
        try {
            for (ContainerRecord container : task.containers()) {
                dependencies.docker().remove(container.dockerName());
            }
        } catch (DockerException failure) {
            log.debug("task={} not cleaned up yet: {}", task.arn(), failure.text());
            return;
        }
        if (dependencies.driver().volumes().remove(task)) {
            dependencies.driver().release(task.task());
            dependencies.driver().logs().forget(task);
            supervisors.forget(task);
            log.info("task={} cleaned up", task.arn());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

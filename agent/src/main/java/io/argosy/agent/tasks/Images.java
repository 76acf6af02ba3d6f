package io.argosy.agent.tasks;

import io.argosy.agent.store.AgentStore;
import io.argosy.agent.store.AgentStore.Image;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.DockerException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The images this agent fetched and when each was last wanted. Those not wanted for a while are removed, a few at a
/// time, the longest unused first; images that others put on the engine are theirs.
public final class Images {
    private static final Logger log = LoggerFactory.getLogger(Images.class);
    private static final int AT_ONCE = 5;
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(10);
    private static final Duration JUST_FETCHED = Duration.ofMinutes(1);

    private final Docker docker;
    private final AgentStore store;
    private final InstantSource clock;
    private final Map<String, Image> known = new ConcurrentHashMap<>();

    public Images(Docker docker, AgentStore store, InstantSource clock) {
        this.docker = docker;
        this.store = store;
        this.clock = clock;
        store.images().forEach(image -> known.put(image.id(), image));
    }

    /// The image was fetched under this name, or is wanted again.
    void noteUse(String id, String name, boolean fetched) {
        Image before = known.get(id);
        if (before == null && !fetched) {
            return;
        }
        var now = new Image(id, name, clock.instant());
        known.put(id, now);
        if (before == null || before.used().plus(WRITTEN_EVERY).isBefore(now.used())) {
            store.save(now);
        }
    }

    /// Removes what no task uses and nobody wanted for this long; when the disk is short, for a minute.
    void pass(List<TaskRecord> tasks, Duration unused, boolean diskShort) {
        Instant limit = clock.instant().minus(diskShort && JUST_FETCHED.compareTo(unused) < 0 ? JUST_FETCHED : unused);
        Set<String> used = used(tasks);
        known.values().stream()
                .filter(image -> !image.used().isAfter(limit))
                .filter(image -> !used.contains(image.id()) && !used.contains(image.name()))
                .sorted(Comparator.comparing(Image::used))
                .limit(AT_ONCE)
                .forEach(this::remove);
    }

    /// By name for tasks that have yet to fetch theirs, and by id.
    private static Set<String> used(List<TaskRecord> tasks) {
        Set<String> used = new HashSet<>();
        for (TaskRecord task : tasks) {
            if (!task.over()) {
                task.task().containers().forEach(container -> used.add(container.image()));
            }
            task.containers().stream()
                    .flatMap(container -> container.state().pulledImage().stream())
                    .forEach(image -> used.add(image.id()));
        }
        return used;
    }

    private void remove(Image image) {
        try {
            docker.removeImage(named(image) ? image.name() : image.id());
            log.info("image={} id={} removed: not used since {}", image.name(), image.id(), image.used());
        } catch (DockerException kept) {
            if (kept.reason() != Reason.CONFLICT) {
                log.debug("image={} not removed yet: {}", image.name(), kept.text());
                return;
            }
            log.info("image={} id={} stays, others use it: {}", image.name(), image.id(), kept.text());
        }
        known.remove(image.id());
        store.forgetImage(image.id());
    }

    /// Whether the name still means this image; a tag may have moved on.
    private boolean named(Image image) throws DockerException {
        try {
            return docker.image(image.name()).id().equals(image.id());
        } catch (DockerException absent) {
            if (absent.reason() == Reason.NOT_FOUND) {
                return false;
            }
            throw absent;
        }
    }
}

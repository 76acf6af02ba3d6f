package io.argosy.imagebuilds;

import io.argosy.docker.Docker;
import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.AssignedBuild;
import io.argosy.shapes.argosy.AwaitBuildsRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the server which builds this instance is to work on, begins those that are new, and ends those that are not
/// wanted any more. Nothing of it is remembered: the next agent asks again, and begins again what was not done.
public final class ImageBuilds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImageBuilds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    /// A server that knows no builds, or that lets this instance have none, is asked again now and then.
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final Means means;
    private final int slots;
    private final Map<String, BuildRun> running = new HashMap<>();
    private final Thread thread = Thread.ofVirtual().name("builds").unstarted(this::run);

    /// What it works with: the server, the engine, a folder for what is being built; and whose builds these are.
    public record Means(ApiClient api, Docker docker, Path folder, String cluster, String instance) {}

    /// So many builds at once; none is asked for where it is 0.
    public ImageBuilds(Means means, int slots) {
        this.means = means;
        this.slots = slots;
    }

    public void start() {
        if (slots > 0) {
            thread.start();
        }
    }

    private void run() {
        Duration pause = SHORTEST;
        try {
            clear();
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    compare(asked());
                    pause = SHORTEST;
                } catch (ApiException refused) {
                    log.debug("no builds: {}", refused.getMessage());
                    Thread.sleep(refused.error().status() >= 500 ? LONGEST : AFTER_REFUSAL);
                } catch (IOException away) {
                    log.debug("no builds for now: {}", away.getMessage());
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private List<AssignedBuild> asked() throws IOException {
        running.values().removeIf(BuildRun::over);
        var request = AwaitBuildsRequest.builder()
                .cluster(means.cluster())
                .containerInstance(means.instance())
                .slots(slots)
                .known(List.copyOf(running.keySet()))
                .build();
        return means.api().call(Argosy.AWAIT_BUILDS, request, PATIENCE).builds().orElse(List.of());
    }

    private void compare(List<AssignedBuild> wanted) {
        Set<String> names = new HashSet<>();
        for (AssignedBuild build : wanted) {
            var assignment = Assignment.of(build);
            names.add(assignment.name());
            running.computeIfAbsent(assignment.name(), _ -> BuildRun.started(assignment, means));
        }
        running.forEach((name, build) -> {
            if (!names.contains(name)) {
                build.cancel();
            }
        });
    }

    /// What an agent left that was killed while it built.
    private void clear() {
        try {
            Files.createDirectories(means.folder());
            try (Stream<Path> left = Files.list(means.folder())) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            log.warn("{} cannot be cleared: {}", means.folder(), failure.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(LONGEST);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(BuildRun::cancel);
    }
}

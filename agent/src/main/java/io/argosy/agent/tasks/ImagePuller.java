package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.DockerException.Reason;
import io.argosy.docker.ImageReference;
import io.argosy.docker.LocalImage;
import io.argosy.docker.RegistryLogin;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsContainer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings images onto this host, as the pull behaviour says. Containers that want the same image at the same moment
/// share one pull, and a registry nobody answers at is left alone for a while where a local image will do.
public final class ImagePuller {
    private static final Logger log = LoggerFactory.getLogger(ImagePuller.class);
    static final int ATTEMPTS = 5;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1_100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    /// How long a registry may be silent where a local image will do.
    public static final Duration USUAL_SILENCE = Duration.ofSeconds(30);
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);
    private static final List<String> FINAL =
            List.of("not found", "manifest unknown", "denied", "unauthorized", "no basic auth", "invalid reference");
    private static final List<String> LOGIN_REFUSED =
            List.of("unauthorized", "no basic auth", "denied", "401 Unauthorized");
    private static final List<String> NOBODY_THERE = List.of(
            "connection refused",
            "no such host",
            "no route to host",
            "network is unreachable",
            "i/o timeout",
            "misbehaving");

    /// An image, and the right to it: what one pull learned holds for all who ask for both.
    private record Wanted(String image, RegistryLogins.Right right) {}

    private static final class PerImage {
        final ReentrantLock lock = new ReentrantLock(true);
        volatile int rounds;
        volatile boolean pulled;
        Optional<String> failure = Optional.empty();
    }

    private final Docker docker;
    private final Images images;
    private final RegistryLogins logins;
    private final PullBehavior behavior;
    private final Duration shortSilence;
    private final InstantSource clock;
    private final Map<Wanted, PerImage> pulls = new ConcurrentHashMap<>();
    private final Map<String, Instant> silentRegistries = new ConcurrentHashMap<>();
    private final Map<String, LocalImage> seen = new ConcurrentHashMap<>();

    public ImagePuller(
            Docker docker,
            Images images,
            RegistryLogins logins,
            PullBehavior behavior,
            Duration shortSilence,
            InstantSource clock) {
        this.docker = docker;
        this.images = images;
        this.logins = logins;
        this.behavior = behavior;
        this.shortSilence = shortSilence;
        this.clock = clock;
    }

    /// The image, on this host; the exception's text says why it is not. A [DockerException] says that nobody knows,
    /// because the engine does not answer. `task` is the ARN of the container's task.
    PulledImage fetch(String task, AcsContainer container)
            throws PullFailed, SecretRefused, DockerException, InterruptedException {
        return fetch(new Wanted(container.image(), logins.right(task, container)));
    }

    private PulledImage fetch(Wanted wanted) throws PullFailed, DockerException, InterruptedException {
        ImageReference reference = ImageReference.parse(wanted.image());
        Optional<LocalImage> local = local(wanted.image());
        if (local.isPresent() && contentWithLocal(wanted, reference)) {
            images.noteUse(local.get().id(), wanted.image(), false);
            return pulled(local.get(), reference, false);
        }
        try {
            pullOnce(wanted, reference, local.isPresent() && behavior == PullBehavior.DEFAULT);
        } catch (PullFailed failure) {
            if (behavior != PullBehavior.DEFAULT || local.isEmpty()) {
                throw failure;
            }
            log.info(
                    "image={} taken from this host: {}",
                    LoggedText.of(wanted.image()),
                    LoggedText.of(failure.getMessage()));
            images.noteUse(local.get().id(), wanted.image(), false);
            return pulled(local.get(), reference, true);
        }
        LocalImage arrived =
                local(wanted.image()).orElseThrow(() -> new PullFailed("the engine has no such image after the pull"));
        images.noteUse(arrived.id(), wanted.image(), true);
        return pulled(arrived, reference, true);
    }

    private boolean contentWithLocal(Wanted wanted, ImageReference reference) {
        return switch (behavior) {
            case PREFER_CACHED -> true;
            case ONCE -> perImage(wanted).pulled;
            case DEFAULT -> silent(reference.registry());
            case ALWAYS -> false;
        };
    }

    private boolean silent(String registry) {
        Instant since = silentRegistries.getOrDefault(registry, Instant.MIN);
        return since.isAfter(clock.instant().minus(LEFT_ALONE));
    }

    private PerImage perImage(Wanted wanted) {
        if (pulls.size() > MOST_REMEMBERED) {
            pulls.values().removeIf(one -> !one.lock.isLocked());
        }
        return pulls.computeIfAbsent(wanted, _ -> new PerImage());
    }

    /// Whoever waited here while another container's pull of the same image ended takes its outcome for its own.
    private void pullOnce(Wanted wanted, ImageReference reference, boolean localWillDo)
            throws PullFailed, DockerException, InterruptedException {
        PerImage image = perImage(wanted);
        int before = image.rounds;
        image.lock.lockInterruptibly();
        try {
            if (image.rounds == before) {
                image.failure = learned(wanted, reference, localWillDo);
                image.pulled |= image.failure.isEmpty();
                image.rounds = before + 1;
            }
            if (image.failure.isPresent()) {
                throw new PullFailed(image.failure.get());
            }
        } finally {
            image.lock.unlock();
        }
    }

    /// Why the pull failed, if it did.
    private Optional<String> learned(Wanted wanted, ImageReference reference, boolean localWillDo)
            throws DockerException, InterruptedException {
        try {
            return outcome(wanted, reference, localWillDo);
        } catch (PullFailed noCredentials) {
            return Optional.of(String.valueOf(noCredentials.getMessage()));
        }
    }

    private Optional<String> outcome(Wanted wanted, ImageReference reference, boolean localWillDo)
            throws PullFailed, DockerException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            Optional<RegistryLogin> login = login(wanted, reference);
            try {
                docker.pull(reference, login, localWillDo ? shortSilence : SILENCE);
                silentRegistries.remove(reference.registry());
                return Optional.empty();
            } catch (DockerException failure) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                rethrowWhenTheEngineIsAway(failure);
                // The token may have been revoked or have expired early: once, another is asked for.
                if (!renewed && refusesLogin(failure) && forgotten(wanted, login)) {
                    renewed = true;
                    continue;
                }
                if (attempt == ATTEMPTS || hopeless(failure, reference, localWillDo)) {
                    return Optional.of(failure.text());
                }
                log.info(
                        "image={} attempt={} pull failed: {}",
                        LoggedText.of(wanted.image()),
                        attempt,
                        LoggedText.of(failure.text()));
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /// A pull without progress is the registry's fault only if the engine still greets.
    private void rethrowWhenTheEngineIsAway(DockerException failure) throws DockerException {
        switch (failure.reason()) {
            case UNREACHABLE -> throw failure;
            case TIMEOUT -> docker.ping();
            case NOT_FOUND, CONFLICT, REFUSED, ENGINE -> {}
        }
    }

    private static boolean refusesLogin(DockerException failure) {
        return LOGIN_REFUSED.stream().anyMatch(failure.text()::contains);
    }

    private boolean forgotten(Wanted wanted, Optional<RegistryLogin> login) {
        return login.isPresent() && logins.refused(wanted.right(), login.get());
    }

    private boolean hopeless(DockerException failure, ImageReference reference, boolean localWillDo) {
        boolean nobody =
                failure.reason() == Reason.TIMEOUT || NOBODY_THERE.stream().anyMatch(failure.text()::contains);
        if (nobody) {
            silentRegistries.put(reference.registry(), clock.instant());
        }
        boolean refused = failure.reason() == Reason.REFUSED || failure.reason() == Reason.NOT_FOUND;
        return localWillDo || refused || FINAL.stream().anyMatch(failure.text()::contains);
    }

    private Optional<RegistryLogin> login(Wanted wanted, ImageReference reference) throws PullFailed {
        try {
            return logins.find(wanted.right(), reference.registry());
        } catch (IOException unavailable) {
            throw new PullFailed("no registry credentials: " + unavailable.getMessage());
        }
    }

    /// The image with this id, which stands for the same content for ever: the engine is asked once.
    LocalImage image(String id) throws DockerException {
        LocalImage known = seen.get(id);
        return known != null ? known : remembered(docker.image(id));
    }

    private LocalImage remembered(LocalImage image) {
        if (seen.size() >= MOST_REMEMBERED) {
            seen.clear();
        }
        seen.put(image.id(), image);
        return image;
    }

    private Optional<LocalImage> local(String image) throws DockerException {
        try {
            return Optional.of(remembered(docker.image(image)));
        } catch (DockerException absent) {
            rethrowWhenTheEngineIsAway(absent);
            return Optional.empty();
        }
    }

    private static PulledImage pulled(LocalImage image, ImageReference reference, boolean fetched) {
        return new PulledImage(image.id(), image.digestIn(reference), fetched);
    }

    /// Why an image is not here, without the error's name.
    static final class PullFailed extends Exception {
        private static final long serialVersionUID = 1L;

        PullFailed(String message) {
            super(message);
        }
    }
}

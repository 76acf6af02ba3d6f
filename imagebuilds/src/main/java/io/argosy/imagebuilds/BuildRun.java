package io.argosy.imagebuilds;

import io.argosy.docker.BuildRequest;
import io.argosy.docker.DockerException;
import io.argosy.docker.ImageReference;
import io.argosy.docker.RegistryLogin;
import io.argosy.model.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One build from its source to its image at the registry: fetched, looked at, tested where its Dockerfile has a stage
/// of that name, built, pushed. It ends early when it is cancelled; then the server is told nothing.
final class BuildRun {
    private static final Logger log = LoggerFactory.getLogger(BuildRun.class);
    /// The server decides how long a build may take: here is only what no build may take.
    private static final Duration SILENCE = Duration.ofHours(9);

    private final Assignment wanted;
    private final ImageBuilds.Means means;
    private final BuildReports reports;
    private final BuildCache cache;
    private final Thread thread;

    private BuildRun(Assignment wanted, ImageBuilds.Means means) {
        this.wanted = wanted;
        this.means = means;
        this.cache = new BuildCache(means.docker());
        this.thread = Thread.ofVirtual().name("build-" + wanted.id()).unstarted(this::run);
        this.reports = new BuildReports(means, wanted, thread::interrupt);
    }

    static BuildRun started(Assignment wanted, ImageBuilds.Means means) {
        log.info("build={} image={} attempt={}", wanted.id(), wanted.image(), wanted.attempt());
        var run = new BuildRun(wanted, means);
        run.thread.start();
        return run;
    }

    boolean over() {
        return !thread.isAlive();
    }

    void cancel() {
        thread.interrupt();
    }

    /// What comes of it when it is not cancelled.
    private sealed interface Result {
        record Pushed(String digest) implements Result {}

        record Failed(String reason) implements Result {}
    }

    private void run() {
        try (reports) {
            Result result = result();
            if (Thread.currentThread().isInterrupted()) {
                log.info("build={} cancelled", wanted.id());
                return;
            }
            switch (result) {
                case Result.Pushed(String digest) -> reports.succeeded(digest);
                case Result.Failed(String reason) -> reports.failed(reason);
            }
        } catch (InterruptedException stop) {
            log.info("build={} cancelled", wanted.id());
        } catch (RuntimeException bug) {
            log.error("build={} failed", wanted.id(), bug);
        }
    }

    private Result result() {
        reports.phase("FETCHING");
        try (SourceArchive source = SourceArchive.fetched(means, wanted)) {
            RegistryLogin login = source.login();
            if (source.dockerfile().hasStage("test")) {
                reports.phase("TESTING");
                test(source, login);
            }
            reports.phase("BUILDING");
            return built(source, login);
        } catch (TestsFailed failed) {
            return new Result.Failed("the stage test failed: " + failed.getMessage());
        } catch (DockerException failed) {
            return new Result.Failed(failed.text());
        } catch (SourceRefused refused) {
            return new Result.Failed(String.valueOf(refused.getMessage()));
        } catch (IOException | ApiException away) {
            return new Result.Failed("the source could not be fetched: " + away.getMessage());
        }
    }

    /// The stage `test` of its Dockerfile is no more: what it says stands in the log.
    private static final class TestsFailed extends Exception {
        private static final long serialVersionUID = 1L;

        TestsFailed(DockerException cause) {
            super(cause.text(), cause);
        }
    }

    private void test(SourceArchive source, RegistryLogin login) throws TestsFailed {
        ImageReference kept = cache.reference(wanted.repository(), "test");
        try {
            cache.replacing(
                    kept,
                    () -> means.docker()
                            .build(request("test", name(kept), Map.of(), login), source.file(), reports::say, SILENCE));
        } catch (DockerException failed) {
            throw new TestsFailed(failed);
        }
    }

    private Result built(SourceArchive source, RegistryLogin login) throws DockerException {
        ImageReference kept = cache.reference(wanted.repository(), "image");
        cache.replacing(
                kept,
                () -> means.docker()
                        .build(request("", name(kept), wanted.labels(), login), source.file(), reports::say, SILENCE));
        reports.phase("PUSHING");
        means.docker().tag(name(kept), wanted.image());
        try {
            return new Result.Pushed(means.docker().push(wanted.image(), login, SILENCE));
        } finally {
            cache.forget(name(wanted.image()));
        }
    }

    private BuildRequest request(String stage, String name, Map<String, String> labels, RegistryLogin login) {
        return new BuildRequest(wanted.dockerfile(), stage, name, labels, wanted.share(), login);
    }

    private static String name(ImageReference image) {
        return image.repository() + ":" + image.version();
    }
}

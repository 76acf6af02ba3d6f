package io.argosy.shipping;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.BuildDescription;
import io.argosy.shapes.argosy.DescribeBuildRequest;
import io.argosy.shapes.argosy.StartBuildRequest;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.GetLogEventsResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.OutputLogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Has a folder or a git repository built on the fleet, and shows what the build says until it is over.
final class RemoteBuild {
    private static final Duration LOOK = Duration.ofMillis(700);
    private static final Set<String> LIVE = Set.of("FETCHING", "QUEUED", "RUNNING");
    private static final int BRIEF = 12;

    private final Calls calls;
    private final Telling telling;
    private Optional<String> place = Optional.empty();
    private String why = "";

    RemoteBuild(Calls calls, Telling telling) {
        this.calls = calls;
        this.telling = telling;
    }

    /// Whether there is an image of it now.
    boolean folder(Project project, String said) throws IOException, InterruptedException {
        calls.repository(project.name());
        Path archive = Files.createTempFile("argosy-source", ".tar.gz");
        try {
            telling.step("Packing " + project.folder());
            BuildContext.of(project.folder(), project.content().dockerfile()).pack(archive);
            telling.fact((Files.size(archive) >> 10) + " KiB");
            String digest = new SourceUpload(calls, telling).put(project.name(), archive);
            String version = said.isEmpty() ? Versions.of(project.folder(), digest) : said;
            return watched(calls.call(
                            Argosy.START_BUILD,
                            StartBuildRequest.builder()
                                    .cluster(project.cluster())
                                    .repositoryName(project.name())
                                    .imageTag(version)
                                    .sourceDigest(digest)
                                    .dockerfile(project.content().dockerfile())
                                    .build())
                    .imageBuild()
                    .orElseThrow());
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /// The same of what a git repository has at a ref; the server fetches it.
    boolean git(String repository, String cluster, String url, String ref, String said)
            throws IOException, InterruptedException {
        calls.repository(repository);
        return watched(calls.call(
                        Argosy.START_BUILD,
                        StartBuildRequest.builder()
                                .cluster(cluster)
                                .repositoryName(repository)
                                .imageTag(said.isEmpty() ? ref.replaceAll("[^A-Za-z0-9._-]", "-") : said)
                                .gitUrl(url)
                                .gitRef(ref)
                                .build())
                .imageBuild()
                .orElseThrow());
    }

    private boolean watched(BuildDescription started) throws IOException, InterruptedException {
        String id = started.buildId().orElseThrow();
        telling.step("Building on the fleet: build " + id);
        BuildDescription now = started;
        while (LIVE.contains(now.state().orElse(""))) {
            Thread.sleep(LOOK);
            now = calls.call(
                            Argosy.DESCRIBE_BUILD,
                            DescribeBuildRequest.builder().buildId(id).build())
                    .imageBuild()
                    .orElseThrow();
            lines(now);
            waiting(now);
        }
        lines(now);
        return outcome(now);
    }

    /// What it waits for, when that is news.
    private void waiting(BuildDescription now) {
        String reason = now.reason()
                .filter(_ -> now.state().equals(Optional.of("QUEUED")))
                .orElse("");
        if (!reason.isEmpty() && !reason.equals(why)) {
            telling.fact("it waits: " + reason);
        }
        why = reason;
    }

    /// The lines of its log that came since the last time.
    private void lines(BuildDescription now) throws IOException {
        boolean more = true;
        while (more) {
            try {
                GetLogEventsResponse page = calls.client()
                        .call(
                                Logs.GET_LOG_EVENTS,
                                GetLogEventsRequest.builder()
                                        .logGroupName(now.logGroup().orElse(""))
                                        .logStreamName(now.logStream().orElse(""))
                                        .startFromHead(true)
                                        .nextToken(place)
                                        .build());
                List<OutputLogEvent> events = page.events().orElse(List.of());
                events.forEach(event -> telling.fact(event.message().orElse("").stripTrailing()));
                place = page.nextForwardToken();
                more = !events.isEmpty();
            } catch (ApiException notYet) {
                more = false;
            }
        }
    }

    private boolean outcome(BuildDescription build) {
        boolean good = build.state().equals(Optional.of("SUCCEEDED"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("build", build.buildId().orElse(""));
        values.put(
                "image",
                build.repositoryName().orElse("") + ":" + build.imageTag().orElse(""));
        values.put("digest", build.imageDigest().orElse(""));
        values.put("commit", build.commitId().orElse(""));
        values.put("outcome", build.state().orElse(""));
        values.put("reason", build.reason().orElse(""));
        telling.outcome(good ? "built" : "failed", values);
        return good;
    }

    /// What versions are called that nobody named.
    static final class Versions {
        private Versions() {}

        /// What git says of the folder where nothing of it is uncommitted, and otherwise what its files are.
        static String of(Path folder, String digest) throws InterruptedException {
            String described = new Program(folder, Map.of())
                    .answer(List.of("git", "describe", "--tags", "--always", "--dirty"))
                    .replaceAll("[^A-Za-z0-9._-]", "-");
            String hash = digest.substring(digest.indexOf(':') + 1).substring(0, BRIEF);
            if (described.isEmpty()) {
                return hash;
            }
            return described.endsWith("-dirty") ? described + "-" + hash : described;
        }
    }
}

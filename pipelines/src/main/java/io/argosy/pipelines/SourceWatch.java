package io.argosy.pipelines;

import io.argosy.builds.GitTips;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.reconcilers.Reconciler;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageDetail;
import io.argosy.state.AccountStore;
import io.argosy.wire.LocalCalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the sources of pipelines that nobody tells of: branches every so often, and tags whenever an image is
/// pushed. A branch is asked for on a thread of its own, as a host that does not answer is not to keep the others.
final class SourceWatch implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int A_PAGE = 1_000;

    private final PipelineStore pipelines;
    private final LocalCalls calls;
    private final GitTips tips;
    private final InstantSource clock;
    private final Map<String, Instant> next = new HashMap<>();
    private final Map<String, Thread> busy = new ConcurrentHashMap<>();
    private volatile Optional<Instant> soonest = Optional.empty();
    private volatile boolean tags;

    SourceWatch(PipelineStore pipelines, LocalCalls calls, GitTips tips, InstantSource clock) {
        this.pipelines = pipelines;
        this.calls = calls;
        this.tips = tips;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "pipeline-sources";
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return soonest;
    }

    /// Whether a pipeline waits for images, so that one that is pushed is news.
    boolean waitsForImages() {
        return tags;
    }

    @Override
    public void pass() {
        busy.values().removeIf(thread -> !thread.isAlive());
        boolean some = false;
        List<Instant> moments = new ArrayList<>();
        for (AccountStore account : pipelines.stores().accounts()) {
            for (Pipeline pipeline : account.read().table(Pipeline.KIND).values()) {
                switch (pipeline.source()) {
                    case PipelineSource.Pushed() -> {}
                    case PipelineSource.Git git when git.pollSeconds() == 0 -> {}
                    case PipelineSource.Git git -> moments.add(poll(account.realm(), pipeline, git));
                    case PipelineSource.Tag(String pattern) -> {
                        some = true;
                        lookForImage(account.realm(), pipeline, pattern);
                    }
                }
            }
        }
        tags = some;
        soonest = moments.stream().min(Comparator.naturalOrder());
    }

    /// When it is due next.
    private Instant poll(AccountRegion realm, Pipeline pipeline, PipelineSource.Git git) {
        String key = realm + "/" + pipeline.name();
        Instant now = clock.instant();
        Instant due = next.getOrDefault(key, now);
        if (due.isAfter(now)) {
            return due;
        }
        if (!busy.containsKey(key)) {
            busy.put(key, Thread.ofVirtual().name("poll-" + pipeline.name()).start(() -> ask(realm, pipeline, git)));
        }
        Instant after = now.plusSeconds(git.pollSeconds());
        next.put(key, after);
        return after;
    }

    private void ask(AccountRegion realm, Pipeline pipeline, PipelineSource.Git git) {
        try {
            String tip = tips.of(git.url(), git.branch());
            if (!tip.isEmpty() && !tip.equals(seen(realm, pipeline))) {
                pipelines.start(realm, pipeline.name(), new PipelineRun.Change(tip, "", "", "", ""), tip);
            }
        } catch (IOException | ApiException failure) {
            log.warn("pipeline={} its source was not there: {}", pipeline.name(), failure.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private String seen(AccountRegion realm, Pipeline pipeline) {
        return pipelines
                .in(realm)
                .table(Pipeline.KIND)
                .get(pipeline.name())
                .map(known -> known.progress().seen())
                .orElse("");
    }

    /// The image pushed last with a tag that fits, if it is newer than the pipeline and was not seen yet.
    private void lookForImage(AccountRegion realm, Pipeline pipeline, String pattern) {
        try {
            newest(realm, pipeline, pattern).ifPresent(image -> {
                String digest = image.imageDigest().orElse("");
                String mark = digest + " "
                        + image.imagePushedAt().map(Instant::toEpochMilli).orElse(0L);
                if (!mark.equals(pipeline.progress().seen())) {
                    String tag = fitting(image, pattern).orElse("");
                    pipelines.start(
                            realm, pipeline.name(), new PipelineRun.Change("", "tag " + tag, "", "", digest), mark);
                }
            });
        } catch (ApiException refused) {
            log.warn("pipeline={} its images are not to be had: {}", pipeline.name(), refused.getMessage());
        }
    }

    private Optional<ImageDetail> newest(AccountRegion realm, Pipeline pipeline, String pattern) {
        Optional<ImageDetail> newest = Optional.empty();
        Optional<String> token = Optional.empty();
        do {
            var page = calls.call(
                    Ecr.DESCRIBE_IMAGES,
                    DescribeImagesRequest.builder()
                            .repositoryName(pipeline.image().repository())
                            .maxResults(A_PAGE)
                            .nextToken(token)
                            .build(),
                    LocalCalls.As.account(realm, Pipelines.PROGRAM));
            for (ImageDetail image : page.imageDetails().orElse(List.of())) {
                Instant pushed = image.imagePushedAt().orElse(Instant.EPOCH);
                boolean later = newest.flatMap(ImageDetail::imagePushedAt)
                        .map(pushed::isAfter)
                        .orElse(true);
                if (later
                        && pushed.isAfter(pipeline.creation().at())
                        && fitting(image, pattern).isPresent()) {
                    newest = Optional.of(image);
                }
            }
            token = page.nextToken();
        } while (token.isPresent());
        return newest;
    }

    private static Optional<String> fitting(ImageDetail image, String pattern) {
        Pattern form = Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
        return image.imageTags().orElse(List.of()).stream()
                .filter(tag -> form.matcher(tag).matches())
                .findFirst();
    }

    void close() {
        busy.values().forEach(Thread::interrupt);
    }
}

package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.argosy.AssignedBuild;
import io.argosy.shapes.argosy.BuildDescription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A build as clients see it, and as its agent does.
record BuildShape(AccountRegion realm, String registry) {
    private static final String ANNOTATION = "org.opencontainers.image.";

    BuildDescription of(Build build) {
        var arns = new Arns(realm);
        var cluster = new ClusterName(build.cluster());
        BuildState.Work work = build.state().work();
        var shape = BuildDescription.builder()
                .buildId(build.id())
                .clusterArn(arns.cluster(cluster))
                .repositoryName(build.target().repository())
                .imageTag(build.target().tag())
                .state(build.state().word())
                .sourceDigest(some(build.source().archive()))
                .commitId(some(build.source().revision()))
                .attempts(work.attempts())
                .containerInstanceArn(
                        some(work.instance()).map(id -> arns.containerInstance(cluster, new ContainerInstanceId(id))))
                .createdAt(build.origin().at())
                .createdBy(build.origin().by())
                .startedAt(Optional.of(work.startedAt()).filter(at -> at.isAfter(Instant.EPOCH)))
                .logGroup(BuildLog.GROUP)
                .logStream(build.logStream());
        if (build.source() instanceof BuildSource.Git git) {
            shape.gitUrl(git.url()).gitRef(git.ref());
        }
        return switch (build.state()) {
            case BuildState.Fetching() -> shape.build();
            case BuildState.Queued queued -> shape.reason(some(queued.why())).build();
            case BuildState.Assigned assigned ->
                shape.phase(some(assigned.phase())).build();
            case BuildState.Ended ended ->
                shape.reason(some(ended.ending().reason()))
                        .endedAt(ended.at())
                        .imageDigest(some(ended.ending().digest()))
                        .imageUri(some(ended.ending().digest())
                                .map(digest -> registry + "/" + build.target().repository() + "@" + digest))
                        .build();
        };
    }

    AssignedBuild assigned(Build build) {
        return AssignedBuild.builder()
                .buildId(build.id())
                .attempt(build.state().work().attempts())
                .registry(registry)
                .repositoryName(build.target().repository())
                .imageTag(build.target().tag())
                .sourceDigest(build.source().archive())
                .dockerfile(build.recipe().dockerfile())
                .labels(labels(build))
                .cpu(build.recipe().cpu())
                .memory(build.recipe().memoryMib())
                .build();
    }

    /// Where an image comes from, by the names of the Open Container Initiative.
    private static Map<String, String> labels(Build build) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("io.argosy.build", build.id());
        labels.put(ANNOTATION + "version", build.target().tag());
        some(build.source().revision()).ifPresent(commit -> labels.put(ANNOTATION + "revision", commit));
        some(build.source().address()).ifPresent(url -> labels.put(ANNOTATION + "source", url));
        return labels;
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}

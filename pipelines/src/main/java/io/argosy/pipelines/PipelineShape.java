package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.ClusterName;
import io.argosy.shapes.argosy.PipelineDescription;
import io.argosy.shapes.argosy.PipelineRunDescription;
import java.util.Optional;

/// Pipelines and their runs as clients see them.
record PipelineShape(AccountRegion realm) {
    private static final String LOG_GROUP = "/argosy/builds";

    PipelineDescription of(Pipeline pipeline) {
        var shape = PipelineDescription.builder()
                .pipelineName(pipeline.name())
                .clusterArn(new Arns(realm)
                        .cluster(new ClusterName(pipeline.target().cluster())))
                .serviceName(pipeline.target().service())
                .containerName(pipeline.target().container())
                .repositoryName(pipeline.image().repository())
                .dockerfile(pipeline.image().dockerfile())
                .timeoutSeconds(pipeline.image().seconds())
                .approval(pipeline.approval())
                .createdAt(pipeline.creation().at())
                .createdBy(pipeline.creation().by());
        return switch (pipeline.source()) {
            case PipelineSource.Pushed() -> shape.source("PUSHED").build();
            case PipelineSource.Git git ->
                shape.source("GIT")
                        .gitUrl(git.url())
                        .branch(git.branch())
                        .pollSeconds(git.pollSeconds())
                        .webhookPath(Webhook.path(realm, pipeline.name()))
                        .build();
            case PipelineSource.Tag tag ->
                shape.source("TAG").tagPattern(tag.pattern()).build();
        };
    }

    PipelineRunDescription of(PipelineRun run, Optional<Pipeline> pipeline) {
        var shape = PipelineRunDescription.builder()
                .pipelineName(run.pipeline())
                .run(run.number())
                .state(run.state().word())
                .commitId(some(run.change().commit()))
                .message(some(run.change().message()))
                .startedBy(some(run.change().by()))
                .buildId(some(run.facts().build()))
                .imageDigest(some(run.facts().digest()))
                .taskDefinitionArn(some(run.facts().definition()))
                .previousTaskDefinitionArn(some(run.facts().previous()))
                .createdAt(run.createdAt());
        if (!run.facts().build().isEmpty() && pipeline.isPresent()) {
            shape.logGroup(LOG_GROUP)
                    .logStream(pipeline.get().image().repository() + "/"
                            + run.facts().build());
        }
        if (run.state() instanceof RunState.Ended ended) {
            shape.reason(some(ended.reason())).logLines(ended.lines()).endedAt(ended.at());
        }
        return shape.build();
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}

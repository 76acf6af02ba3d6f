package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.pipelines.Pipeline;
import io.argosy.pipelines.PipelineRun;
import io.argosy.pipelines.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `Pipeline Run State Change`: Argosy's own, whenever a run is in another state than before.
final class PipelineEvents {
    private static final String SOURCE = "argosy.pipelines";

    private PipelineEvents() {}

    static Optional<Draft> of(Optional<PipelineRun> before, PipelineRun after, AccountRegion realm, Instant at) {
        if (before.map(old -> old.state().word())
                .equals(Optional.of(after.state().word()))) {
            return Optional.empty();
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("pipeline", after.pipeline());
        detail.put("run", after.number());
        detail.put("state", after.state().word());
        detail.put("commit", after.change().commit());
        detail.put("imageDigest", after.facts().digest());
        detail.put("taskDefinitionArn", after.facts().definition());
        if (after.state() instanceof RunState.Ended ended) {
            detail.put("reason", ended.reason());
            detail.put("logLines", ended.lines());
        }
        return Optional.of(
                Draft.of(SOURCE, "Pipeline Run State Change", Pipeline.arn(realm, after.pipeline()), at, detail));
    }
}

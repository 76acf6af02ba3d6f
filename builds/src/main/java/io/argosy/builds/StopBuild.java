package io.argosy.builds;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.StopBuildRequest;
import io.argosy.shapes.argosy.StopBuildResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `StopBuild`: nobody wants it any more. Its agent ends what it does as soon as it hears of it; a build that is over
/// stays as it is.
final class StopBuild implements Operation<StopBuildRequest, StopBuildResponse> {
    private static final String WHY = "Stopped by user";

    private final BuildStore builds;
    private final BuildLog log;
    private final String registry;

    StopBuild(BuildStore builds, BuildLog log, String registry) {
        this.builds = builds;
        this.log = log;
        this.registry = registry;
    }

    @Override
    public OperationModel<StopBuildRequest, StopBuildResponse> model() {
        return Argosy.STOP_BUILD;
    }

    @Override
    public List<Permission> permissions(Caller caller, StopBuildRequest request) {
        return builds.permissions("argosy:StopBuild", caller, request.buildId());
    }

    @Override
    public StopBuildResponse handle(Caller caller, StopBuildRequest request) {
        String reason = request.reason().orElse(WHY);
        Build seen = builds.existing(caller.realm(), request.buildId());
        Build stopped = builds.stores().account(caller.realm()).write(tx -> {
            Build now = tx.state().table(Build.KIND).get(seen.id()).orElse(seen);
            if (now.state().over()) {
                return now;
            }
            Build ended = now.ended(BuildState.Outcome.STOPPED, reason, tx.now());
            tx.update(ended);
            return ended;
        });
        if (!seen.state().over()) {
            log.say(caller.realm(), stopped, "stopped: " + reason);
        }
        return StopBuildResponse.builder()
                .imageBuild(new BuildShape(caller.realm(), registry).of(stopped))
                .build();
    }
}

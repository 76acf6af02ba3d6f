package io.argosy.planning;

import io.argosy.model.Service;
import io.argosy.shapes.ecs.DeploymentEarlySuccessCriteria;
import java.util.Optional;

/// When a deployment is complete before all of its tasks are good (ecs-semantics 7.11): so many are, and the older ones
/// are gone if it `waits` for them.
record EarlySuccess(int good, boolean waits) {
    private static final int ALL = 100;

    static Optional<EarlySuccess> of(Service service) {
        return service.configuration()
                .deploymentConfiguration()
                .flatMap(configuration -> configuration.earlySuccessCriteria())
                .filter(DeploymentEarlySuccessCriteria::enable)
                .map(asked -> new EarlySuccess(
                        share(service.desiredCount(), asked.healthyPercent().orElse(ALL)),
                        asked.sourceServiceRevisionCleanup().orElse("BLOCKING").equals("BLOCKING")));
    }

    private static int share(int desired, int percent) {
        return Math.toIntExact(((long) desired * percent + ALL - 1) / ALL);
    }

    boolean reached(LiveTasks live) {
        return live.count(serviceTask -> !serviceTask.old() && serviceTask.is(HealthStage.HEALTHY)) >= good
                && (!waits || live.count(ServiceTask::old) == 0);
    }
}

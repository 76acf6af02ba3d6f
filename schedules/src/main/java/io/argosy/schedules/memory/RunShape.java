package io.argosy.schedules.memory;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.shapes.argosy.RunContainer;
import io.argosy.shapes.argosy.ScheduledRun;
import java.time.Instant;
import java.util.Optional;

/// A run as clients see it. Its state is how it ended, or QUEUED, WAITING or STARTED.
final class RunShape {
    private RunShape() {}

    static ScheduledRun of(Run run, AccountRegion realm) {
        var shape = ScheduledRun.builder()
                .runId(run.id())
                .scheduleArn(run.of().arn(realm))
                .target(some(run.target()))
                .state(state(run))
                .dueAt(run.due())
                .attempts(run.state().attemptsSoFar());
        return switch (run.state()) {
            case RunState.Queued() -> shape.build();
            case RunState.Waiting waiting ->
                shape.reason(some(waiting.problem().message())).build();
            case RunState.Started started ->
                shape.startedAt(started.at()).resourceArns(started.resources()).build();
            case RunState.Ended ended ->
                shape.startedAt(Optional.of(ended.startedAt()).filter(at -> at.isAfter(Instant.EPOCH)))
                        .endedAt(ended.at())
                        .reason(some(ended.ending().reason()))
                        .resourceArns(ended.resources())
                        .containers(
                                ended.parts().stream().map(RunShape::container).toList())
                        .build();
        };
    }

    static String state(Run run) {
        return switch (run.state()) {
            case RunState.Queued() -> "QUEUED";
            case RunState.Waiting _ -> "WAITING";
            case RunState.Started _ -> "STARTED";
            case RunState.Ended ended -> ended.ending().outcome().name();
        };
    }

    private static RunContainer container(RunState.Part part) {
        return RunContainer.builder()
                .resourceArn(part.resource())
                .name(some(part.container()))
                .exitCode(some(part.exitCode()).map(Integer::valueOf))
                .logGroup(some(part.logGroup()))
                .logStream(some(part.logStream()))
                .build();
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}

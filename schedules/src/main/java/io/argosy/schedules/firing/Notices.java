package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.targets.Aim;
import io.argosy.shapes.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is told: alerts, and dead letters in the form that AWS's queues have them (schedules-events-logs 1.8).
final class Notices {
    private Notices() {}

    static Notice alert(String destination, Run run, RunState.Ending ending, AccountRegion realm, Instant now) {
        Map<String, Object> body = about(run.of(), realm, ending.outcome().name(), now);
        body.put("due", run.due().toString());
        body.put("runId", run.id());
        body.put("reason", ending.reason());
        if (run.state() instanceof RunState.Ended ended) {
            body.put("attempts", ended.attempts());
            body.put("resources", ended.resources());
            body.put("containers", ended.parts().stream().map(Notices::part).toList());
        }
        return notice("alert " + run.key(), destination, run.of(), body, now);
    }

    static Notice late(String destination, Expectation missed, AccountRegion realm, Instant now) {
        Map<String, Object> body = about(missed.of(), realm, "NO_SUCCESS", now);
        body.put("deadline", missed.deadline().toString());
        body.put("reason", "No run has succeeded by " + missed.deadline() + ".");
        return notice("late " + missed.of() + " " + missed.deadline(), destination, missed.of(), body, now);
    }

    static Notice letter(String destination, Run run, Aim aim, AccountRegion realm, Instant now) {
        RunState.Ending ending = ((RunState.Ended) run.state()).ending();
        int attempts = run.state().attemptsSoFar();
        String[] error = ending.reason().split(": ", 2);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("SCHEDULE_ARN", run.of().arn(realm));
        attributes.put("TARGET_ARN", aim.letter().targetArn());
        attributes.put("SCHEDULED_TIME", run.due().toString());
        attributes.put("EXECUTION_ID", run.attemptId());
        attributes.put("ERROR_CODE", error[0]);
        attributes.put("ERROR_MESSAGE", error[error.length - 1]);
        attributes.put("RETRY_ATTEMPTS", String.valueOf(Math.max(0, attempts - 1)));
        exhausted(run, aim, now).ifPresent(limit -> attributes.put("EXHAUSTED_RETRY_CONDITION", limit));
        attributes.put("IS_PAYLOAD_TRUNCATED", "false");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("body", aim.letter().input());
        body.put("attributes", attributes);
        return notice("letter " + run.key(), destination, run.of(), body, now);
    }

    /// Which limit ended the retries, if one did.
    private static Optional<String> exhausted(Run run, Aim aim, Instant now) {
        int attempts = run.state().attemptsSoFar();
        if (attempts > aim.retries().most()) {
            return Optional.of("MaximumRetryAttempts");
        }
        return Optional.of("MaximumEventAgeInSeconds")
                .filter(_ ->
                        attempts > 1 || now.isAfter(run.due().plus(aim.retries().oldest())));
    }

    private static Map<String, Object> about(ScheduleId of, AccountRegion realm, String outcome, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scheduleArn", of.arn(realm));
        body.put("outcome", outcome);
        body.put("at", now.toString());
        return body;
    }

    private static Map<String, Object> part(RunState.Part part) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("resource", part.resource());
        shown.put("container", part.container());
        shown.put("exitCode", part.exitCode());
        shown.put("logGroup", part.logGroup());
        shown.put("logStream", part.logStream());
        return shown;
    }

    private static Notice notice(String id, String destination, ScheduleId of, Map<String, Object> body, Instant now) {
        return new Notice(id, destination, of.key().replace(':', '-'), JsonTree.write(body), now, 0, now);
    }
}

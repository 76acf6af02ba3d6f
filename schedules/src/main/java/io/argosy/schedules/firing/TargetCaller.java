package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.targets.Aim;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.SubmitJobResponse;
import io.argosy.shapes.batch.TerminateJobRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Verdict;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls what a run or a rule is to do, as the role of its schedule, and says how that went.
public final class TargetCaller {
    static final String PROGRAM = "scheduler.amazonaws.com";
    static final String RULES = "events.amazonaws.com";
    private static final Logger log = LoggerFactory.getLogger(TargetCaller.class);
    private static final int SERVER_FAULT = 500;
    private static final String NO_INSTANCES = "No Container Instances were found in your cluster.";

    private final LocalCalls calls;
    private final RoleRights roles;
    private final Webhooks webhooks;

    private final LogWriter logs;

    public TargetCaller(Firing.Reach reach) {
        this.calls = reach.calls();
        this.roles = reach.roles();
        this.webhooks = reach.webhooks();
        this.logs = new LogWriter(reach.calls());
    }

    public Attempt call(Aim aim, ScheduleId of, AccountRegion realm) {
        String service = of.ofRule() ? RULES : PROGRAM;
        if (aim.call() instanceof Aim.Call.Log log) {
            return logged(log, LocalCalls.As.account(realm, service));
        }
        Optional<RoleRights.Taken> role = roles.take(aim.role(), service, of.arn(realm));
        if (role.isEmpty()) {
            return new Attempt.Refused(new RunState.Problem(
                    "AccessDeniedException", "The role " + aim.role() + " cannot be taken by " + service + "."));
        }
        return switch (aim.call()) {
            case Aim.Call.Operation(OperationModel<?, ?> model, Shape input) ->
                called(
                        model,
                        input,
                        new LocalCalls.As(
                                realm, role.get().principal(), role.get().rights(), service));
            case Aim.Call.Webhook(String destination, String body) -> {
                Permission needed = Permission.on("events:InvokeApiDestination", destination);
                yield role.get().rights().verdict(needed) instanceof Verdict.Denied denied
                        ? notAllowed(role.get(), needed, denied)
                        : webhooks.send(destination, body, realm);
            }
            case Aim.Call.Log _ -> throw new IllegalStateException("a log group is written to by no role");
        };
    }

    /// Whoever named the group was let to write there when it did.
    private Attempt logged(Aim.Call.Log log, LocalCalls.As as) {
        try {
            logs.write(log.group(), log.stream(), log.at(), log.message(), as);
            return new Attempt.Done();
        } catch (ApiException refused) {
            return refused(refused.error());
        }
    }

    private static Attempt notAllowed(RoleRights.Taken role, Permission needed, Verdict.Denied denied) {
        return new Attempt.Refused(new RunState.Problem(
                "AccessDeniedException",
                "User: " + role.principal() + " is not authorized to perform: " + needed.action() + " on resource: "
                        + needed.resource() + " " + denied.because()));
    }

    @SuppressWarnings("unchecked")
    private <I extends Shape> Attempt called(OperationModel<I, ?> model, Shape input, LocalCalls.As as) {
        try {
            return answered(calls.call(model, (I) input, as));
        } catch (ApiException refused) {
            return refused(refused.error());
        } catch (RuntimeException bug) {
            log.error("operation={} called for a schedule failed", model, bug);
            return new Attempt.Trouble(new RunState.Problem(
                    "AWS.Scheduler.InternalServerError", "Unexpected error occurred while processing the request"));
        }
    }

    private static Attempt answered(Shape answer) {
        return switch (answer) {
            case RunTaskResponse tasks -> started(tasks);
            case SubmitJobResponse job ->
                new Attempt.Started(List.of(job.jobArn().orElse("job/" + job.jobId())));
            default -> new Attempt.Done();
        };
    }

    private static Attempt started(RunTaskResponse answer) {
        List<String> arns = answer.tasks().orElse(List.of()).stream()
                .flatMap(task -> task.taskArn().stream())
                .toList();
        if (!arns.isEmpty()) {
            return new Attempt.Started(arns);
        }
        String reason = answer.failures().orElse(List.of()).stream()
                .findFirst()
                .map(TargetCaller::sentence)
                .orElse("");
        return new Attempt.NoRoom(reason);
    }

    private static String sentence(Failure failure) {
        return failure.reason().orElse("")
                + failure.detail().map(detail -> " " + detail).orElse("");
    }

    private static Attempt refused(ApiError error) {
        var problem = new RunState.Problem(error.code(), error.message());
        if (error.message().equals(NO_INSTANCES)) {
            return new Attempt.NoRoom(error.message());
        }
        boolean later = error.status() >= SERVER_FAULT
                || error.code().contains("Throttling")
                || error.code().contains("TooManyRequests")
                || error.code().equals("LimitExceededException");
        return later ? new Attempt.Trouble(problem) : new Attempt.Refused(problem);
    }

    /// Stops what a run started. The server does so on its own: no role has to be let to.
    void stop(List<String> resources, String reason, AccountRegion realm) {
        var as = LocalCalls.As.account(realm, PROGRAM);
        for (String arn : resources) {
            try {
                if (TaskEnds.task(arn)) {
                    String[] parts = arn.split("/");
                    calls.call(
                            Ecs.STOP_TASK,
                            StopTaskRequest.builder()
                                    .cluster(parts[1])
                                    .task(arn)
                                    .reason(reason)
                                    .build(),
                            as);
                } else {
                    calls.call(
                            Batch.TERMINATE_JOB,
                            TerminateJobRequest.builder()
                                    .jobId(arn.substring(arn.lastIndexOf('/') + 1))
                                    .reason(reason)
                                    .build(),
                            as);
                }
            } catch (ApiException gone) {
                log.info("resource={} cannot be stopped: {}", arn, gone.error().message());
            }
        }
    }
}

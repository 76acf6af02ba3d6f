package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.Platform;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.ComputeEnvironmentOrder;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.JobStateTimeLimitAction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a queue must be like (batch-semantics 4.1, 4.2, 4.4), made or changed.
record QueueRules(Caller caller, BatchState state) {
    private static final Set<String> STATES = Set.of("ENABLED", "DISABLED");
    private static final Set<String> BLOCKING = Set.of(
            "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
            "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
            "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
            "MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED");
    private static final int MOST_ENVIRONMENTS = 3;
    private static final int LEAST_SECONDS = 600;
    private static final int MOST_SECONDS = 86_400;

    void check(CreateJobQueueRequest asked) {
        checkAllButEnvironments(asked);
        environments(asked);
    }

    /// Environments that nobody names stay as they are: one that became INVALID must not keep a queue from being
    /// disabled.
    void checkAllButEnvironments(CreateJobQueueRequest asked) {
        checkState(asked);
        if (!asked.serviceEnvironmentOrder().orElse(List.of()).isEmpty()) {
            throw BatchErrors.unsupported("serviceEnvironmentOrder");
        }
        asked.jobQueueType()
                .filter(type -> type.equals("EKS") || type.equals("SAGEMAKER_TRAINING"))
                .ifPresent(type -> {
                    throw BatchErrors.unsupported("jobQueueType " + type);
                });
        asked.jobStateTimeLimitActions().orElse(List.of()).forEach(this::timeLimit);
        asked.schedulingPolicyArn().ifPresent(this::policy);
    }

    private static void checkState(CreateJobQueueRequest asked) {
        asked.state().filter(word -> !STATES.contains(word)).ifPresent(word -> {
            throw BatchErrors.plain("state " + word + " must be one of ENABLED | DISABLED");
        });
    }

    /// As it is kept: environments by their ARNs in the order they are tried, and what was left out.
    CreateJobQueueRequest complete(CreateJobQueueRequest asked) {
        return asked.toBuilder()
                .state(asked.state().orElse("ENABLED"))
                .computeEnvironmentOrder(inOrder(asked).stream()
                        .map(entry -> entry.toBuilder()
                                .computeEnvironment(state.arns()
                                        .environment(environment(entry).name()))
                                .build())
                        .toList())
                .jobQueueType(platform(asked).queueType())
                .jobStateTimeLimitActions(asked.jobStateTimeLimitActions().orElse(List.of()))
                .serviceEnvironmentOrder(Optional.empty())
                .build();
    }

    private static List<ComputeEnvironmentOrder> inOrder(CreateJobQueueRequest asked) {
        return asked.computeEnvironmentOrder().orElse(List.of()).stream()
                .sorted(Comparator.comparing(ComputeEnvironmentOrder::order))
                .toList();
    }

    private void environments(CreateJobQueueRequest asked) {
        List<ComputeEnvironmentOrder> entries = inOrder(asked);
        if (entries.isEmpty()) {
            throw BatchErrors.plain("At least 1 compute environment must be provided");
        }
        if (entries.size() > MOST_ENVIRONMENTS) {
            throw BatchErrors.plain("At most " + MOST_ENVIRONMENTS + " compute environments can be provided");
        }
        List<ComputeEnvironment> environments =
                entries.stream().map(this::environment).toList();
        boolean twice = environments.stream().distinct().count() < entries.size()
                || entries.stream()
                                .map(ComputeEnvironmentOrder::order)
                                .distinct()
                                .count()
                        < entries.size();
        if (twice) {
            throw BatchErrors.plain("computeEnvironmentOrder is malformed");
        }
        environments.stream().filter(one -> !state.healthy(one)).findFirst().ifPresent(one -> {
            throw BatchErrors.plain(
                    "The compute environment " + state.arns().environment(one.name()) + " is not VALID");
        });
        if (environments.stream().map(ComputeEnvironment::platform).distinct().count() > 1) {
            throw BatchErrors.plain(
                    "The compute environments of a queue must be all on EC2 and SPOT, all on Fargate, or"
                            + " all on managed instances");
        }
        String type = platform(asked).queueType();
        if (asked.jobQueueType().filter(given -> !given.equals(type)).isPresent()) {
            throw BatchErrors.plain("The jobQueueType of a queue on these compute environments is " + type);
        }
    }

    private Platform platform(CreateJobQueueRequest asked) {
        return environment(inOrder(asked).getFirst()).platform();
    }

    private ComputeEnvironment environment(ComputeEnvironmentOrder entry) {
        return state.environment(entry.computeEnvironment())
                .orElseThrow(() -> BatchErrors.missing(entry.computeEnvironment()));
    }

    private void timeLimit(JobStateTimeLimitAction action) {
        if (!BLOCKING.contains(action.reason())) {
            throw BatchErrors.wrapped(caller, "Invalid job reason " + action.reason());
        }
        if (!action.action().equals("CANCEL")) {
            throw BatchErrors.wrapped(caller, "Invalid job action " + action.action() + ". It must be CANCEL");
        }
        if (action.maxTimeSeconds() < LEAST_SECONDS || action.maxTimeSeconds() > MOST_SECONDS) {
            throw BatchErrors.wrapped(
                    caller, "maxTimeSeconds must be between " + LEAST_SECONDS + " and " + MOST_SECONDS);
        }
    }

    /// Shares by quota are for queues of service jobs only.
    private void policy(String arn) {
        switch (state.policy(arn).orElseThrow(() -> BatchErrors.missing(arn)).rule()) {
            case SchedulingPolicy.Rule.FairShare _ -> {}
            case SchedulingPolicy.Rule.QuotaShare _ ->
                throw BatchErrors.unsupported("A quotaSharePolicy for a queue of compute environments");
        }
    }
}

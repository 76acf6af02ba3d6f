package io.argosy.app.journal;

import io.argosy.batch.jobs.ArrayChild;
import io.argosy.batch.jobs.ArrayTally;
import io.argosy.batch.jobs.Attempt;
import io.argosy.batch.jobs.ContainerEnd;
import io.argosy.batch.jobs.Ending;
import io.argosy.batch.jobs.EnvironmentUse;
import io.argosy.batch.jobs.Job;
import io.argosy.batch.jobs.JobId;
import io.argosy.batch.jobs.JobState;
import io.argosy.batch.jobs.Lane;
import io.argosy.batch.jobs.Life;
import io.argosy.batch.jobs.Seat;
import io.argosy.batch.jobs.ShareOfQueue;
import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.JobStatus;
import io.argosy.batch.scheduling.ShareUse;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.TaskId;
import io.argosy.shapes.batch.ArrayProperties;
import io.argosy.shapes.batch.ConsumableResourceProperties;
import io.argosy.shapes.batch.ConsumableResourceRequirement;
import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.EvaluateOnExit;
import io.argosy.shapes.batch.JobDependency;
import io.argosy.shapes.batch.JobTimeout;
import io.argosy.shapes.batch.KeyValuePair;
import io.argosy.shapes.batch.RetryStrategy;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.state.AccountTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Jobs in every state, and what is counted of them.
final class SampleJobs {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Seat SEAT =
            new Seat("spot-a", new ClusterName("AWSBatch-spot-a"), new TaskId("0".repeat(31) + "7"));
    private static final Attempt FAILED = new Attempt(
            SEAT,
            Optional.of(new ContainerInstanceId("0".repeat(31) + "3")),
            Optional.of(NOON),
            NOON.plusSeconds(9),
            "Essential container in task exited",
            List.of(new ContainerEnd("default", Optional.of(137), Optional.of("OutOfMemoryError: killed"))),
            true);

    private SampleJobs() {}

    static void all(AccountTransaction tx) {
        List<JobState> states = List.of(
                new JobState.Pending(List.of(id(9).value())),
                new JobState.Spawned(),
                new JobState.Runnable("CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - full", NOON),
                new JobState.Starting(SEAT),
                new JobState.Running(SEAT, NOON, Optional.of(NOON.plusSeconds(3600))),
                new JobState.Ended(false, "wrong day", NOON));
        List<Ending> endings = List.of(
                Ending.NONE,
                Ending.NONE,
                new Ending.Preempted(),
                new Ending.TimedOut(),
                new Ending.Terminated("wrong day"),
                new Ending.Cancelled("wrong day"));
        for (int i = 0; i < states.size(); i++) {
            tx.add(new Job(id(i), asked(), 5, 2048, new Life(states.get(i), List.of(FAILED), endings.get(i))));
        }
        var lane = new Lane("etl", "orders", 5);
        tx.add(new ArrayTally(
                id(1),
                lane,
                8,
                ChildSet.range(2, 6),
                Map.of(JobStatus.RUNNING, 1, JobStatus.FAILED, 2),
                List.of(new ArrayTally.Fall(ChildSet.range(6, 8), "Dependent Job failed", Ending.NONE, NOON)),
                Optional.of(NOON),
                NOON));
        tx.add(new ArrayChild(
                new JobId(id(1) + ":0"), lane, Life.of(new JobState.Running(SEAT, NOON, Optional.empty()))));
        tx.add(new ShareOfQueue("etl", "orders", new ShareUse(2048, 1024.5, NOON)));
        tx.add(new EnvironmentUse("spot-a", 2048));
    }

    private static JobId id(int number) {
        return new JobId("01a21d47-63a4-7000-85e0-a989da84541" + number);
    }

    private static SubmitJobRequest asked() {
        return SubmitJobRequest.builder()
                .jobName("load-orders")
                .jobQueue("etl")
                .jobDefinition("loader:4")
                .shareIdentifier("orders")
                .schedulingPriorityOverride(5)
                .arrayProperties(ArrayProperties.builder().size(8).build())
                .dependsOn(List.of(JobDependency.builder()
                        .jobId(id(9).value())
                        .type("N_TO_N")
                        .build()))
                .parameters(Map.of("day", "monday"))
                .containerOverrides(ContainerOverrides.builder()
                        .command(List.of("load"))
                        .environment(List.of(KeyValuePair.builder()
                                .name("MODE")
                                .value("full")
                                .build()))
                        .build())
                .retryStrategy(RetryStrategy.builder()
                        .attempts(3)
                        .evaluateOnExit(List.of(EvaluateOnExit.builder()
                                .onExitCode("137")
                                .action("RETRY")
                                .build()))
                        .build())
                .timeout(JobTimeout.builder().attemptDurationSeconds(60).build())
                .propagateTags(true)
                .tags(Map.of("team", "orders"))
                .consumableResourcePropertiesOverride(ConsumableResourceProperties.builder()
                        .consumableResourceList(List.of(ConsumableResourceRequirement.builder()
                                .consumableResource("license")
                                .quantity(1L)
                                .build()))
                        .build())
                .build();
    }
}

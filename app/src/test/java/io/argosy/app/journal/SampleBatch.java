package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.jobqueues.resources.ConsumableResource.AppliedToken;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.JobDefinition.Life;
import io.argosy.jobqueues.resources.JobDefinitionName;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.jobqueues.resources.SchedulingPolicy.Rule;
import io.argosy.model.ClusterName;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.FairsharePolicy;
import io.argosy.shapes.batch.QuotaSharePolicy;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.UpdatePolicy;
import io.argosy.state.AccountTransaction;
import java.util.List;
import java.util.Map;

/// What Batch keeps beside its jobs in every case of it, for the sample journal.
final class SampleBatch {
    private static final Map<String, String> TAGS = Map.of("team", "etl");
    private static final String ARNS = "arn:aws:batch:eu-north-1:123456789012:";
    private static final String TASK_DEFINITION =
            "arn:aws:ecs:eu-north-1:123456789012:task-definition/AWSBatch-loader:1";

    private static final String DEFINITION = """
            {"jobDefinitionName":"loader","type":"container","parameters":{"day":"today"},
             "retryStrategy":{"attempts":3,"evaluateOnExit":[{"onReason":"*","action":"exit"}]},
             "containerProperties":{"image":"loader:4","command":["load","Ref::day"],
              "resourceRequirements":[{"type":"VCPU","value":"2"},{"type":"MEMORY","value":"4096"}]}}""";

    private static final String QUEUE = """
            {"jobQueueName":"etl","priority":10,"state":"ENABLED","jobQueueType":"ECS",
             "schedulingPolicyArn":"%sscheduling-policy/teams",
             "computeEnvironmentOrder":[{"order":1,"computeEnvironment":"%scompute-environment/own"}],
             "jobStateTimeLimitActions":[{"reason":"MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
              "state":"RUNNABLE","maxTimeSeconds":600,"action":"CANCEL"}]}""";

    private SampleBatch() {}

    static void all(AccountTransaction tx) {
        environment(tx, "own", ComputeEnvironment.Status.VALID, """
                {"computeEnvironmentName":"own","type":"UNMANAGED","state":"ENABLED","unmanagedvCpus":8,
                 "serviceRole":"arn:aws:iam::123456789012:role/batch"}""", "{}");
        for (var status : ComputeEnvironment.Status.values()) {
            environment(tx, "managed-" + status, status, """
                    {"computeEnvironmentName":"managed","type":"MANAGED","state":"DISABLED",
                     "computeResources":{"type":"EC2","minvCpus":0,"maxvCpus":128,"instanceTypes":["optimal"],
                      "subnets":["subnet-1"],"ec2Configuration":[{"imageType":"ECS_AL2023"}]}}""", """
                    {"terminateJobsOnUpdate":false,"jobExecutionTimeoutMinutes":30}""");
        }
        for (var status : JobQueue.Status.values()) {
            queue(tx, "etl-" + status, status);
        }
        var definition = SampleShapes.read(DEFINITION, RegisterJobDefinitionRequest.class);
        tx.add(new JobDefinitionName("loader", 2));
        tx.add(new JobDefinition("loader", 1, definition, new Life.Inactive(NOW), List.of(TASK_DEFINITION), TAGS, NOW));
        tx.add(new JobDefinition("loader", 2, definition, new Life.Active(), List.of(), Map.of(), NOW));
        var fair = SampleShapes.read("""
                {"shareDecaySeconds":600,"computeReservation":25,
                 "shareDistribution":[{"shareIdentifier":"a*","weightFactor":0.5}]}""", FairsharePolicy.class);
        var quota = SampleShapes.read("{\"idleResourceAssignmentStrategy\":\"FIFO\"}", QuotaSharePolicy.class);
        tx.add(new SchedulingPolicy("teams", new Rule.FairShare(fair), TAGS, NOW));
        tx.add(new SchedulingPolicy("quotas", new Rule.QuotaShare(quota), Map.of(), NOW));
        consumables(tx);
    }

    private static void environment(
            AccountTransaction tx, String name, ComputeEnvironment.Status status, String asked, String policy) {
        tx.add(new ComputeEnvironment(
                name,
                "01234567-89ab-cdef-0123-456789abcdef",
                new ClusterName("AWSBatch-" + name),
                SampleShapes.read(asked, CreateComputeEnvironmentRequest.class),
                SampleShapes.read(policy, UpdatePolicy.class),
                status,
                TAGS,
                NOW));
    }

    private static void queue(AccountTransaction tx, String name, JobQueue.Status status) {
        var asked = SampleShapes.read(QUEUE.formatted(ARNS, ARNS), CreateJobQueueRequest.class);
        tx.add(new JobQueue(name, asked, status, TAGS, NOW));
    }

    private static void consumables(AccountTransaction tx) {
        var tokens = List.of(new AppliedToken("token-1", NOW));
        tx.add(new ConsumableResource("licence", ConsumableResource.Type.REPLENISHABLE, 3, 1, tokens, TAGS, NOW));
        tx.add(new ConsumableResource(
                "credits", ConsumableResource.Type.NON_REPLENISHABLE, 100, 40, List.of(), Map.of(), NOW));
    }
}

package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static io.argosy.batch.BatchServer.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CEState;
import software.amazon.awssdk.services.batch.model.CRType;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.CreateJobQueueRequest;
import software.amazon.awssdk.services.batch.model.JQState;
import software.amazon.awssdk.services.batch.model.JQStatus;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;
import software.amazon.awssdk.services.batch.model.JobStateTimeLimitAction;

/// Job queues as a client sees them.
final class QueuesTest {
    private BatchServer server;
    private BatchClient sdk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
        sdk = server.sdk();
        sdk.createComputeEnvironment(EnvironmentsTest.managed("a").build());
        sdk.createComputeEnvironment(EnvironmentsTest.managed("b").build());
        sdk.createComputeEnvironment(EnvironmentsTest.managed("serverless")
                .computeResources(fargate -> fargate.type(CRType.FARGATE)
                        .maxvCpus(4)
                        .subnets("subnet-1")
                        .securityGroupIds("sg-1"))
                .build());
    }

    @AfterEach
    void close() {
        server.close();
    }

    static ComputeEnvironmentOrder on(int order, String environment) {
        return ComputeEnvironmentOrder.builder()
                .order(order)
                .computeEnvironment(environment)
                .build();
    }

    private static CreateJobQueueRequest.Builder queue(String name) {
        return CreateJobQueueRequest.builder().jobQueueName(name).priority(10).computeEnvironmentOrder(on(1, "a"));
    }

    private String refusal(UnaryOperator<CreateJobQueueRequest.Builder> change) {
        return outcome(() -> sdk.createJobQueue(change.apply(queue("etl")).build()));
    }

    private String actionRefusal(Consumer<JobStateTimeLimitAction.Builder> change) {
        JobStateTimeLimitAction.Builder action = JobStateTimeLimitAction.builder()
                .reason("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT")
                .state("RUNNABLE")
                .maxTimeSeconds(600)
                .action("CANCEL");
        change.accept(action);
        return refusal(asked -> asked.jobStateTimeLimitActions(action.build()));
    }

    private JobQueueDetail described(String name) {
        return sdk.describeJobQueues(ask -> ask.jobQueues(name)).jobQueues().getFirst();
    }

    @Test
    void oneIsValidAtOnceAndNamesItsEnvironmentsByArn() {
        var made = sdk.createJobQueue(queue("etl")
                .computeEnvironmentOrder(on(2, ARNS + "compute-environment/b"), on(1, "a"))
                .build());

        JobQueueDetail shown = described(made.jobQueueArn());

        assertThat(made.jobQueueArn()).isEqualTo(ARNS + "job-queue/etl");
        assertThat(shown.status()).isEqualTo(JQStatus.VALID);
        assertThat(shown.statusReason()).isEqualTo("JobQueue Healthy");
        assertThat(shown.state()).isEqualTo(JQState.ENABLED);
        assertThat(shown.priority()).isEqualTo(10);
        assertThat(shown.jobQueueTypeAsString()).isEqualTo("ECS");
        assertThat(shown.computeEnvironmentOrder())
                .containsExactly(on(1, ARNS + "compute-environment/a"), on(2, ARNS + "compute-environment/b"));
        assertThat(shown.schedulingPolicyArn()).isNull();
        assertThat(shown.hasTags()).isTrue();
        assertThat(shown.hasJobStateTimeLimitActions()).isTrue();
        assertThat(shown.hasServiceEnvironmentOrder()).isTrue();
    }

    @Test
    void whatIsWrongIsSaidInBatchsWords() {
        sdk.createJobQueue(queue("taken").build());

        assertThat(outcome(() -> sdk.createJobQueue(queue("taken").build())))
                .isEqualTo("ClientException: Job queue taken already exists");
        assertThat(refusal(asked -> asked.state("JUNK")))
                .isEqualTo("ClientException: state JUNK must be one of ENABLED | DISABLED");
        assertThat(refusal(asked -> asked.computeEnvironmentOrder(List.of())))
                .isEqualTo("ClientException: At least 1 compute environment must be provided");
        assertThat(refusal(asked -> asked.computeEnvironmentOrder(on(1, "a"), on(1, "b"))))
                .isEqualTo("ClientException: computeEnvironmentOrder is malformed");
        assertThat(refusal(asked -> asked.computeEnvironmentOrder(on(1, "nope"))))
                .isEqualTo("ClientException: nope does not exist");
        assertThat(refusal(asked -> asked.computeEnvironmentOrder(on(1, "a"), on(2, "serverless"))))
                .contains("must be all on EC2 and SPOT");
        assertThat(refusal(asked -> asked.jobQueueType("EKS")))
                .isEqualTo("ClientException: jobQueueType EKS is not supported by this server.");
        assertThat(refusal(asked -> asked.jobQueueType("ECS_FARGATE"))).endsWith("is ECS");
        assertThat(refusal(asked -> asked.schedulingPolicyArn(ARNS + "scheduling-policy/nope")))
                .isEqualTo("ClientException: " + ARNS + "scheduling-policy/nope does not exist");
        assertThat(refusal(asked -> asked.jobQueueName("a.b"))).contains("jobQueueName should match valid pattern");
    }

    @Test
    void timeLimitsHaveTheirReasonsAndBounds() {
        assertThat(actionRefusal(action -> action.reason("SLOW"))).isEqualTo(wrapped("Invalid job reason SLOW"));
        assertThat(actionRefusal(action -> action.maxTimeSeconds(599)))
                .isEqualTo(wrapped("maxTimeSeconds must be between 600 and 86400"));
        assertThat(actionRefusal(action -> action.action("TERMINATE"))).contains("must be CANCEL");
        assertThat(actionRefusal(_ -> {})).isEqualTo("ok");
        assertThat(described("etl").jobStateTimeLimitActions()).hasSize(1);
    }

    @Test
    void anUpdateChangesWhatItNames() {
        sdk.createJobQueue(queue("etl").build());

        var changed =
                sdk.updateJobQueue(update -> update.jobQueue("etl").priority(5).computeEnvironmentOrder(on(1, "b")));

        assertThat(changed.jobQueueArn()).isEqualTo(ARNS + "job-queue/etl");
        assertThat(described("etl").priority()).isEqualTo(5);
        assertThat(described("etl").state()).isEqualTo(JQState.ENABLED);
        assertThat(described("etl").computeEnvironmentOrder()).containsExactly(on(1, ARNS + "compute-environment/b"));
        assertThat(outcome(() -> sdk.updateJobQueue(update -> update.jobQueue(ARNS + "job-queue/nope"))))
                .isEqualTo("ClientException: " + ARNS + "job-queue/nope does not exist");
    }

    @Test
    void aQueueMayMoveToEnvironmentsOfAnotherKind() {
        sdk.createJobQueue(queue("etl").build());

        sdk.updateJobQueue(update -> update.jobQueue("etl").computeEnvironmentOrder(on(1, "serverless")));

        assertThat(described("etl").jobQueueTypeAsString()).isEqualTo("ECS_FARGATE");
    }

    @Test
    void aQueueWhoseEnvironmentsAreGoneIsInvalidAndCanBeTakenAway() {
        sdk.createJobQueue(queue("etl").build());
        String cluster = sdk.describeComputeEnvironments(ask -> ask.computeEnvironments("a"))
                .computeEnvironments()
                .getFirst()
                .ecsClusterArn();

        server.ecs(
                Ecs.DELETE_CLUSTER,
                DeleteClusterRequest.builder().cluster(cluster).build());

        assertThat(described("etl").status()).isEqualTo(JQStatus.INVALID);
        assertThat(outcome(() ->
                        sdk.updateJobQueue(update -> update.jobQueue("etl").state(JQState.DISABLED))))
                .isEqualTo("ok");
        assertThat(outcome(() -> sdk.deleteJobQueue(gone -> gone.jobQueue("etl"))))
                .isEqualTo("ok");
    }

    @Test
    void aPolicyIsReplacedAndNeverAdded() {
        String teams = sdk.createSchedulingPolicy(make -> make.name("teams")).arn();
        String others = sdk.createSchedulingPolicy(make -> make.name("others")).arn();
        sdk.createJobQueue(queue("plain").build());
        sdk.createJobQueue(queue("fair").schedulingPolicyArn(teams).build());

        sdk.updateJobQueue(update -> update.jobQueue("fair").schedulingPolicyArn(others));

        assertThat(described("fair").schedulingPolicyArn()).isEqualTo(others);
        assertThat(outcome(() ->
                        sdk.updateJobQueue(update -> update.jobQueue("plain").schedulingPolicyArn(teams))))
                .isEqualTo(wrapped("A scheduling policy cannot be added to a job queue that has none"));
    }

    @Test
    void anEnvironmentStaysWhileAQueueNamesIt() {
        sdk.createJobQueue(queue("etl").build());
        sdk.updateComputeEnvironment(update -> update.computeEnvironment("a").state(CEState.DISABLED));

        String named = outcome(() -> sdk.deleteComputeEnvironment(gone -> gone.computeEnvironment("a")));
        String enabled = outcome(() -> sdk.deleteJobQueue(gone -> gone.jobQueue("etl")));
        sdk.updateJobQueue(update -> update.jobQueue("etl").state(JQState.DISABLED));
        sdk.deleteJobQueue(gone -> gone.jobQueue("etl"));
        sdk.deleteComputeEnvironment(gone -> gone.computeEnvironment("a"));

        assertThat(named).isEqualTo("ClientException: Cannot delete, found existing JobQueue relationship");
        assertThat(enabled).isEqualTo("ClientException: Cannot delete, state must be DISABLED");
        assertThat(sdk.describeJobQueues().jobQueues()).isEmpty();
        assertThat(outcome(() -> sdk.deleteJobQueue(gone -> gone.jobQueue("etl"))))
                .isEqualTo("ok");
    }

    @Test
    void aLongListComesInPages() {
        List<String> names = List.of("q-1", "q-2", "q-3", "q-4", "q-5");
        names.forEach(name -> sdk.createJobQueue(queue(name).build()));

        List<String> paged = sdk.describeJobQueuesPaginator(ask -> ask.maxResults(2)).stream()
                .flatMap(page -> page.jobQueues().stream())
                .map(JobQueueDetail::jobQueueName)
                .toList();

        assertThat(paged).isEqualTo(names);
        assertThat(outcome(
                        () -> sdk.describeJobQueues(ask -> ask.jobQueues("q-1").maxResults(1))))
                .isEqualTo(wrapped("JobQueues and MaxResults cannot both be set"));
    }
}

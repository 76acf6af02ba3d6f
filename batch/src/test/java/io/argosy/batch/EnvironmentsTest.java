package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static io.argosy.batch.BatchServer.wrapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CEState;
import software.amazon.awssdk.services.batch.model.CEStatus;
import software.amazon.awssdk.services.batch.model.CEType;
import software.amazon.awssdk.services.batch.model.CRType;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentDetail;
import software.amazon.awssdk.services.batch.model.ComputeResource;
import software.amazon.awssdk.services.batch.model.CreateComputeEnvironmentRequest;

/// Compute environments as a client sees them.
final class EnvironmentsTest {
    private BatchServer server;
    private BatchClient sdk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
        sdk = server.sdk();
    }

    @AfterEach
    void close() {
        server.close();
    }

    static CreateComputeEnvironmentRequest.Builder managed(String name) {
        return CreateComputeEnvironmentRequest.builder()
                .computeEnvironmentName(name)
                .type(CEType.MANAGED)
                .computeResources(instances().build());
    }

    private static ComputeResource.Builder instances() {
        return ComputeResource.builder()
                .type(CRType.EC2)
                .minvCpus(0)
                .maxvCpus(128)
                .instanceTypes("optimal")
                .instanceRole("ecsInstanceRole")
                .subnets("subnet-0a1b2c3d");
    }

    private static ComputeResource.Builder fargate() {
        return ComputeResource.builder()
                .type(CRType.FARGATE)
                .maxvCpus(16)
                .subnets("subnet-0a1b2c3d")
                .securityGroupIds("sg-0a1b2c3d");
    }

    private String refusal(UnaryOperator<ComputeResource.Builder> change) {
        return outcome(() -> sdk.createComputeEnvironment(
                managed("a").computeResources(change.apply(instances()).build()).build()));
    }

    private String refusalOnFargate(UnaryOperator<ComputeResource.Builder> change) {
        return outcome(() -> sdk.createComputeEnvironment(
                managed("a").computeResources(change.apply(fargate()).build()).build()));
    }

    private ComputeEnvironmentDetail described(String name) {
        return sdk.describeComputeEnvironments(ask -> ask.computeEnvironments(name))
                .computeEnvironments()
                .getFirst();
    }

    private String cluster(String name) {
        String arn = described(name).ecsClusterArn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private String statusOf(String cluster) {
        return server.ecs(
                        Ecs.DESCRIBE_CLUSTERS,
                        DescribeClustersRequest.builder()
                                .clusters(List.of(cluster))
                                .build())
                .clusters()
                .orElseThrow()
                .getFirst()
                .status()
                .orElseThrow();
    }

    @Test
    void oneMayShareAClusterWhichStaysWhenItGoes() {
        assertThat(outcome(() -> sdk.createComputeEnvironment(
                        managed("a").tags(Map.of("argosy:cluster", "shop")).build())))
                .endsWith("There is no cluster shop, which the tag argosy:cluster names");
        server.ecs(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName("shop").build());
        server.join("shop", 4);
        sdk.createComputeEnvironment(
                managed("a").tags(Map.of("argosy:cluster", "shop")).build());

        assertThat(cluster("a")).isEqualTo("shop");
        assertThat(described("a").computeResources().desiredvCpus()).isEqualTo(4);

        sdk.updateComputeEnvironment(ask -> ask.computeEnvironment("a").state(CEState.DISABLED));
        sdk.deleteComputeEnvironment(ask -> ask.computeEnvironment("a"));
        assertThat(sdk.describeComputeEnvironments(ask -> ask.computeEnvironments("a"))
                        .computeEnvironments())
                .isEmpty();
        assertThat(statusOf("shop")).isEqualTo("ACTIVE");
    }

    @Test
    void aManagedOneIsValidAtOnceAndShownWithEveryDefault() {
        var made = sdk.createComputeEnvironment(
                managed("spot-a").tags(Map.of("team", "etl")).build());

        ComputeEnvironmentDetail shown = described(made.computeEnvironmentArn());

        assertThat(made.computeEnvironmentArn()).isEqualTo(ARNS + "compute-environment/spot-a");
        assertThat(shown.status()).isEqualTo(CEStatus.VALID);
        assertThat(shown.statusReason()).isEqualTo("ComputeEnvironment Healthy");
        assertThat(shown.state()).isEqualTo(CEState.ENABLED);
        assertThat(shown.tags()).containsExactly(Map.entry("team", "etl"));
        assertThat(shown.serviceRole())
                .isEqualTo("arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com"
                        + "/AWSServiceRoleForBatch");
        assertThat(shown.containerOrchestrationTypeAsString()).isEqualTo("ECS");
        assertThat(shown.computeResources().instanceRole())
                .isEqualTo("arn:aws:iam::123456789012:instance-profile/ecsInstanceRole");
        assertThat(shown.computeResources().allocationStrategyAsString()).isEqualTo("BEST_FIT");
        assertThat(shown.computeResources().desiredvCpus()).isZero();
        assertThat(shown.computeResources().tags()).isEmpty();
        assertThat(shown.computeResources().ec2Configuration().getFirst().imageType())
                .isEqualTo("ECS_AL2023");
        assertThat(shown.updatePolicy().terminateJobsOnUpdate()).isFalse();
        assertThat(shown.updatePolicy().jobExecutionTimeoutMinutes()).isEqualTo(30);
        assertThat(shown.ecsClusterArn())
                .matches("arn:aws:ecs:eu-central-1:123456789012:cluster/AWSBatch-spot-a-[0-9a-f-]{36}")
                .doesNotContain(shown.uuid());
        assertThat(statusOf(cluster("spot-a"))).isEqualTo("ACTIVE");
    }

    @Test
    void hostsThatJoinItsClusterAreItsVcpus() {
        sdk.createComputeEnvironment(managed("a").build());

        server.join(cluster("a"), 4);
        server.join(cluster("a"), 2);

        assertThat(described("a").computeResources().desiredvCpus()).isEqualTo(6);
        assertThat(outcome(() -> sdk.updateComputeEnvironment(
                        update -> update.computeEnvironment("a").computeResources(to -> to.desiredvCpus(5)))))
                .isEqualTo("ClientException: Manually scaling down compute environment is not supported.  Disconnecting"
                        + " job queues from compute environment will cause it to scale-down to minvCpus.");
    }

    @Test
    void anUnmanagedOneIsAClusterOnly() {
        var asked = CreateComputeEnvironmentRequest.builder()
                .computeEnvironmentName("own")
                .type(CEType.UNMANAGED)
                .unmanagedvCpus(8);

        String without = outcome(() -> sdk.createComputeEnvironment(asked.build()));
        sdk.createComputeEnvironment(
                asked.serviceRole("arn:aws:iam::123456789012:role/batch").build());

        assertThat(without).isEqualTo(wrapped("ServiceRole is required."));
        assertThat(described("own").computeResources()).isNull();
        assertThat(described("own").updatePolicy()).isNull();
        assertThat(described("own").unmanagedvCpus()).isEqualTo(8);
        assertThat(statusOf(cluster("own"))).isEqualTo("ACTIVE");
    }

    @Test
    void whatInstancesNeedIsAskedForByName() {
        assertThat(refusal(resources -> resources.instanceRole(null))).isEqualTo(wrapped("Instance role is required."));
        assertThat(refusal(resources -> resources.minvCpus(null))).isEqualTo(wrapped("Resource minvCpus is required."));
        assertThat(refusal(resources -> resources.instanceTypes(List.of())))
                .isEqualTo(wrapped("Resource instanceTypes is required."));
        assertThat(refusal(resources -> resources.instanceRole("arn:aws:iam::123456789012:role/ecs")))
                .isEqualTo(wrapped("The ECS Instance Role should be an ECS Instance Profile ARN."));
        assertThat(refusal(resources -> resources.instanceTypes("unknown")))
                .isEqualTo("InvalidParameterValue: Instance type unknown does not exist");
        assertThat(refusal(resources -> resources.minvCpus(129)))
                .isEqualTo(wrapped("minvCpus must be less than or equal to maxvCpus"));
        assertThat(refusal(resources -> resources.type(CRType.SPOT)))
                .isEqualTo(wrapped("spotIamFleetRole is required for the allocation strategy BEST_FIT."));
        assertThat(refusal(resources -> resources.scalingPolicy(delay -> delay.minScaleDownDelayMinutes(19))))
                .isEqualTo(wrapped("minScaleDownDelayMinutes must be 0 or between 20 and 10080."));
        assertThat(refusal(resources -> resources.scalingPolicy(delay -> delay.minScaleDownDelayMinutes(20))))
                .isEqualTo("ok");
    }

    @Test
    void whatFargateDoesNotHaveIsRefusedByName() {
        assertThat(refusalOnFargate(resources -> resources.desiredvCpus(1)))
                .isEqualTo(wrapped("desiredvCpus is not applicable for Fargate."));
        assertThat(refusalOnFargate(resources -> resources.tags(Map.of("a", "b"))))
                .isEqualTo(wrapped("tags is not applicable for Fargate."));
        assertThat(refusalOnFargate(resources -> resources.securityGroupIds(List.of())))
                .isEqualTo(wrapped("Resource securityGroupIds is required."));
        assertThat(refusalOnFargate(resources -> resources.subnets(
                        IntStream.range(0, 17).mapToObj(i -> "subnet-" + i).toList())))
                .isEqualTo(wrapped("At most 16 subnets can be specified."));
        assertThat(refusalOnFargate(resources -> resources)).isEqualTo("ok");
    }

    @Test
    void othersAreRefusedToo() {
        sdk.createComputeEnvironment(managed("a").build());

        assertThat(outcome(() -> sdk.createComputeEnvironment(managed("a").build())))
                .isEqualTo("ClientException: Object already exists");
        assertThat(outcome(() -> sdk.createComputeEnvironment(managed("-a").build())))
                .startsWith(
                        "ClientException: Error executing request, Exception : computeEnvironmentName should match");
        assertThat(outcome(() -> sdk.createComputeEnvironment(managed("b")
                        .eksConfiguration(eks -> eks.eksClusterArn("arn").kubernetesNamespace("n"))
                        .build())))
                .isEqualTo("ClientException: eksConfiguration is not supported by this server.");
        assertThat(outcome(() -> sdk.createComputeEnvironment(managed("b")
                        .tags(Map.of("argosy:capacity-provider", "nobody"))
                        .build())))
                .contains("apacity");
        assertThat(sdk.describeComputeEnvironments().computeEnvironments()).hasSize(1);
    }

    @Test
    void anUpdateChangesWhatItNames() {
        sdk.createComputeEnvironment(managed("a").build());

        sdk.updateComputeEnvironment(update -> update.computeEnvironment("a")
                .state(CEState.DISABLED)
                .updatePolicy(policy -> policy.terminateJobsOnUpdate(true))
                .computeResources(to -> to.minvCpus(2).maxvCpus(16)));

        assertThat(described("a").state()).isEqualTo(CEState.DISABLED);
        assertThat(described("a").computeResources().maxvCpus()).isEqualTo(16);
        assertThat(described("a").computeResources().instanceTypes()).containsExactly("optimal");
        assertThat(described("a").updatePolicy().terminateJobsOnUpdate()).isTrue();
        assertThat(described("a").updatePolicy().jobExecutionTimeoutMinutes()).isEqualTo(30);
        assertThat(described("a").status()).isEqualTo(CEStatus.VALID);
    }

    @Test
    void anUpdateOnFargateLeavesWhatIsEmpty() {
        sdk.createComputeEnvironment(
                managed("a").computeResources(fargate().build()).build());

        sdk.updateComputeEnvironment(update -> update.computeEnvironment("a")
                .computeResources(to -> to.maxvCpus(4).subnets(List.of())));

        assertThat(described("a").computeResources().subnets()).containsExactly("subnet-0a1b2c3d");
        assertThat(described("a").computeResources().maxvCpus()).isEqualTo(4);
    }

    @Test
    void updatesThatCannotBeAreRefused() {
        sdk.createComputeEnvironment(managed("a").build());

        assertThat(outcome(() -> sdk.updateComputeEnvironment(update -> update.computeEnvironment("nope"))))
                .isEqualTo("ClientException: nope does not exist");
        assertThat(outcome(() -> sdk.updateComputeEnvironment(
                        update -> update.computeEnvironment("a").computeResources(_ -> {}))))
                .isEqualTo("ClientException: At least one compute-resources attribute must be specified");
        assertThat(outcome(() -> sdk.updateComputeEnvironment(
                        update -> update.computeEnvironment("a").computeResources(to -> to.desiredvCpus(500)))))
                .isEqualTo(wrapped("desiredvCpus must be between minvCpus and maxvCpus"));
        assertThat(outcome(() -> sdk.updateComputeEnvironment(
                        update -> update.computeEnvironment("a").serviceRole("arn:aws:iam::123456789012:role/mine"))))
                .contains("cannot replace each other");
        assertThat(outcome(() -> sdk.updateComputeEnvironment(
                        update -> update.computeEnvironment("a").computeResources(to -> to.instanceTypes("c5")))))
                .contains("BEST_FIT");
    }

    @Test
    void oneIsDeletedOnceDisabledAndItsClusterWithIt() {
        sdk.createComputeEnvironment(managed("a").build());
        String cluster = cluster("a");
        server.join(cluster, 2);

        String enabled = outcome(() -> sdk.deleteComputeEnvironment(gone -> gone.computeEnvironment("a")));
        sdk.updateComputeEnvironment(update -> update.computeEnvironment("a").state(CEState.DISABLED));
        sdk.deleteComputeEnvironment(gone -> gone.computeEnvironment("a"));

        assertThat(enabled).isEqualTo("ClientException: Cannot delete, state must be DISABLED");
        assertThat(sdk.describeComputeEnvironments(ask -> ask.computeEnvironments("a"))
                        .computeEnvironments())
                .isEmpty();
        assertThat(statusOf(cluster)).isEqualTo("INACTIVE");
        assertThat(outcome(() -> sdk.deleteComputeEnvironment(gone -> gone.computeEnvironment("a"))))
                .isEqualTo("ok");
    }

    @Test
    void oneWhoseClusterIsGoneIsInvalid() {
        sdk.createComputeEnvironment(managed("a").build());

        server.ecs(
                Ecs.DELETE_CLUSTER,
                DeleteClusterRequest.builder().cluster(cluster("a")).build());

        assertThat(described("a").status()).isEqualTo(CEStatus.INVALID);
        assertThat(described("a").statusReason()).startsWith("CLIENT_ERROR - The cluster AWSBatch-a-");
    }

    @Test
    void whatAServerLeftHalfDoneIsFinishedByTheNext() throws IOException {
        sdk.createComputeEnvironment(managed("coming").build());
        sdk.createComputeEnvironment(managed("leaving").build());
        put("coming", ComputeEnvironment.Status.CREATING);
        put("leaving", ComputeEnvironment.Status.DELETING);
        server.restart();
        sdk = server.sdk();

        server.pass(Duration.ZERO);

        assertThat(sdk.describeComputeEnvironments().computeEnvironments())
                .extracting(ComputeEnvironmentDetail::computeEnvironmentName, ComputeEnvironmentDetail::status)
                .containsExactly(tuple("coming", CEStatus.VALID));
    }

    private void put(String name, ComputeEnvironment.Status status) {
        server.stores().account(BatchServer.REALM).write(tx -> {
            tx.update(tx.state()
                    .table(ComputeEnvironment.KIND)
                    .get(name)
                    .orElseThrow()
                    .with(status));
            return name;
        });
    }

    @Test
    void aLongListComesInPages() {
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "ce-" + i).toList();
        names.forEach(name -> sdk.createComputeEnvironment(managed(name).build()));

        List<String> paged = sdk.describeComputeEnvironmentsPaginator(ask -> ask.maxResults(3)).stream()
                .flatMap(page -> page.computeEnvironments().stream())
                .map(ComputeEnvironmentDetail::computeEnvironmentName)
                .toList();

        assertThat(paged).isEqualTo(names);
        assertThat(outcome(() -> sdk.describeComputeEnvironments(
                        ask -> ask.computeEnvironments("ce-1").maxResults(1))))
                .isEqualTo(wrapped("ComputeEnvironments and MaxResults cannot both be set"));
        assertThat(outcome(() -> sdk.describeComputeEnvironments(ask -> ask.nextToken("made-up"))))
                .isEqualTo("ClientException: The nextToken is not valid.");
        assertThat(sdk.describeComputeEnvironments(ask -> ask.maxResults(1_000)).computeEnvironments())
                .hasSize(7);
    }
}

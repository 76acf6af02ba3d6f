package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static io.argosy.batch.BatchServer.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.EcsTaskProperties;
import software.amazon.awssdk.services.batch.model.EvaluateOnExit;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.batch.model.JobDefinitionType;
import software.amazon.awssdk.services.batch.model.KeyValuePair;
import software.amazon.awssdk.services.batch.model.NodeRangeProperty;
import software.amazon.awssdk.services.batch.model.PlatformCapability;
import software.amazon.awssdk.services.batch.model.RegisterJobDefinitionRequest;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.Secret;
import software.amazon.awssdk.services.batch.model.TaskContainerDependency;
import software.amazon.awssdk.services.batch.model.TaskContainerProperties;
import software.amazon.awssdk.services.batch.model.Volume;

/// Job definitions as a client sees them.
final class DefinitionsTest {
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

    private static ResourceRequirement needs(ResourceType type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    private static ContainerProperties.Builder container() {
        return ContainerProperties.builder()
                .image("registry.local/loader:4")
                .command("load", "Ref::day")
                .resourceRequirements(needs(ResourceType.VCPU, "2"), needs(ResourceType.MEMORY, "4096"));
    }

    static RegisterJobDefinitionRequest.Builder definition(String name) {
        return RegisterJobDefinitionRequest.builder()
                .jobDefinitionName(name)
                .type(JobDefinitionType.CONTAINER)
                .containerProperties(container().build());
    }

    private String refusal(UnaryOperator<RegisterJobDefinitionRequest.Builder> change) {
        return outcome(() ->
                sdk.registerJobDefinition(change.apply(definition("loader")).build()));
    }

    private String containerRefusal(UnaryOperator<ContainerProperties.Builder> change) {
        return refusal(
                asked -> asked.containerProperties(change.apply(container()).build()));
    }

    private String fargateRefusal(UnaryOperator<ContainerProperties.Builder> change) {
        return refusal(asked -> asked.platformCapabilities(PlatformCapability.FARGATE)
                .containerProperties(change.apply(container().executionRoleArn("arn:aws:iam::123456789012:role/run"))
                        .build()));
    }

    private List<JobDefinition> named(String name) {
        return sdk.describeJobDefinitions(ask -> ask.jobDefinitionName(name)).jobDefinitions();
    }

    @Test
    void everyRegistrationIsARevisionForEver() {
        var first = sdk.registerJobDefinition(definition("loader").build());
        sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader:1"));
        var second = sdk.registerJobDefinition(definition("loader").build());

        assertThat(first.jobDefinitionArn()).isEqualTo(ARNS + "job-definition/loader:1");
        assertThat(second.revision()).isEqualTo(2);
        assertThat(named("loader")).extracting(JobDefinition::revision).containsExactly(2, 1);
        assertThat(named("loader")).extracting(JobDefinition::status).containsExactly("ACTIVE", "INACTIVE");
        assertThat(sdk.describeJobDefinitions(
                                ask -> ask.jobDefinitionName("loader").status("active"))
                        .jobDefinitions())
                .extracting(JobDefinition::revision)
                .containsExactly(2);
    }

    @Test
    void repliesHaveTheListsThatClientsReadAndNothingThatWasNotGiven() {
        sdk.registerJobDefinition(definition("loader")
                .parameters(Map.of("day", "today"))
                .retryStrategy(retry -> retry.attempts(3)
                        .evaluateOnExit(EvaluateOnExit.builder()
                                .onStatusReason("Host EC2*")
                                .action("RETRY")
                                .build()))
                .timeout(timeout -> timeout.attemptDurationSeconds(60))
                .containerProperties(container()
                        .environment(variable("MODE", "full"), variable("EMPTY", ""))
                        .build())
                .build());

        JobDefinition shown = named("loader").getFirst();

        assertThat(shown.containerOrchestrationTypeAsString()).isEqualTo("ECS");
        assertThat(shown.parameters()).containsExactly(Map.entry("day", "today"));
        assertThat(shown.hasTags()).isTrue();
        assertThat(shown.retryStrategy().evaluateOnExit().getFirst().actionAsString())
                .isEqualTo("retry");
        assertThat(shown.containerProperties().environment()).containsExactly(variable("MODE", "full"));
        assertThat(shown.containerProperties().hasVolumes()).isTrue();
        assertThat(shown.containerProperties().hasMountPoints()).isTrue();
        assertThat(shown.containerProperties().hasUlimits()).isTrue();
        assertThat(shown.containerProperties().hasSecrets()).isTrue();
        assertThat(shown.hasPlatformCapabilities()).isFalse();
        assertThat(shown.propagateTags()).isNull();
        assertThat(shown.containerProperties().fargatePlatformConfiguration()).isNull();
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    @Test
    void definitionsAreFoundByNameNumberAndArn() {
        Stream.of("a", "a", "b")
                .forEach(name -> sdk.registerJobDefinition(definition(name).build()));

        List<JobDefinition> found = sdk.describeJobDefinitions(
                        ask -> ask.jobDefinitions("a", ARNS + "job-definition/b:1", "a:1", "nope:1"))
                .jobDefinitions();
        List<String> paged = sdk.describeJobDefinitionsPaginator(ask -> ask.maxResults(2)).stream()
                .flatMap(page -> page.jobDefinitions().stream())
                .map(definition -> definition.jobDefinitionName() + definition.revision())
                .toList();

        assertThat(found)
                .extracting(definition -> definition.jobDefinitionName() + definition.revision())
                .containsExactly("a2", "a1", "b1");
        assertThat(paged).containsExactly("a2", "a1", "b1");
        assertThat(outcome(() -> sdk.describeJobDefinitions(
                        ask -> ask.jobDefinitions("a").maxResults(1))))
                .isEqualTo(wrapped("JobDefinitions and MaxResults cannot both be set"));
    }

    @Test
    void deregisteringAgainIsNoFault() {
        sdk.registerJobDefinition(definition("loader").build());

        sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader:1"));

        assertThat(outcome(() -> sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader:1"))))
                .isEqualTo("ok");
        assertThat(outcome(() -> sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader"))))
                .contains("A revision is needed");
        assertThat(outcome(() -> sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader:9"))))
                .isEqualTo("ClientException: loader:9 does not exist");
    }

    @Test
    void anInactiveRevisionIsForgottenAfterHalfAYearAndItsNumberIsNot() {
        sdk.registerJobDefinition(definition("loader").build());
        sdk.deregisterJobDefinition(gone -> gone.jobDefinition("loader:1"));

        server.pass(Duration.ofDays(179));
        List<JobDefinition> before = named("loader");
        server.pass(Duration.ofDays(2));

        assertThat(before).hasSize(1);
        assertThat(named("loader")).isEmpty();
        assertThat(sdk.registerJobDefinition(definition("loader").build()).revision())
                .isEqualTo(2);
    }

    @Test
    void whatAContainerNeedsIsAskedFor() {
        assertThat(containerRefusal(given -> given.image(null)))
                .isEqualTo("ClientException: containerProperties must contain image");
        assertThat(containerRefusal(given -> given.resourceRequirements(needs(ResourceType.MEMORY, "64"))))
                .isEqualTo(wrapped("vCPU is not provided."));

        assertThat(containerRefusal(given ->
                        given.resourceRequirements(needs(ResourceType.VCPU, "0.5"), needs(ResourceType.MEMORY, "64"))))
                .isEqualTo(wrapped("The vCPU of a job on EC2 must be a whole number of at least 1: 0.5"));
        assertThat(containerRefusal(given -> given.resourceRequirements(
                        needs(ResourceType.VCPU, "1"), needs(ResourceType.MEMORY, "64"), needs(ResourceType.GPU, "1"))))
                .isEqualTo(wrapped("The resource type GPU is not supported by this server."));
        assertThat(containerRefusal(given -> given.user("Root")))
                .isEqualTo(wrapped("User 'Root' does not match regex"));
        assertThat(containerRefusal(given -> given.environment(variable("AWS_BATCH_JOB_ID", "1"))))
                .contains("must not start with AWS_BATCH");
        assertThat(containerRefusal(given -> given.command("load", "")))
                .isEqualTo(wrapped("Command field cannot have empty strings"));
        assertThat(containerRefusal(given ->
                        given.secrets(Secret.builder().name("A").valueFrom("b").build())))
                .isEqualTo(wrapped("executionRoleArn is required with secrets."));
        assertThat(containerRefusal(given -> given.networkConfiguration(net -> net.assignPublicIp("ENABLED"))))
                .isEqualTo(wrapped("networkConfiguration not applicable for EC2."));
    }

    @Test
    @SuppressWarnings("deprecation") // Clients still send them.
    void theOldMembersStillCount() {
        assertThat(containerRefusal(
                        given -> given.resourceRequirements(List.of()).vcpus(1).memory(3)))
                .isEqualTo("ClientException: container memory limit must be greater than 4");
        assertThat(containerRefusal(
                        given -> given.resourceRequirements(List.of()).vcpus(1).memory(4)))
                .isEqualTo("ok");
        assertThat(named("loader").getFirst().containerProperties().memory()).isEqualTo(4);
        assertThat(named("loader").getFirst().containerProperties().resourceRequirements())
                .isEmpty();
    }

    @Test
    void fargateHasRulesOfItsOwn() {
        assertThat(fargateRefusal(given -> given)).isEqualTo("ok");
        assertThat(named("loader")
                        .getFirst()
                        .containerProperties()
                        .fargatePlatformConfiguration()
                        .platformVersion())
                .isEqualTo("LATEST");
        assertThat(fargateRefusal(given -> given.executionRoleArn(null)))
                .isEqualTo(wrapped("EXECUTION_ROLE is required for Fargate."));
        assertThat(fargateRefusal(given -> given.resourceRequirements(
                        needs(ResourceType.VCPU, "0.25"), needs(ResourceType.MEMORY, "4096"))))
                .isEqualTo(wrapped("Fargate has no size of 0.25 vCPU and 4096 MiB."));
        assertThat(fargateRefusal(given -> given.privileged(true)))
                .isEqualTo(wrapped("privileged not applicable for Fargate."));
        assertThat(fargateRefusal(given -> given.linuxParameters(linux -> linux.sharedMemorySize(64))))
                .isEqualTo(wrapped("sharedMemorySize not applicable for Fargate."));
        assertThat(fargateRefusal(
                        given -> given.fargatePlatformConfiguration(platform -> platform.platformVersion("1.3.0"))
                                .volumes(Volume.builder()
                                        .name("data")
                                        .efsVolumeConfiguration(efs -> efs.fileSystemId("fs-1"))
                                        .build())))
                .isEqualTo(wrapped("EFS is supported for Fargate platform version 1.4.0"));
    }

    @Test
    void kindsRetriesAndTimeoutsHaveTheirRules() {
        assertThat(refusal(asked -> asked.containerProperties((ContainerProperties) null)))
                .contains("must have exactly one of containerProperties and ecsProperties");
        assertThat(refusal(asked -> asked.eksProperties(_ -> {})))
                .isEqualTo("ClientException: eksProperties is not supported by this server.");
        assertThat(refusal(asked -> asked.type(JobDefinitionType.MULTINODE))).contains("must have nodeProperties");
        assertThat(refusal(asked -> asked.retryStrategy(retry -> retry.evaluateOnExit(
                        EvaluateOnExit.builder().action("EXIT").onReason("*").build()))))
                .isEqualTo(wrapped("RetryAttempts must be provided with retry strategy"));
        assertThat(refusal(asked -> asked.retryStrategy(retry -> retry.attempts(11))))
                .isEqualTo(wrapped("RetryAttempts must be between 1 and 10"));
        assertThat(refusal(asked -> asked.timeout(timeout -> timeout.attemptDurationSeconds(59))))
                .isEqualTo(wrapped("attemptDurationSeconds must be at least 60 seconds"));
        assertThat(refusal(asked -> asked.schedulingPriority(10_000)))
                .isEqualTo(wrapped("schedulingPriority must be between 0 and 9999"));
        assertThat(refusal(asked -> asked.parameters(Map.of("long", "x".repeat(24 * 1024)))))
                .isEqualTo(wrapped("Job definition size must be less than 24 KiB"));
        assertThat(refusal(asked -> asked.jobDefinitionName("a.b")))
                .contains("jobDefinitionName should match valid pattern");
    }

    @Test
    void severalContainersDependOnEachOther() {
        assertThat(several(_ -> {})).isEqualTo("ok");
        assertThat(several(two -> two.name("main"))).contains("Container names must be unique: main");
        assertThat(several(two -> two.dependsOn(on("nope", "START"))))
                .contains("dependsOn names no container of the job: 'nope'");
        assertThat(several(two -> two.dependsOn(on("main", "SUCCESS"))))
                .contains("cannot be waited for of the essential container main");
        assertThat(named("loader")
                        .getFirst()
                        .ecsProperties()
                        .taskProperties()
                        .getFirst()
                        .containers())
                .extracting(TaskContainerProperties::name)
                .containsExactly("main", "side");
    }

    private String several(Consumer<TaskContainerProperties.Builder> change) {
        TaskContainerProperties.Builder second = one("side").essential(false);
        change.accept(second);
        return refusal(asked -> asked.containerProperties((ContainerProperties) null)
                .ecsProperties(ecs -> ecs.taskProperties(EcsTaskProperties.builder()
                        .containers(one("main").build(), second.build())
                        .build())));
    }

    private static TaskContainerDependency on(String container, String condition) {
        return TaskContainerDependency.builder()
                .containerName(container)
                .condition(condition)
                .build();
    }

    private static TaskContainerProperties.Builder one(String name) {
        return TaskContainerProperties.builder()
                .name(name)
                .image("registry.local/loader:4")
                .resourceRequirements(needs(ResourceType.VCPU, "1"), needs(ResourceType.MEMORY, "64"));
    }

    @Test
    void rangesOfNodesCoverAll() {
        assertThat(nodes(4, 0, "0", "1:")).isEqualTo("ok");
        assertThat(nodes(4, 4, "0:")).isEqualTo(wrapped("mainNode must be less than numNodes"));
        assertThat(nodes(4, 0, "0:1")).isEqualTo(wrapped("No node range is for node 2"));
        assertThat(nodes(4, 0, "0:9")).isEqualTo(wrapped("targetNodes '0:9' is not a range of 4 nodes"));
        assertThat(nodes(4, 0, ":3", "1", "2", "3", "0:1", "2:3"))
                .isEqualTo(wrapped("nodeProperties must have 1 to 5 node ranges"));
    }

    private String nodes(int count, int main, String... targets) {
        List<NodeRangeProperty> ranges = Stream.of(targets)
                .map(target -> NodeRangeProperty.builder()
                        .targetNodes(target)
                        .container(container().build())
                        .build())
                .toList();
        return refusal(asked -> asked.containerProperties((ContainerProperties) null)
                .type(JobDefinitionType.MULTINODE)
                .nodeProperties(nodes -> nodes.numNodes(count).mainNode(main).nodeRangeProperties(ranges)));
    }
}

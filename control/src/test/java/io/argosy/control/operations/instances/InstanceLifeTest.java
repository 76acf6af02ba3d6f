package io.argosy.control.operations.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceHealth;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Joining a cluster, coming back, draining, leaving.
final class InstanceLifeTest {
    private static final Attribute PROD = Workshop.attribute("stack", "prod");
    private static final Attribute OS = Workshop.attribute("ecs.os-type", "linux");
    private static final Attribute CAPABILITY =
            Attribute.builder().name("ecs.capability.full-sync").build();

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void registrationGivesBackEveryAttributeItWasSent() {
        ContainerInstance instance = register(request -> request.attributes(List.of(OS, CAPABILITY, PROD)));

        assertThat(instance.attributes().orElseThrow()).containsExactly(OS, CAPABILITY, PROD);
        assertThat(instance.status()).contains("ACTIVE");
        assertThat(instance.agentConnected()).contains(false);
        assertThat(instance.ec2InstanceId().orElseThrow()).startsWith("mi-");
    }

    @Test
    void theIdentityDocumentAddsWhatTheAgentDoesNotSay() {
        String document = "{\"instanceId\":\"i-1\",\"instanceType\":\"m5.large\",\"availabilityZone\":\"z1\","
                + "\"imageId\":\"ami-1\",\"architecture\":\"x86_64\",\"devpayProductCodes\":null}";

        ContainerInstance instance = register(request -> request.instanceIdentityDocument(document));

        assertThat(instance.ec2InstanceId()).contains("i-1");
        assertThat(instance.attributes().orElseThrow())
                .contains(
                        Workshop.attribute("ecs.availability-zone", "z1"),
                        Workshop.attribute("ecs.instance-type", "m5.large"),
                        Workshop.attribute("ecs.cpu-architecture", "x86_64"));
        assertThatThrownBy(() -> register(request -> request.containerInstanceArn(instance.containerInstanceArn())
                        .instanceIdentityDocument(document.replace("m5.large", "m5.small"))))
                .hasMessageStartingWith("ClientException: Container instance type changes are not supported");
    }

    @Test
    void anAgentThatComesBackKeepsItsPlace() {
        ContainerInstance before =
                register(request -> request.attributes(List.of(OS, CAPABILITY, PROD, Workshop.attribute("rack", "7"))));
        String arn = before.containerInstanceArn().orElseThrow();
        workshop.connect(new ContainerInstanceId(arn.substring(arn.length() - 32)), true);
        drain(arn, "DRAINING");

        ContainerInstance after = register(request -> request.containerInstanceArn(arn)
                .attributes(List.of(OS, Workshop.attribute("rack", "8")))
                .totalResources(Workshop.registration(2048, 512).build().totalResources()));

        assertThat(after.containerInstanceArn()).contains(arn);
        assertThat(after.status()).contains("DRAINING");
        assertThat(after.agentConnected()).contains(true);
        assertThat(after.registeredAt()).isEqualTo(before.registeredAt());
        assertThat(after.attributes().orElseThrow()).containsExactly(OS, Workshop.attribute("rack", "8"), PROD);
        assertThat(after.registeredResources().orElseThrow().getFirst().integerValue())
                .contains(2048);
        assertThat(workshop.scope().store().read().instances()).hasSize(1);
    }

    @Test
    void onlyTheUsualClusterIsMadeByJoiningIt() throws IOException {
        var elsewhere = new AccountRegion("123456789012", "local-2");
        var operation = new RegisterContainerInstance(
                workshop.clusters(),
                new TaskSubnets(workshop.clusters().stores(), TaskSubnets.Pool.USUAL),
                () -> "a".repeat(32));
        var caller = new Caller(elsewhere, "arn:aws:iam::123456789012:root", "AKID", "request-1");

        assertThatThrownBy(() -> operation.handle(
                        caller, Workshop.registration(1, 1).cluster("other").build()))
                .hasMessage("ClusterNotFoundException: Cluster not found.");

        operation.handle(caller, Workshop.registration(1, 1).build());
        assertThat(workshop.clusters().account(elsewhere).read().clusters()).hasSize(1);
    }

    @Test
    void anIdNobodyGaveIsNotTakenOver() {
        String arn = "arn:aws:ecs:local-1:123456789012:container-instance/default/" + "e".repeat(32);

        assertThatThrownBy(() -> register(request -> request.containerInstanceArn(arn)))
                .hasMessageStartingWith("ClientException: The referenced container instance is unknown.");
    }

    @Test
    void aRepeatedRegistrationMakesNoSecondInstance() {
        ContainerInstance first = register(request -> request.clientToken("one"));
        ContainerInstance again = register(request -> request.clientToken("one"));
        ContainerInstance other = register(request -> request.clientToken("two"));

        assertThat(again.containerInstanceArn()).isEqualTo(first.containerInstanceArn());
        assertThat(other.containerInstanceArn()).isNotEqualTo(first.containerInstanceArn());
        assertThat(workshop.scope().store().read().instances()).hasSize(2);

        deregister(first.containerInstanceArn().orElseThrow(), false);
        assertThatThrownBy(() -> register(request -> request.clientToken("one")))
                .hasMessageStartingWith("ClientException: The referenced container instance is deregistered.");
    }

    @Test
    void tasksGoToInstancesOfTheirLaunchType() {
        workshop.defined("web");
        workshop.joined(1024, 1024, Workshop.attribute("ecs.capability.external", ""));

        var refused = workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        var placed = workshop.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder()
                        .taskDefinition("web")
                        .launchType("EXTERNAL")
                        .build());

        assertThat(refused.failures().orElseThrow())
                .extracting(Failure::reason)
                .containsExactly(Optional.of("ATTRIBUTE"));
        assertThat(placed.tasks().orElseThrow()).hasSize(1);
    }

    @Test
    void healthIsShownToWhoAsksForIt() {
        ContainerInstanceId id = workshop.joined(1024, 1024);
        assertThat(health(id)).isEqualTo("INSUFFICIENT_DATA");
        workshop.scope().store().write(tx -> {
            tx.update(tx.state()
                    .instance(id)
                    .orElseThrow()
                    .withHealth(List.of(new InstanceHealth(
                            "CONTAINER_RUNTIME", InstanceHealth.Status.IMPAIRED, "no answer", tx.now(), tx.now()))));
            return id;
        });

        assertThat(health(id)).isEqualTo("IMPAIRED");
        assertThat(described(id.value()).healthStatus()).isEmpty();
    }

    private String health(ContainerInstanceId id) {
        return workshop.call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .containerInstances(List.of(id.value()))
                                .include(List.of("CONTAINER_INSTANCE_HEALTH"))
                                .build())
                .containerInstances()
                .orElseThrow()
                .getFirst()
                .healthStatus()
                .flatMap(status -> status.overallStatus())
                .orElseThrow();
    }

    /// The exact bytes of an instance with one task on it.
    @Test
    void anInstanceOnTheWire() throws IOException {
        ContainerInstanceId id = workshop.joined(1024, 2048, OS, CAPABILITY);
        workshop.defined(
                "web",
                definition -> definition.containerDefinitions(List.of(Workshop.container("app")
                        .portMappings(List.of(PortMapping.builder()
                                .containerPort(80)
                                .hostPort(8080)
                                .protocol("tcp")
                                .build()))
                        .build())));
        String task = run();
        report(task, "RUNNING");

        String json = new String(JsonCodec.write(described(id.value())), StandardCharsets.UTF_8);

        Golden.file("container-instance.json").holds(json.replace(",\"", ",\n\"") + "\n");
    }

    @Test
    void aMachineThatShrankHasNothingLeft() {
        String arn = workshop.registered(256, 256);
        workshop.connect(new ContainerInstanceId(arn.substring(arn.length() - 32)), true);
        workshop.defined("web");
        run();

        ContainerInstance smaller = register(request -> request.containerInstanceArn(arn)
                .totalResources(Workshop.registration(64, 64).build().totalResources()));

        assertThat(smaller.remainingResources().orElseThrow().getFirst().integerValue())
                .contains(0);
    }

    @Test
    void leavingWithTasksNeedsForceAndEndsThem() {
        ContainerInstanceId id = workshop.joined(1024, 1024);
        workshop.defined("web");
        String running = run();
        report(running, "RUNNING");

        assertThatThrownBy(() -> deregister(id.value(), false))
                .hasMessage("InvalidParameterException: Found running tasks on the instance.");
        ContainerInstance gone = deregister(id.value(), true);

        assertThat(gone.status()).contains("INACTIVE");
        assertThat(gone.agentConnected()).contains(false);
        assertThat(task(running).lastStatus()).contains("STOPPED");
        assertThat(task(running).stoppedReason()).contains("Container instance deregistration forced by user");
        assertThat(list(request -> request)).isEmpty();
        assertThat(described(id.value()).status()).contains("INACTIVE");
        assertThatThrownBy(() -> deregister(id.value(), true))
                .hasMessage("InvalidParameterException: The referenced container instance was not found.");
        assertThatThrownBy(() -> register(request -> request.containerInstanceArn(gone.containerInstanceArn())))
                .hasMessageStartingWith("ClientException: The referenced container instance is deregistered.");
        report(running, "STOPPED");
        assertThat(task(running).stoppedReason()).contains("Container instance deregistration forced by user");
    }

    @Test
    void anIdleInstanceLeavesWithoutForce() {
        ContainerInstanceId id = workshop.joined(1024, 1024);
        workshop.defined("web");
        report(run(), "STOPPED");

        assertThat(deregister(id.value(), false).status()).contains("INACTIVE");
    }

    @Test
    void statesAreChangedOneByOne() {
        ContainerInstanceId id = workshop.joined(1024, 1024);

        var answer = workshop.call(
                Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .containerInstances(List.of(id.value(), "f".repeat(32)))
                        .status("DRAINING")
                        .build());

        assertThat(answer.containerInstances().orElseThrow())
                .extracting(instance -> instance.status().orElseThrow())
                .containsExactly("DRAINING");
        assertThat(answer.failures().orElseThrow()).extracting(Failure::reason).containsExactly(Optional.of("MISSING"));
        assertThat(drain(id.value(), "ACTIVE").status()).contains("ACTIVE");
        assertThatThrownBy(() -> drain(id.value(), "GONE"))
                .hasMessage("InvalidParameterException: Container instance status should be one of [ACTIVE, DRAINING]");
    }

    @Test
    void listsFilterByStatusAndByQuery() {
        ContainerInstanceId one = workshop.joined(1024, 1024, Workshop.attribute("stack", "prod"));
        ContainerInstanceId other = workshop.joined(1024, 1024, Workshop.attribute("stack", "test"));
        drain(other.value(), "DRAINING");

        assertThat(list(request -> request)).hasSize(2);
        assertThat(list(request -> request.status("DRAINING")).getFirst()).endsWith(other.value());
        assertThat(list(request -> request.filter("attribute:stack == prod")).getFirst())
                .endsWith(one.value());
        assertThatThrownBy(() -> list(request -> request.filter("attribute:")))
                .hasMessageStartingWith("InvalidParameterException");
        assertThatThrownBy(() -> list(request -> request.status("INACTIVE")))
                .hasMessageStartingWith("InvalidParameterException");
    }

    @Test
    void agentsAreSentToTheStableAddress() {
        var answer = workshop.call(
                Ecs.DISCOVER_POLL_ENDPOINT,
                DiscoverPollEndpointRequest.builder().build());

        assertThat(answer.endpoint()).contains("http://fleet.example:9080/acs");
        assertThat(answer.telemetryEndpoint()).contains("http://fleet.example:9080/tcs");
    }

    private ContainerInstance register(UnaryOperator<RegisterContainerInstanceRequest.Builder> change) {
        return workshop.call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        change.apply(Workshop.registration(1024, 1024)).build())
                .containerInstance()
                .orElseThrow();
    }

    private ContainerInstance deregister(String id, boolean force) {
        return workshop.call(
                        Ecs.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .containerInstance(id)
                                .force(force)
                                .build())
                .containerInstance()
                .orElseThrow();
    }

    private ContainerInstance drain(String id, String status) {
        return workshop.call(
                        Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                        UpdateContainerInstancesStateRequest.builder()
                                .containerInstances(List.of(id))
                                .status(status)
                                .build())
                .containerInstances()
                .orElseThrow()
                .getFirst();
    }

    private ContainerInstance described(String id) {
        return workshop.call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .containerInstances(List.of(id))
                                .build())
                .containerInstances()
                .orElseThrow()
                .getFirst();
    }

    private List<String> list(UnaryOperator<ListContainerInstancesRequest.Builder> change) {
        return workshop.call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        change.apply(ListContainerInstancesRequest.builder()).build())
                .containerInstanceArns()
                .orElseThrow();
    }

    private String run() {
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private Task task(String arn) {
        return workshop.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(List.of(arn)).build())
                .tasks()
                .orElseThrow()
                .getFirst();
    }
}

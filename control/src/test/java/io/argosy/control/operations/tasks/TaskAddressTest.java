package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.TaskId;
import io.argosy.model.TaskSubnet;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks of network mode `awsvpc`: what they may ask for, where they go, and the address they get.
final class TaskAddressTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.defined(
                "vpc",
                definition -> definition
                        .networkMode("awsvpc")
                        .requiresAttributes(List.of(Attribute.builder()
                                .name("ecs.capability.task-eni")
                                .build())));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private ContainerInstanceId host(String address) {
        return workshop.joined(
                100_000,
                100_000,
                Attribute.builder().name("ecs.capability.task-eni").build(),
                Attribute.builder()
                        .name(TaskSubnet.HOST_ATTRIBUTE)
                        .value(address)
                        .build());
    }

    private static NetworkConfiguration network(AwsVpcConfiguration.Builder configuration) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(configuration.build())
                .build();
    }

    private static AwsVpcConfiguration.Builder subnet(String name) {
        return AwsVpcConfiguration.builder().subnets(List.of(name));
    }

    private RunTaskResponse run(AwsVpcConfiguration.Builder configuration) {
        return workshop.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder()
                        .taskDefinition("vpc")
                        .networkConfiguration(network(configuration))
                        .build());
    }

    private Task placed() {
        return run(subnet("subnet-a")).tasks().orElseThrow().getFirst();
    }

    private static Map<String, String> details(Task task) {
        return task.attachments().orElseThrow().getFirst().details().orElseThrow().stream()
                .collect(Collectors.toMap(
                        pair -> pair.name().orElseThrow(),
                        (KeyValuePair pair) -> pair.value().orElseThrow()));
    }

    private static String address(Task task) {
        return details(task).getOrDefault("privateIPv4Address", "none");
    }

    private void over(Task task) {
        String arn = task.taskArn().orElseThrow();
        var id = new TaskId(arn.substring(arn.lastIndexOf('/') + 1));
        workshop.scope()
                .store()
                .write(tx -> tx.move(
                        tx.state().task(id).orElseThrow(),
                        new Trigger.Exited(new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "over"), tx.now())));
    }

    @Test
    void aTaskIsShownWithItsInterface() {
        host("10.0.0.7");

        Task task = placed();

        var attachment = task.attachments().orElseThrow().getFirst();
        assertThat(attachment.type()).contains("ElasticNetworkInterface");
        assertThat(details(task))
                .containsEntry("subnetId", "subnet-a")
                .containsEntry("privateIPv4Address", "10.214.0.2")
                .containsEntry("privateDnsName", "ip-10-214-0-2.local-1.compute.internal")
                .containsEntry("macAddress", "0a:58:0a:d6:00:02")
                .hasEntrySatisfying("networkInterfaceId", id -> assertThat(id).matches("eni-[0-9a-f]{17}"));
        var shown = task.containers()
                .orElseThrow()
                .getFirst()
                .networkInterfaces()
                .orElseThrow()
                .getFirst();
        assertThat(shown.attachmentId()).isEqualTo(attachment.id());
        assertThat(shown.privateIpv4Address()).contains("10.214.0.2");
    }

    @Test
    void eachInstanceHasASubnetOfItsOwnAndKeepsIt() {
        ContainerInstanceId one = host("10.0.0.7");
        ContainerInstanceId two = host("10.0.0.8");

        var subnets = workshop.scope().store().read().table(TaskSubnet.KIND);

        assertThat(subnets.get(one.value()).orElseThrow().range()).isEqualTo("10.214.0.0/24");
        assertThat(subnets.get(two.value()).orElseThrow().range()).isEqualTo("10.214.1.0/24");
    }

    @Test
    void anAddressJustGivenBackComesLast() {
        host("10.0.0.7");
        Task first = placed();
        over(first);

        List<String> next =
                IntStream.range(0, 252).mapToObj(_ -> address(placed())).toList();

        assertThat(next).doesNotHaveDuplicates().doesNotContain(address(first));
        assertThat(address(placed())).isEqualTo(address(first));
        assertThat(run(subnet("subnet-a")).failures().orElseThrow())
                .extracting(Failure::reason)
                .containsExactly(java.util.Optional.of("RESOURCE:ENI"));
    }

    @Test
    void aTaskGoesWhereThereIsAnAddressLeft() {
        ContainerInstanceId full = host("10.0.0.7");
        for (int i = 0; i < 253; i++) {
            workshop.call(
                    Ecs.START_TASK,
                    StartTaskRequest.builder()
                            .taskDefinition("vpc")
                            .containerInstances(List.of(full.value()))
                            .networkConfiguration(network(subnet("subnet-a")))
                            .build());
        }
        host("10.0.0.8");

        List<String> next =
                IntStream.range(0, 20).mapToObj(_ -> address(placed())).toList();

        assertThat(next).allMatch(address -> address.startsWith("10.214.1."));
    }

    @Test
    void anInstanceThatCannotGiveAddressesGetsNone() {
        workshop.joined(
                4096, 4096, Attribute.builder().name("ecs.capability.task-eni").build());

        assertThat(run(subnet("subnet-a")).failures().orElseThrow())
                .extracting(Failure::reason)
                .containsExactly(java.util.Optional.of("ATTRIBUTE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | subnets can not be empty.",
                "a b | The subnet ID 'a b' is not valid.",
            })
    void subnetsAreNames(String name, String text) {
        host("10.0.0.7");

        var asked = name.isEmpty() ? AwsVpcConfiguration.builder().subnets(List.of()) : subnet(name);

        assertThatThrownBy(() -> run(asked)).hasMessage("InvalidParameterException: " + text);
    }

    @Test
    void listsAreBounded() {
        host("10.0.0.7");

        assertThatThrownBy(() -> run(AwsVpcConfiguration.builder().subnets(names(17))))
                .hasMessage("InvalidParameterException: subnets can have at most 16 items.");
        assertThatThrownBy(() -> run(subnet("subnet-a").securityGroups(names(6))))
                .hasMessage("InvalidParameterException: securityGroups can have at most 5 items.");
        assertThat(run(AwsVpcConfiguration.builder().subnets(names(16)).securityGroups(names(5)))
                        .tasks()
                        .orElseThrow())
                .hasSize(1);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name-" + i).toList();
    }

    @Test
    void aPublicAddressIsForFargateOnly() {
        host("10.0.0.7");

        assertThatThrownBy(() -> run(subnet("subnet-a").assignPublicIp("ENABLED")))
                .hasMessage("InvalidParameterException: Assign public IP is not supported for this launch type.");
        assertThat(run(subnet("subnet-a").assignPublicIp("DISABLED")).tasks().orElseThrow())
                .hasSize(1);
    }

    /// Every agent is told it: one that is no address would be everybody's trouble.
    @Test
    void aHostIsReachedAtAnAddress() {
        assertThatThrownBy(() -> host("elsewhere"))
                .hasMessage("InvalidParameterException: Invalid value of attribute argosy.network-address: elsewhere");
    }
}

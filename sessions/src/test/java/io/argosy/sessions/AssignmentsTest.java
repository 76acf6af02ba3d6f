package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.model.DeploymentId;
import io.argosy.model.Owner;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Task definitions as the API has them against tasks as agents are told them.
final class AssignmentsTest {
    private static final Assignments ASSIGNMENTS = new Assignments(URI.create("http://fleet.example:9080"));

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.joined(4096, 8192, Workshop.attribute("ecs.capability.task-cpu-mem-limit", ""));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void everyMemberOfADefinitionReachesTheAgent() throws IOException, MalformedJson {
        String given = text("everything-definition.json");
        TaskDefinition definition = RecordCodec.read(JsonTree.object(given), TaskDefinition.class);
        workshop.defined("everything", _ -> definition.toBuilder());

        AcsTask task = assigned(RunTaskRequest.builder()
                .taskDefinition("everything")
                .overrides(TaskOverride.builder()
                        .cpu("512")
                        .containerOverrides(List.of(ContainerOverride.builder()
                                .name("app")
                                .command(List.of("serve", "--fast"))
                                .cpu(100)
                                .memory(300)
                                .environment(List.of(pair("MODE", "test"), pair("MORE", "yes")))
                                .build()))
                        .build()));

        Golden.file("acs-task-everything.json").holds(pretty(RecordCodec.tree(task), ""));
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    @Test
    void aPlainContainerCarriesNothingThatWasNotAsked() {
        workshop.defined("plain");

        AcsTask task = assigned(RunTaskRequest.builder().taskDefinition("plain"));
        AcsContainer container = task.containers().getFirst();

        assertThat(task.networkMode()).contains("bridge");
        assertThat(task.cpu()).isZero();
        assertThat(task.memory()).isZero();
        assertThat(container.essential()).isTrue();
        assertThat(container.environment()).isEqualTo(Map.of("AWS_EXECUTION_ENV", "AWS_ECS_EC2"));
        assertThat(container.registryAuthentication()).isEmpty();
        assertThat(container.healthCheckType()).isEmpty();
        assertThat(container.dockerConfig())
                .contains(new AcsContainer.DockerConfig(
                        Optional.of("{}"), Optional.of("{\"NetworkMode\":\"bridge\"}"), Optional.of("1.21")));
    }

    @Test
    void aTaskOfADeploymentRunsTheImageThatIsNotedForIt() {
        var consistent = Workshop.container("app").image("registry.example:5000/shop/app:1");
        workshop.defined("web", definition -> definition.containerDefinitions(List.of(consistent.build())));
        workshop.defined(
                "free",
                definition -> definition.containerDefinitions(
                        List.of(consistent.versionConsistency("disabled").build())));

        assertThat(imageOf("web")).isEqualTo("registry.example:5000/shop/app@sha256:" + "a".repeat(64));
        assertThat(imageOf("free")).isEqualTo("registry.example:5000/shop/app:1");
    }

    private String imageOf(String family) {
        workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition(family).build());
        Task launched = workshop.scope().store().read().tasks().stream()
                .filter(task -> task.definition().family().equals(family))
                .findFirst()
                .orElseThrow();
        var noted = new Task(
                launched.id(),
                launched.definition(),
                new Owner.OfService(new ServiceName("web"), new DeploymentId(1)),
                launched.launchType(),
                launched.capacityProvider(),
                launched.needs(),
                launched.overrides(),
                launched.state(),
                launched.timeline(),
                List.of(launched.containers().getFirst().toBuilder()
                        .imageDigest("sha256:" + "a".repeat(64))
                        .build()),
                launched.tags(),
                launched.enableExecuteCommand(),
                launched.checked(),
                launched.version());
        return ASSIGNMENTS
                .start(noted, workshop.scope())
                .orElseThrow()
                .containers()
                .getFirst()
                .image();
    }

    @Test
    void keysAreOfferedForImagesOfOurOwnRegistryOnly() {
        var own = new OwnRegistry(URI.create("http://fleet.example:9080"), Workshop.REALM, false);

        assertThat(own.keys("fleet.example:9080/shop/web:1").orElseThrow().type())
                .isEqualTo("ecr");
        assertThat(own.keys("fleet.example:9080/web")
                        .orElseThrow()
                        .ecrAuthData()
                        .orElseThrow())
                .isEqualTo(new AcsContainer.EcrAuth(
                        Optional.of("123456789012"),
                        Optional.of("local-1"),
                        Optional.of("http://fleet.example:9080"),
                        false));
        assertThat(own.keys("fleet.example/web")).isEmpty();
        assertThat(own.keys("other.example:9080/web")).isEmpty();
        assertThat(own.keys("busybox")).isEmpty();
    }

    /// As definitions that were written for Amazon name them.
    @Test
    void imagesOfTheAccountsEcrAreOurs() {
        var own = new OwnRegistry(URI.create("http://fleet.example:9080"), Workshop.REALM, true);
        String image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:" + "0".repeat(64);

        assertThat(own.reachable(image)).isEqualTo("fleet.example:9080/shop/web@sha256:" + "0".repeat(64));
        assertThat(own.keys(image).orElseThrow().ecrAuthData().orElseThrow().region())
                .contains("eu-west-1");
        assertThat(own.reachable("123456789012.dkr-ecr.eu-west-1.on.aws/web:1")).isEqualTo("fleet.example:9080/web:1");
        for (String elsewhere : List.of(
                "210987654321.dkr.ecr.eu-west-1.amazonaws.com/web:1",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com.example/web:1",
                "public.ecr.aws/shop/web:1",
                "web:1",
                "fleet.example:9080/web:1")) {
            assertThat(own.reachable(elsewhere)).isEqualTo(elsewhere);
        }
        assertThat(own.keys("210987654321.dkr.ecr.eu-west-1.amazonaws.com/web:1"))
                .isEmpty();
    }

    @Test
    void aCheckWithoutCmdBeforeItIsRunAsItStands() {
        workshop.defined(
                "checked",
                definition -> definition.containerDefinitions(List.of(Workshop.container("app")
                        .healthCheck(HealthCheck.builder()
                                .command(List.of("/healthcheck", "--fast"))
                                .build())
                        .build())));

        assertThat(dockerConfig("checked").config().orElseThrow())
                .contains("\"Test\":[\"CMD\",\"/healthcheck\",\"--fast\"]");
    }

    @Test
    void aStreamPrefixBecomesTheNameOfTheStream() {
        workshop.defined(
                "logged",
                definition -> definition.containerDefinitions(List.of(Workshop.container("app")
                        .logConfiguration(LogConfiguration.builder()
                                .logDriver("awslogs")
                                .options(Map.of("awslogs-group", "g", "awslogs-stream-prefix", "ecs"))
                                .build())
                        .build())));

        String host = dockerConfig("logged").hostConfig().orElseThrow();

        String task = workshop.scope().store().read().tasks().iterator().next().key();
        assertThat(host).contains("\"awslogs-stream\":\"ecs/app/" + task + "\"").doesNotContain("prefix");
        assertThat(host).contains("\"awslogs-endpoint\":\"http://");
    }

    private AcsContainer.DockerConfig dockerConfig(String family) {
        AcsTask task = assigned(RunTaskRequest.builder().taskDefinition(family));
        return task.containers().getFirst().dockerConfig().orElseThrow();
    }

    private AcsTask assigned(RunTaskRequest.Builder request) {
        workshop.call(Ecs.RUN_TASK, request.build());
        Task task = workshop.scope().store().read().tasks().iterator().next();
        return ASSIGNMENTS.start(task, workshop.scope()).orElseThrow();
    }

    private static String text(String name) throws IOException {
        try (var stream = AssignmentsTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String pretty(Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case Map<?, ?> map -> {
                var lines = map.entrySet().stream()
                        .map(entry -> inner + "\"" + entry.getKey() + "\": " + pretty(entry.getValue(), inner))
                        .toList();
                yield "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
            }
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof Map<?, ?> -> {
                var lines =
                        list.stream().map(item -> inner + pretty(item, inner)).toList();
                yield "[\n" + String.join(",\n", lines) + "\n" + indent + "]";
            }
            default -> JsonTree.write(value);
        };
    }
}

package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.Platform;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.TaskContainerProperties;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Device;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The ECS task definition that a job definition becomes (batch-semantics 6.3). Placeholders in commands stay: each job
/// says what they stand for, in the overrides of its task. `name` is the job definition's, `region` where logs go.
public record TaskDefinitionForm(String name, String region, Set<Platform> platforms) {
    /// Where jobs log that say nothing else.
    public static final String LOG_GROUP = "/aws/batch/job";

    private static final String FAMILY = "AWSBatch-";
    private static final String AWSLOGS = "awslogs";
    private static final int LONGEST_PREFIX = 200;

    public RegisterTaskDefinitionRequest of(EcsTaskProperties task) {
        List<ContainerDefinition> containers =
                task.containers().stream().map(this::container).toList();
        RegisterTaskDefinitionRequest alike = Alike.as(
                RegisterTaskDefinitionRequest.STRUCTURE,
                task,
                Map.of("family", FAMILY + name, "containerDefinitions", containers));
        return platforms.contains(Platform.FARGATE) ? onFargate(alike, task) : alike;
    }

    /// Fargate sizes the task itself and gives it an address of its own.
    private static RegisterTaskDefinitionRequest onFargate(
            RegisterTaskDefinitionRequest alike, EcsTaskProperties task) {
        JobResources whole = size(task);
        return alike.toBuilder()
                .requiresCompatibilities(List.of("FARGATE"))
                .networkMode("awsvpc")
                .cpu(String.valueOf(whole.cpuUnits()))
                .memory(String.valueOf(whole.memoryMib()))
                .build();
    }

    /// What a task needs with all its containers.
    public static JobResources size(EcsTaskProperties task) {
        return task.containers().stream()
                .map(container ->
                        JobResources.of(container.resourceRequirements().orElse(List.of())))
                .reduce(new JobResources(BigDecimal.ZERO, 0), JobResources::plus);
    }

    private ContainerDefinition container(TaskContainerProperties given) {
        JobResources size = JobResources.of(given.resourceRequirements().orElse(List.of()));
        ContainerDefinition alike =
                Alike.as(ContainerDefinition.STRUCTURE, given, Map.of("resourceRequirements", List.of()));
        return alike.toBuilder()
                .cpu(size.cpuUnits())
                .memory(size.limitMib())
                .linuxParameters(alike.linuxParameters().map(TaskDefinitionForm::linux))
                .logConfiguration(logs(alike))
                .build();
    }

    /// ECS has its words in lower case.
    private static LinuxParameters linux(LinuxParameters given) {
        return given.toBuilder()
                .devices(given.devices()
                        .map(devices ->
                                devices.stream().map(TaskDefinitionForm::device).toList()))
                .build();
    }

    private static Device device(Device given) {
        return given.toBuilder()
                .permissions(given.permissions()
                        .map(words -> words.stream()
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .toList()))
                .build();
    }

    /// CloudWatch's logs where nothing else is asked, in Batch's group and under the definition's name
    /// (batch-semantics 10.2).
    private LogConfiguration logs(ContainerDefinition container) {
        LogConfiguration given = container
                .logConfiguration()
                .orElseGet(() -> LogConfiguration.builder().logDriver(AWSLOGS).build());
        if (!given.logDriver().equals(AWSLOGS)) {
            return given;
        }
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "awslogs-group",
                LOG_GROUP,
                "awslogs-region",
                region,
                "awslogs-stream-prefix",
                usualStreamPrefix(name)));
        Map<String, String> asked = given.options().orElse(Map.of());
        if (!asked.containsKey("awslogs-group")) {
            options.put("awslogs-create-group", "true");
        }
        options.putAll(asked);
        return given.toBuilder().options(options).build();
    }

    /// How the streams of a job definition's logs begin where nobody says otherwise.
    public static String usualStreamPrefix(String definition) {
        return definition.substring(0, Math.min(LONGEST_PREFIX, definition.length()));
    }
}

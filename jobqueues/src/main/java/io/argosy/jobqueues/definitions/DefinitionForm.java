package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.Platform;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.EvaluateOnExit;
import io.argosy.shapes.batch.FargatePlatformConfiguration;
import io.argosy.shapes.batch.KeyValuePair;
import io.argosy.shapes.batch.LinuxParameters;
import io.argosy.shapes.batch.LogConfiguration;
import io.argosy.shapes.batch.NodeProperties;
import io.argosy.shapes.batch.NodeRangeProperty;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.RetryStrategy;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The form in which a job definition is kept and shown: lists that replies always have are there (batch-semantics
/// 6.2).
public final class DefinitionForm {
    private DefinitionForm() {}

    static RegisterJobDefinitionRequest complete(RegisterJobDefinitionRequest asked) {
        boolean fargate = JobTasks.platforms(asked).contains(Platform.FARGATE);
        return asked.toBuilder()
                .parameters(asked.parameters().orElse(Map.of()))
                .retryStrategy(asked.retryStrategy().map(DefinitionForm::retries))
                .containerProperties(asked.containerProperties().map(given -> container(given, fargate)))
                .ecsProperties(asked.ecsProperties().map(DefinitionForm::ecs))
                .nodeProperties(asked.nodeProperties().map(DefinitionForm::nodes))
                .tags(Optional.empty())
                .build();
    }

    /// Of a definition or of a job.
    public static RetryStrategy retries(RetryStrategy given) {
        return given.toBuilder()
                .evaluateOnExit(given.evaluateOnExit().orElse(List.of()).stream()
                        .map(DefinitionForm::condition)
                        .toList())
                .build();
    }

    private static EvaluateOnExit condition(EvaluateOnExit given) {
        return given.toBuilder().action(given.action().toLowerCase(Locale.ROOT)).build();
    }

    private static ContainerProperties container(ContainerProperties given, boolean fargate) {
        return given.toBuilder()
                .command(given.command().orElse(List.of()))
                .volumes(given.volumes().orElse(List.of()))
                .environment(environment(given.environment()))
                .mountPoints(given.mountPoints().orElse(List.of()))
                .ulimits(given.ulimits().orElse(List.of()))
                .resourceRequirements(given.resourceRequirements().orElse(List.of()))
                .secrets(given.secrets().orElse(List.of()))
                .linuxParameters(given.linuxParameters().map(DefinitionForm::linux))
                .logConfiguration(given.logConfiguration().map(DefinitionForm::logs))
                .fargatePlatformConfiguration(given.fargatePlatformConfiguration()
                        .or(() -> fargate
                                ? Optional.of(FargatePlatformConfiguration.builder()
                                        .platformVersion("LATEST")
                                        .build())
                                : Optional.empty()))
                .build();
    }

    private static List<KeyValuePair> environment(Optional<List<KeyValuePair>> given) {
        return given.orElse(List.of()).stream()
                .filter(variable -> !variable.value().orElse("").isEmpty())
                .toList();
    }

    private static LinuxParameters linux(LinuxParameters given) {
        return given.toBuilder()
                .devices(given.devices().orElse(List.of()))
                .tmpfs(given.tmpfs().orElse(List.of()))
                .build();
    }

    private static LogConfiguration logs(LogConfiguration given) {
        return given.toBuilder()
                .options(given.options().orElse(Map.of()))
                .secretOptions(given.secretOptions().orElse(List.of()))
                .build();
    }

    private static EcsProperties ecs(EcsProperties given) {
        return given.toBuilder()
                .taskProperties(given.taskProperties().stream()
                        .map(DefinitionForm::task)
                        .toList())
                .build();
    }

    private static EcsTaskProperties task(EcsTaskProperties given) {
        return given.toBuilder()
                .volumes(given.volumes().orElse(List.of()))
                .containers(given.containers().stream()
                        .map(DefinitionForm::container)
                        .toList())
                .build();
    }

    private static TaskContainerProperties container(TaskContainerProperties given) {
        return given.toBuilder()
                .command(given.command().orElse(List.of()))
                .dependsOn(given.dependsOn().orElse(List.of()))
                .essential(given.essential().orElse(true))
                .environment(environment(given.environment()))
                .mountPoints(given.mountPoints().orElse(List.of()))
                .ulimits(given.ulimits().orElse(List.of()))
                .resourceRequirements(given.resourceRequirements().orElse(List.of()))
                .secrets(given.secrets().orElse(List.of()))
                .linuxParameters(given.linuxParameters().map(DefinitionForm::linux))
                .logConfiguration(given.logConfiguration().map(DefinitionForm::logs))
                .build();
    }

    private static NodeProperties nodes(NodeProperties given) {
        return given.toBuilder()
                .nodeRangeProperties(given.nodeRangeProperties().stream()
                        .map(DefinitionForm::range)
                        .toList())
                .build();
    }

    private static NodeRangeProperty range(NodeRangeProperty given) {
        return given.toBuilder()
                .container(given.container().map(container -> container(container, false)))
                .ecsProperties(given.ecsProperties().map(DefinitionForm::ecs))
                .build();
    }
}

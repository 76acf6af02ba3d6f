package io.argosy.control.access;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which logs an agent may write: those that the definitions of tasks on its own instance name, for as long as these
/// tasks are remembered. Of a group only their streams, and none may be read.
record TaskLogRights(ContainerInstanceId instance, ClusterStore cluster, AccountStore account) {
    private static final Pattern RESOURCE =
            Pattern.compile("arn:aws:logs:([^:]*):([^:]*):log-group:([^:]*)(?::log-stream:([^:]*))?(?::\\*)?");
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");

    /// A group in a region, and the stream where the permission names one.
    private record Named(String region, String group, Optional<String> stream) {}

    boolean allows(Permission wanted) {
        return switch (wanted.action()) {
            case "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents" ->
                named(wanted)
                        .filter(log ->
                                log.stream().isPresent() || wanted.action().equals("logs:CreateLogGroup"))
                        .filter(log -> containers().anyMatch(container -> container.has(log, wanted.action())))
                        .isPresent();
            default -> false;
        };
    }

    private Optional<Named> named(Permission wanted) {
        Matcher parts = RESOURCE.matcher(wanted.resource());
        return parts.matches() && parts.group(2).equals(cluster.realm().account())
                ? Optional.of(new Named(parts.group(1), parts.group(3), stream(parts, wanted)))
                : Optional.empty();
    }

    /// To make a stream is an action on its group, which ends where the stream's name would begin.
    private static Optional<String> stream(Matcher parts, Permission wanted) {
        return Optional.ofNullable(parts.group(4))
                .filter(name -> !name.isEmpty())
                .or(() -> wanted.context().getOrDefault("argosy:LogStreamName", List.of()).stream()
                        .findFirst());
    }

    private Stream<Logging> containers() {
        return cluster.read().tasksOn(instance).stream().flatMap(this::containers);
    }

    private Stream<Logging> containers(Task task) {
        return account.read().taskDefinition(task.definition()).map(TaskDefinition::content).stream()
                .flatMap(content -> content.containerDefinitions().orElse(List.of()).stream())
                .flatMap(container -> Logging.of(task, container).stream());
    }

    /// A container of a task, and the options of its `awslogs`.
    private record Logging(Task task, String name, Map<String, String> options) {
        static Optional<Logging> of(Task task, ContainerDefinition container) {
            return container
                    .logConfiguration()
                    .filter(log -> log.logDriver().equals("awslogs"))
                    .flatMap(LogConfiguration::options)
                    .map(options -> new Logging(task, container.name().orElse(""), options));
        }

        boolean has(Named log, String action) {
            boolean group = log.group().equals(options.get("awslogs-group"))
                    && log.region().equals(options.get("awslogs-region"));
            boolean mayMakeGroup = "true".equals(options.get("awslogs-create-group"));
            return group
                    && (mayMakeGroup || !action.equals("logs:CreateLogGroup"))
                    && log.stream().map(this::hasStream).orElse(true);
        }

        /// Without a prefix it has the container's id, which is reported only once the container runs.
        private boolean hasStream(String stream) {
            return Optional.ofNullable(options.get("awslogs-stream-prefix"))
                    .map(prefix -> stream.equals(prefix + "/" + name + "/" + task.id()))
                    .orElseGet(() -> runtimeId()
                            .map(stream::equals)
                            .orElseGet(() -> CONTAINER_ID.matcher(stream).matches()));
        }

        private Optional<String> runtimeId() {
            return task.containers().stream()
                    .filter(container -> container.name().equals(Optional.of(name)))
                    .findFirst()
                    .flatMap(Container::runtimeId);
        }
    }
}

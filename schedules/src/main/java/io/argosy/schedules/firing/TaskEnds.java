package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskId;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.RunState;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How tasks that a run started have ended, from the state of their cluster.
final class TaskEnds {
    private static final Pattern ARN = Pattern.compile("arn:aws:ecs:([^:]+):([^:]+):task/([^/]+)/([^/]+)");

    private final Stores stores;

    TaskEnds(Stores stores) {
        this.stores = stores;
    }

    /// How something ended, and what is remembered of its containers.
    record End(Outcome outcome, String reason, List<RunState.Part> parts) {
        End {
            parts = List.copyOf(parts);
        }

        /// The worse of two.
        End and(End other) {
            List<RunState.Part> all = new ArrayList<>(parts);
            all.addAll(other.parts);
            End worse = outcome == Outcome.SUCCEEDED ? other : this;
            return new End(worse.outcome, worse.reason, all);
        }
    }

    static boolean task(String arn) {
        return ARN.matcher(arn).matches();
    }

    /// Nothing while one of them has not stopped.
    Optional<End> of(List<String> arns) {
        Optional<End> all = Optional.of(new End(Outcome.SUCCEEDED, "", List.of()));
        for (String arn : arns) {
            Optional<End> one = of(arn);
            all = all.flatMap(so -> one.map(so::and));
        }
        return all;
    }

    private Optional<End> of(String arn) {
        Matcher named = ARN.matcher(arn);
        if (!named.matches()) {
            throw new IllegalArgumentException("not the ARN of a task: " + arn);
        }
        var realm = new AccountRegion(named.group(2), named.group(1));
        Optional<Task> task =
                stores.content(realm, new ClusterName(named.group(3))).task(new TaskId(named.group(4)));
        if (task.isEmpty()) {
            return Optional.of(new End(Outcome.UNKNOWN, "The task is no longer remembered.", List.of()));
        }
        return task.filter(known -> known.state().stopped())
                .map(known -> ended(arn, known, stores.account(realm).read().taskDefinition(known.definition())));
    }

    private static End ended(String arn, Task task, Optional<TaskDefinition> definition) {
        List<ContainerDefinition> defined = definition
                .flatMap(known -> known.content().containerDefinitions())
                .orElse(List.of());
        List<RunState.Part> parts = task.containers().stream()
                .map(container -> part(arn, task, container, defined))
                .toList();
        boolean well = task.containers().stream()
                .filter(container -> essential(container, defined))
                .allMatch(container -> container.exitCode().equals(Optional.of(0)));
        String reason = task.ending().map(why -> why.text()).orElse("");
        return new End(well ? Outcome.SUCCEEDED : Outcome.FAILED, well ? "" : reason, parts);
    }

    private static boolean essential(Container container, List<ContainerDefinition> defined) {
        return named(container, defined).flatMap(ContainerDefinition::essential).orElse(true);
    }

    private static Optional<ContainerDefinition> named(Container container, List<ContainerDefinition> defined) {
        return defined.stream()
                .filter(one -> one.name().equals(container.name()))
                .findFirst();
    }

    private static RunState.Part part(String arn, Task task, Container container, List<ContainerDefinition> defined) {
        String name = container.name().orElse("");
        Map<String, String> log = named(container, defined)
                .flatMap(ContainerDefinition::logConfiguration)
                .filter(configuration -> configuration.logDriver().equals("awslogs"))
                .flatMap(LogConfiguration::options)
                .orElse(Map.of());
        String prefix = log.getOrDefault("awslogs-stream-prefix", "");
        return new RunState.Part(
                arn,
                name,
                container.exitCode().map(String::valueOf).orElse(""),
                log.getOrDefault("awslogs-group", ""),
                prefix.isEmpty() ? "" : prefix + "/" + name + "/" + task.id());
    }
}

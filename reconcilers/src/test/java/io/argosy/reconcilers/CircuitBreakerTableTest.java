package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Golden;
import io.argosy.model.DeploymentStage;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.Service;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that runs well is told to run what does not: of so many tasks, in each way that they can fail, with and
/// without a roll-back. What comes of it, and what is said, stands in a table.
final class CircuitBreakerTableTest {
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS = 100;
    private static final Pattern NUMBER = Pattern.compile("ecs-svc/(\\d+)");
    private static final StopReason CANNOT_PULL =
            new StopReason(StopCode.TASK_FAILED_TO_START, "CannotPullContainerError: no such image");
    private static final StopReason EXITED =
            new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");

    @TempDir
    private Path folder;

    /// How the tasks of revision 2 come to nothing.
    private enum Fails {
        AT_START,
        AFTER_START,
        BY_HEALTH
    }

    /// What a waiter for a stable service saw, once the bad revision had begun to fail.
    private record Waiter(boolean deceived, boolean atLast) {}

    @Test
    void everyWayToFailAtEverySize() throws IOException {
        var table = new StringBuilder();
        for (int desired : List.of(1, 2, 10, 40, 1_000)) {
            for (Fails fails : Fails.values()) {
                for (boolean rollback : List.of(false, true)) {
                    table.append(row(desired, fails, rollback, true)).append('\n');
                }
            }
        }
        for (Fails fails : Fails.values()) {
            table.append(row(2, fails, true, false)).append('\n');
        }

        Golden.file("circuit-breaker.txt").holds(table.toString());
    }

    private String row(int desired, Fails fails, boolean rollback, boolean before) throws IOException {
        Path own = Files.createTempDirectory(folder, "case");
        try (var stage = new ServiceStage(own, 7)) {
            stage.defined(container -> checks(container, fails));
            stage.joined(3 * desired);
            DeploymentConfiguration breaker = DeploymentConfiguration.builder()
                    .deploymentCircuitBreaker(DeploymentCircuitBreaker.builder()
                            .enable(true)
                            .rollback(rollback)
                            .build())
                    .build();
            if (before) {
                stage.create(web("web:1", desired).deploymentConfiguration(breaker));
                live(stage, fails, () -> steady(stage));
                assertThat(stage.stable()).isTrue();
                stage.update(asked -> asked.taskDefinition(stage.defined(container -> checks(container, fails))));
            } else {
                stage.defined(container -> checks(container, fails));
                stage.create(web("web:2", desired).deploymentConfiguration(breaker));
            }
            Waiter waiter = live(stage, fails, () -> over(stage) && (!rollback || !before || steady(stage)));
            assertThat(waiter.deceived())
                    .as("%d %s: stable while it fails", desired, fails)
                    .isFalse();
            return told(
                    stage,
                    "desired " + desired + ", fails " + fails + ", rollback " + rollback
                            + (before ? "" : ", no revision before"),
                    waiter);
        }
    }

    private static ContainerDefinition.Builder checks(ContainerDefinition.Builder container, Fails fails) {
        return fails == Fails.BY_HEALTH
                ? container.healthCheck(
                        HealthCheck.builder().command(List.of("CMD", "true")).build())
                : container;
    }

    private static ServiceDeployment newest(ServiceStage stage) {
        return stage.store().read().deploymentsOf(new ServiceName("web")).stream()
                .findFirst()
                .orElseThrow();
    }

    private static boolean over(ServiceStage stage) {
        return newest(stage).over();
    }

    private static boolean steady(ServiceStage stage) {
        return stage.steady() && stage.stable();
    }

    private interface Wanted {
        boolean reached();
    }

    /// Time goes by until it is so, and the agents do their work. The waiter asks at every step.
    private static Waiter live(ServiceStage stage, Fails fails, Wanted wanted) {
        boolean deceived = false;
        for (int step = 0; step < STEPS && !wanted.reached(); step++) {
            stage.reconcile();
            stage.store().write(tx -> {
                List.copyOf(tx.state().tasks()).forEach(task -> work(tx, task, fails));
                return step(stage);
            });
            stage.wait(STEP);
            stage.reconcile();
            deceived |= failing(stage) && stage.stable();
        }
        assertThat(wanted.reached())
                .as("it comes to an end: %s", stage.events())
                .isTrue();
        return new Waiter(deceived, stage.stable());
    }

    private static Instant step(ServiceStage stage) {
        return stage.now();
    }

    /// Tasks of the newest deployment have failed, and it is neither given up nor rolled back yet.
    private static boolean failing(ServiceStage stage) {
        return newest(stage).stage() instanceof DeploymentStage.InProgress
                && stage.store()
                                .read()
                                .tally(new ServiceName("web"))
                                .orElseThrow()
                                .failed(newest(stage).revision())
                        > 0;
    }

    private static void work(Transaction tx, Task task, Fails fails) {
        boolean bad = task.definition().revision() == 2;
        switch (task.state()) {
            case TaskState.Pending _ -> {
                if (bad && fails == Fails.AT_START) {
                    tx.move(task, new Trigger.Exited(CANNOT_PULL, tx.now()));
                } else {
                    tx.move(task, new Trigger.Started(tx.now()));
                }
            }
            case TaskState.Running _ -> runs(tx, task, bad, fails);
            case TaskState.Stopping stopping ->
                tx.move(
                        tx.move(task, new Trigger.StopAcknowledged(tx.now())),
                        new Trigger.Exited(stopping.reason(), tx.now()));
            case TaskState.Provisioning _, TaskState.Stopped _ -> {}
        }
    }

    private static void runs(Transaction tx, Task task, boolean bad, Fails fails) {
        if (fails == Fails.BY_HEALTH) {
            String verdict = bad ? "UNHEALTHY" : "HEALTHY";
            List<Container> containers = task.containers().stream()
                    .map(container ->
                            container.toBuilder().healthStatus(verdict).build())
                    .toList();
            if (!containers.equals(task.containers())) {
                tx.update(task.judged(containers, tx.now()));
            }
        } else if (bad
                && !task.timeline().at(TaskTimestamp.STARTED).orElseThrow().equals(tx.now())) {
            tx.move(task, new Trigger.Exited(EXITED, tx.now()));
        }
    }

    private static String told(ServiceStage stage, String title, Waiter waiter) {
        Service service = stage.described();
        ServiceDeployment last = newest(stage);
        var said = new StringBuilder(title).append('\n');
        said.append("  ")
                .append(last.stage().status())
                .append(", breaker ")
                .append(last.breaker().status())
                .append(' ')
                .append(last.breaker().failures() >= last.breaker().threshold() ? "at " : "below ")
                .append(last.breaker().threshold())
                .append(": ")
                .append(last.stage().reason().orElse(""))
                .append('\n');
        service.deployments().orElseThrow().forEach(deployment -> said.append(line(deployment)));
        stage.events().reversed().stream()
                .filter(text -> !text.contains(" has started ") && !text.contains(" has stopped "))
                .forEach(text -> said.append("  said ").append(text).append('\n'));
        said.append("  services-stable: ")
                .append(waiter.atLast() ? "yes" : "no")
                .append('\n');
        return numbered(said.toString());
    }

    private static String line(Deployment deployment) {
        String definition = deployment.taskDefinition().orElse("");
        return "  " + deployment.status().orElse("") + " " + deployment.id().orElse("") + " of "
                + definition.substring(definition.lastIndexOf('/') + 1) + " "
                + deployment.rolloutState().orElse("") + " \""
                + deployment.rolloutStateReason().orElse("") + "\" wants "
                + deployment.desiredCount().orElse(0) + ", runs "
                + deployment.runningCount().orElse(0) + "\n";
    }

    /// The first deployment that is spoken of is 1, the next 2.
    private static String numbered(String text) {
        Map<String, String> numbers = new LinkedHashMap<>();
        UnaryOperator<String> number = id -> numbers.computeIfAbsent(id, _ -> "ecs-svc/" + (numbers.size() + 1));
        return NUMBER.matcher(text)
                .replaceAll(match -> number.apply(match.group()))
                .lines()
                .collect(Collectors.joining("\n"));
    }
}

package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.control.operations.Workshop;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.sessions.SessionStage.Connected;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsMessage;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which keys of roles an agent is told, with a room for roles that gives the same keys for an hour.
final class TaskKeysTest {
    private static final String APP = "arn:aws:iam::123456789012:role/app";
    private static final String PULL = "arn:aws:iam::123456789012:role/pull";

    @TempDir
    private Path folder;

    private final Set<String> roles = new HashSet<>(Set.of(APP, PULL));
    private SessionStage stage;
    private int given;

    @BeforeEach
    void open() throws IOException {
        stage = new SessionStage(folder, this::keys);
        stage.workshop.defined(
                "roles", definition -> definition.taskRoleArn(APP).executionRoleArn(PULL));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Optional<RoleKeys.Keys> keys(RoleKeys.Wanted wanted) {
        if (!roles.contains(wanted.role())) {
            return Optional.empty();
        }
        var credentials = new RoleCredentials(
                "path of " + wanted.use(),
                wanted.role(),
                "ASIA" + ++given,
                "secret",
                "token",
                "2026-01-01T06:00:00Z",
                Optional.empty());
        return Optional.of(
                new RoleKeys.Keys(credentials, stage.workshop.clock().instant().plus(Duration.ofHours(1))));
    }

    @Test
    void theOrderToRunATaskBringsTheKeysOfBothRoles() {
        stage.run("roles");

        AcsTask order = order(stage.connect(stage.handshake("")));

        assertThat(order.roleCredentials())
                .hasValueSatisfying(keys -> assertThat(keys.roleArn()).isEqualTo(APP));
        assertThat(order.executionRoleCredentials())
                .hasValueSatisfying(keys -> assertThat(keys.credentialsId()).isEqualTo("path of EXECUTION"));
    }

    @Test
    void dockersOwnDriverSendsLogsInTheNameOfTheExecutionRole() {
        stage.workshop.defined(
                "logs",
                definition -> definition
                        .executionRoleArn(PULL)
                        .containerDefinitions(List.of(Workshop.container("app")
                                .logConfiguration(LogConfiguration.builder()
                                        .logDriver("awslogs")
                                        .options(Map.of("awslogs-group", "g", "awslogs-region", "local-1"))
                                        .build())
                                .build())));
        stage.run("logs");

        AcsTask order = order(stage.connect(stage.handshake("")));

        assertThat(order.containers().getFirst().logsAuthStrategy()).hasValue("ExecutionRole");
    }

    @Test
    void aTaskWithoutRolesGetsNone() {
        stage.run();

        AcsTask order = order(stage.connect(stage.handshake("")));

        assertThat(order.roleCredentials()).isEmpty();
        assertThat(given).isZero();
    }

    @Test
    void keysAreFollowedByOthersWhenTheirTimeHasCome() {
        String task = stage.run("roles");
        Connected agent = stage.connect(stage.handshake(""));
        acknowledge(agent);

        stage.workshop.pass(Duration.ofMinutes(59));
        heard(agent);
        var early = agent.wire().taken(IAMRoleCredentialsMessage.class);
        stage.workshop.pass(Duration.ofMinutes(2));
        heard(agent);

        assertThat(early).isEmpty();
        assertThat(agent.wire().taken(IAMRoleCredentialsMessage.class))
                .extracting(IAMRoleCredentialsMessage::taskArn, IAMRoleCredentialsMessage::roleType)
                .containsExactlyInAnyOrder(tuple(task, "TaskApplication"), tuple(task, "TaskExecution"));
    }

    @Test
    void aTaskWhoseRoleIsGoneDoesNotStart() {
        String task = stage.run("roles");
        roles.remove(APP);

        Connected agent = stage.connect(stage.handshake(""));

        assertThat(agent.wire().taken(PayloadMessage.class)).isEmpty();
        var stopped = stage.workshop
                .scope()
                .store()
                .read()
                .task(new TaskId(task.substring(task.lastIndexOf('/') + 1)))
                .orElseThrow();
        assertThat(stopped.state()).isNotInstanceOf(TaskState.Pending.class);
        assertThat(stopped.ending())
                .hasValueSatisfying(reason -> assertThat(reason.toString())
                        .contains("ECS was unable to assume the role '" + APP + "' that was provided for this task."));
    }

    private static AcsTask order(Connected agent) {
        return agent.wire().taken(PayloadMessage.class).getFirst().tasks().getFirst();
    }

    private static void acknowledge(Connected agent) {
        agent.wire()
                .taken(PayloadMessage.class)
                .forEach(payload -> agent.says(
                        new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId())));
    }

    /// Somebody who says nothing for so long would be given up.
    private static void heard(Connected agent) {
        agent.says(new HeartbeatAckRequest("x"));
    }
}

package io.argosy.access;

import static io.argosy.access.AccessServer.ROOT;
import static io.argosy.access.AccessServer.policy;
import static io.argosy.access.AccessServer.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.access.credentials.TaskRoles.Given;
import io.argosy.access.credentials.TaskRoles.Wanted;
import io.argosy.access.principals.TemporaryKey.TaskUse;
import io.argosy.model.ClusterName;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys of the roles of tasks: whose they are, how they follow each other, when they end.
final class TaskRolesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/worker";
    private static final String TASKS = trusting("{\"Service\":\"ecs-tasks.amazonaws.com\"}");
    private static final TaskId FIRST = new TaskId("1".repeat(32));
    private static final TaskId SECOND = new TaskId("2".repeat(32));

    @TempDir
    Path folder;

    private AccessServer server;

    @BeforeEach
    void open() throws IOException {
        server = new AccessServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String arn(TaskId task) {
        return "arn:aws:ecs:local-1:123456789012:task/default/" + task;
    }

    private void runs(TaskId id) {
        server.stores().cluster(server.realm(), new ClusterName("default")).write(tx -> {
            tx.add(new Task(
                    id,
                    new TaskDefinitionId("web", 1),
                    new Owner.Standalone("family:web", ""),
                    LaunchType.EC2,
                    Optional.empty(),
                    Resources.NONE,
                    TaskOverride.builder().build(),
                    new TaskState.Provisioning(),
                    TaskTimestamps.from(tx.now()),
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    0));
            return id;
        });
    }

    private void ends(TaskId id) {
        server.stores().cluster(server.realm(), new ClusterName("default")).write(tx -> {
            Task task = tx.state().task(id).orElseThrow();
            return tx.move(
                    task, new Trigger.StopRequested(new StopReason(StopCode.USER_INITIATED, "enough"), tx.now()));
        });
    }

    private Optional<Given> asked(TaskId task, TaskUse use) {
        return server.control().tasks().keys(new Wanted(arn(task), ROLE, use));
    }

    private Given given(TaskId task) {
        return asked(task, TaskUse.APPLICATION).orElseThrow();
    }

    private static AccessKey key(Given given) {
        return new AccessKey(
                given.key().id(),
                new Secret(given.key().secret()),
                new Secret(given.key().token()));
    }

    private String who(Given given) throws Exception {
        var reply = server.sts(key(given), "GetCallerIdentity");
        return reply.status() == 200 ? reply.value("Arn") : reply.value("Code");
    }

    @Test
    void eachTaskHasKeysOfItsOwnAndTheyEndWithIt() throws Exception {
        server.role("worker", TASKS);
        runs(FIRST);
        runs(SECOND);
        Given one = given(FIRST);
        Given other = given(SECOND);
        String before = who(one);

        ends(FIRST);

        assertThat(before).isEqualTo("arn:aws:sts::123456789012:assumed-role/worker/" + FIRST);
        assertThat(one.path()).isNotEqualTo(other.path());
        assertThat(who(one)).isEqualTo("InvalidClientTokenId");
        assertThat(who(other)).endsWith("/" + SECOND);
    }

    @Test
    void keysAreTheSameForThreeHoursAndTheirPathForEver() throws Exception {
        server.role("worker", TASKS);
        runs(FIRST);
        Given first = given(FIRST);
        Given again = given(FIRST);
        server.pass(Duration.ofHours(3));
        Given second = given(FIRST);
        server.pass(Duration.ofHours(9));
        server.control().cleanUp();
        server.restart();

        Given late = given(FIRST);

        assertThat(again.key()).isEqualTo(first.key());
        assertThat(first.key().expiresAt()).isEqualTo(first.key().issuedAt().plus(Duration.ofHours(6)));
        assertThat(second.key().id()).isNotEqualTo(first.key().id());
        assertThat(List.of(second.path(), late.path())).containsOnly(first.path());
        assertThat(who(second)).isEqualTo("ExpiredToken");
        assertThat(who(late)).endsWith("/" + FIRST);
    }

    @Test
    void whatIsLeftOfATaskIsCleanedUp() throws Exception {
        server.role("worker", TASKS);
        runs(FIRST);
        String id = given(FIRST).key().id();
        ends(FIRST);

        server.control().cleanUp();

        assertThat(server.control().credential(id)).isEmpty();
    }

    @Test
    void theRolesPoliciesSayWhatTheTaskMay() throws Exception {
        server.role("worker", TASKS);
        runs(FIRST);
        Given given = given(FIRST);
        var before = server.iam(key(given), "ListUsers");
        server.iam(
                ROOT,
                "PutRolePolicy",
                "RoleName",
                "worker",
                "PolicyName",
                "p",
                "PolicyDocument",
                policy("Allow", "iam:ListUsers", "*"));

        assertThat(before.status()).isEqualTo(403);
        assertThat(server.iam(key(given), "ListUsers").outcome()).isEqualTo("ok");
    }

    @Test
    void aRoleThatIsNotThereOrTrustsSomebodyElseCannotBeHad() throws Exception {
        runs(FIRST);
        boolean missing = server.control().tasks().assumable(ROLE, TaskUse.APPLICATION, arn(FIRST));
        server.role("worker", trusting("{\"AWS\":\"123456789012\"}"));

        assertThat(missing).isFalse();
        assertThat(server.control().tasks().assumable(ROLE, TaskUse.APPLICATION, arn(FIRST)))
                .isFalse();
        assertThat(asked(FIRST, TaskUse.APPLICATION)).isEmpty();
    }

    @Test
    void aTrustPolicyMayAskWhichTasks() throws Exception {
        runs(FIRST);
        String condition = ",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:ecs:local-1:123456789012:*\"},"
                + "\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\"}}}]}";
        server.role("worker", TASKS.replace("}]}", condition));

        assertThat(asked(FIRST, TaskUse.APPLICATION)).isPresent();
    }

    @Test
    void whereItIsSetMissingRolesAreMadeButNoneOfOtherAccounts() throws Exception {
        server.close();
        server = new AccessServer(folder, true);
        runs(FIRST);

        var application = asked(FIRST, TaskUse.APPLICATION);
        boolean execution = server.control()
                .tasks()
                .assumable("arn:aws:iam::123456789012:role/service/puller", TaskUse.EXECUTION, arn(FIRST));
        boolean foreign = server.control()
                .tasks()
                .assumable("arn:aws:iam::999999999999:role/worker", TaskUse.APPLICATION, arn(FIRST));

        assertThat(application).isPresent();
        assertThat(server.iam(ROOT, "ListAttachedRolePolicies", "RoleName", "worker")
                        .value("PolicyArn"))
                .isEmpty();
        assertThat(execution).isTrue();
        assertThat(server.iam(ROOT, "ListAttachedRolePolicies", "RoleName", "puller")
                        .value("PolicyName"))
                .isEqualTo("AmazonECSTaskExecutionRolePolicy");
        assertThat(foreign).isFalse();
    }
}

package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users, roles and policies by the CLI from Debian, and what a container finds of its task's role.
@Tag("program")
final class RolesTest {
    private static final String TASKS = trusting("\"Service\":\"ecs-tasks.amazonaws.com\"");

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        machine.startServer();
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.startAgent();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static String trusting(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{" + principal
                + "},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private static String allowing(String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
    }

    /// What the CLI printed as text of three: id, secret, token.
    private static Map<String, String> key(String printed) {
        String[] words = printed.split("\\s+");
        Map<String, String> key = new HashMap<>();
        key.put("AWS_ACCESS_KEY_ID", words[0]);
        key.put("AWS_SECRET_ACCESS_KEY", words[1]);
        if (words.length > 2) {
            key.put("AWS_SESSION_TOKEN", words[2]);
        }
        return key;
    }

    @Test
    void aUserTakesARoleAndMayDoWhatThatMay() {
        machine.aws("iam", "create-user", "--user-name", "ann");
        Map<String, String> ann = key(machine.aws(
                "iam",
                "create-access-key",
                "--user-name",
                "ann",
                "--query",
                "AccessKey.[AccessKeyId,SecretAccessKey]"));
        machine.aws(
                "iam",
                "create-role",
                "--role-name",
                "reader",
                "--assume-role-policy-document",
                trusting("\"AWS\":\"arn:aws:iam::123456789012:user/ann\""));
        machine.aws(
                "iam",
                "put-role-policy",
                "--role-name",
                "reader",
                "--policy-name",
                "read",
                "--policy-document",
                allowing("ecs:ListClusters"));
        Command before = machine.tryAwsAs(ann, "ecs", "list-clusters");

        Command assumed = machine.tryAwsAs(
                ann,
                "sts",
                "assume-role",
                "--role-arn",
                "arn:aws:iam::123456789012:role/reader",
                "--role-session-name",
                "shift",
                "--query",
                "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]");
        Map<String, String> reader = key(assumed.output().strip());

        assertThat(before.output())
                .contains(
                        "AccessDeniedException",
                        "User: arn:aws:iam::123456789012:user/ann is not authorized to"
                                + " perform: ecs:ListClusters on resource: * because no identity-based policy allows");
        assertThat(machine.tryAwsAs(reader, "sts", "get-caller-identity", "--query", "Arn")
                        .output())
                .contains("arn:aws:sts::123456789012:assumed-role/reader/shift");
        assertThat(machine.tryAwsAs(reader, "ecs", "list-clusters").output()).contains("cluster/acceptance");
        assertThat(machine.tryAwsAs(reader, "iam", "list-users").output()).contains("AccessDenied");
        assertThat(machine.aws(
                        "iam",
                        "get-role",
                        "--role-name",
                        "reader",
                        "--query",
                        "Role.AssumeRolePolicyDocument" + ".Statement[0].Action"))
                .isEqualTo("sts:AssumeRole");
        assertThat(machine.aws("iam", "list-policies", "--scope", "AWS", "--query", "Policies[].PolicyName"))
                .contains("AmazonECSTaskExecutionRolePolicy", "AdministratorAccess");
    }

    @Test
    void aContainerHasTheKeysOfItsTasksRoleUntilTheTaskEnds() {
        machine.aws("iam", "create-role", "--role-name", "worker", "--assume-role-policy-document", TASKS);
        machine.aws(
                "iam",
                "put-role-policy",
                "--role-name",
                "worker",
                "--policy-name",
                "see",
                "--policy-document",
                allowing("ecs:DescribeClusters"));
        String task = ask("worker");
        String id = task.substring(task.lastIndexOf('/') + 1);
        Map<String, String> keys = keysSeen("worker");

        assertThat(machine.tryAwsAs(keys, "sts", "get-caller-identity", "--query", "Arn")
                        .output())
                .contains("arn:aws:sts::123456789012:assumed-role/worker/" + id);
        assertThat(machine.tryAwsAs(keys, "ecs", "describe-clusters").status()).isZero();
        assertThat(machine.tryAwsAs(keys, "ecs", "list-clusters").output()).contains("AccessDeniedException");

        machine.aws("iam", "delete-role-policy", "--role-name", "worker", "--policy-name", "see");
        assertThat(machine.tryAwsAs(keys, "ecs", "describe-clusters").output()).contains("AccessDeniedException");

        machine.aws("ecs", "stop-task", "--cluster", PackagedProgram.CLUSTER, "--task", task);
        machine.aws("ecs", "wait", "tasks-stopped", "--cluster", PackagedProgram.CLUSTER, "--tasks", task);
        assertThat(machine.tryAwsAs(keys, "sts", "get-caller-identity").output())
                .contains("InvalidClientTokenId");
    }

    @Test
    void aRoleThatIsNotThereOrTrustsNoTasksIsRefused() {
        machine.aws(
                "iam",
                "create-role",
                "--role-name",
                "people",
                "--assume-role-policy-document",
                trusting("\"AWS\":\"123456789012\""));
        register("nobodys", "nobody", "sleep 600");
        register("peoples", "people", "sleep 600");

        Command missing = run("nobodys");
        Command strict = run("peoples");

        assertThat(missing.output())
                .contains(
                        "ClientException",
                        "ECS was unable to assume the role"
                                + " 'arn:aws:iam::123456789012:role/nobody' that was provided for this task.");
        assertThat(strict.output()).contains("role/people");
    }

    @Test
    void anImageIsPulledInTheNameOfTheExecutionRole() {
        String image = machine.uri().getAuthority() + "/own:1";
        machine.aws("ecr", "create-repository", "--repository-name", "own");
        machine.docker(
                "--config",
                folder.resolve("docker").toString(),
                "login",
                "--username",
                "AWS",
                "--password",
                machine.aws("ecr", "get-login-password"),
                machine.uri().getAuthority());
        machine.docker("tag", Busybox.IMAGE, image);
        machine.docker("--config", folder.resolve("docker").toString(), "push", "-q", image);
        machine.docker("rmi", image);
        machine.aws("iam", "create-role", "--role-name", "puller", "--assume-role-policy-document", TASKS);
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                "pulled",
                "--execution-role-arn",
                "puller",
                "--container-definitions",
                """
                        [{"name":"main","image":"%s","memory":32,"command":["sleep","600"]}]""".formatted(image));

        String refused = run("pulled").success(List.of("run-task"));
        machine.aws("ecs", "wait", "tasks-stopped", "--cluster", PackagedProgram.CLUSTER, "--tasks", refused);
        machine.aws(
                "iam",
                "attach-role-policy",
                "--role-name",
                "puller",
                "--policy-arn",
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
        String allowed = run("pulled").success(List.of("run-task"));
        machine.aws("ecs", "wait", "tasks-running", "--cluster", PackagedProgram.CLUSTER, "--tasks", allowed);

        assertThat(machine.aws(
                        "ecs",
                        "describe-tasks",
                        "--cluster",
                        PackagedProgram.CLUSTER,
                        "--tasks",
                        refused,
                        "--query",
                        "tasks[0].containers[0].reason"))
                .startsWith("CannotPullContainerError: ")
                .contains(
                        "User: arn:aws:sts::123456789012:assumed-role/puller/"
                                + refused.substring(refused.lastIndexOf('/') + 1),
                        "is not authorized to perform: ecr:GetAuthorizationToken");
    }

    @Test
    void whoMayNotUseARoleCannotLendItToATask() {
        machine.aws("iam", "create-role", "--role-name", "lent", "--assume-role-policy-document", TASKS);
        machine.aws("iam", "create-user", "--user-name", "dev");
        machine.aws(
                "iam",
                "attach-user-policy",
                "--user-name",
                "dev",
                "--policy-arn",
                "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly");
        machine.aws(
                "iam",
                "put-user-policy",
                "--user-name",
                "dev",
                "--policy-name",
                "tasks",
                "--policy-document",
                allowing("ecs:*"));
        Map<String, String> dev = key(machine.aws(
                "iam",
                "create-access-key",
                "--user-name",
                "dev",
                "--query",
                "AccessKey.[AccessKeyId,SecretAccessKey]"));
        String[] registering = {
            "ecs",
            "register-task-definition",
            "--family",
            "lent",
            "--task-role-arn",
            "lent",
            "--container-definitions",
            "[{\"name\":\"main\",\"image\":\"x\",\"memory\":32}]"
        };
        Command before = machine.tryAwsAs(dev, registering);

        machine.aws("iam", "put-user-policy", "--user-name", "dev", "--policy-name", "lend", "--policy-document", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole",\
                "Resource":"arn:aws:iam::123456789012:role/lent",\
                "Condition":{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}]}""");
        Command after = machine.tryAwsAs(dev, registering);

        assertThat(before.output())
                .contains("User: arn:aws:iam::123456789012:user/dev is not authorized to perform: iam:PassRole on"
                        + " resource: arn:aws:iam::123456789012:role/lent");
        assertThat(after.status()).as(after.output()).isZero();
        assertThat(machine.tryAwsAs(dev, "ecs", "register-container-instance", "--cluster", PackagedProgram.CLUSTER)
                        .output())
                .as("whatever its policies say, it is no agent")
                .contains("AccessDeniedException");
    }

    private static void register(String family, String role, String script) {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--task-role-arn",
                role,
                "--container-definitions",
                """
                        [{"name":"main","image":"%s","memory":32,"essential":true,"command":["sh","-c","%s"]}]""".formatted(Busybox.IMAGE, script));
    }

    private static Command run(String family) {
        return machine.tryAws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                family,
                "--query",
                "tasks[0].taskArn");
    }

    /// Runs a task that prints what its credentials address says.
    private static String ask(String role) {
        String ask = "base=$(echo $ECS_CONTAINER_METADATA_URI_V4 | sed s,/v4.*,,);"
                + " wget -qO- $base$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo; echo asked; sleep 600";
        register(role, role, ask);
        String task = run(role).output().strip();
        PackagedProgram.await(
                "it has asked",
                () -> machine.containers(role).size() == 1
                        && machine.docker("logs", machine.containers(role).getFirst())
                                .contains("asked"));
        return task;
    }

    private static Map<String, String> keysSeen(String family) {
        String printed = machine.docker("logs", machine.containers(family).getFirst());
        return key(member(printed, "AccessKeyId") + " " + member(printed, "SecretAccessKey") + " "
                + member(printed, "Token"));
    }

    private static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }
}

package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final String ROLES = "arn:aws:iam::123456789012:role/";
    private static final String EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
    private static final String CLUSTER = " --cluster " + PackagedProgram.CLUSTER;

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /// The account's own key; `more` are words that have spaces in them.
    private static String aws(String line, String... more) {
        return machine.aws(words(line, more));
    }

    private static Command as(Map<String, String> key, String line, String... more) {
        return machine.tryAwsAs(key, words(line, more));
    }

    private static String[] words(String line, String... more) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static String trusting(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{" + principal
                + "},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private static String allowing(String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
    }

    private static void role(String name, String trust) {
        aws("iam create-role --role-name " + name + " --assume-role-policy-document", trust);
    }

    /// A user with a key.
    private static Map<String, String> user(String name) {
        aws("iam create-user --user-name " + name);
        return key(
                aws("iam create-access-key --user-name " + name + " --query AccessKey.[AccessKeyId,SecretAccessKey]"));
    }

    private static void allow(String kind, String name, String document) {
        aws(
                "iam put-%s-policy --%s-name %s --policy-name test --policy-document".formatted(kind, kind, name),
                document);
    }

    /// What the CLI printed as text of three: id, secret, token.
    private static Map<String, String> key(String printed) {
        String[] words = printed.strip().split("\\s+");
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
        Map<String, String> ann = user("ann");
        role("reader", trusting("\"AWS\":\"arn:aws:iam::123456789012:user/ann\""));
        allow("role", "reader", allowing("ecs:ListClusters"));
        Command before = as(ann, "ecs list-clusters");

        Command assumed = as(
                ann,
                "sts assume-role --role-session-name shift --role-arn " + ROLES + "reader"
                        + " --query Credentials.[AccessKeyId,SecretAccessKey,SessionToken]");
        Map<String, String> reader = key(assumed.output());

        assertThat(before.output())
                .contains("AccessDeniedException")
                .contains("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecs:ListClusters on"
                        + " resource: * because no identity-based policy allows the ecs:ListClusters action");
        assertThat(as(reader, "sts get-caller-identity --query Arn").output())
                .contains("arn:aws:sts::123456789012:assumed-role/reader/shift");
        assertThat(as(reader, "ecs list-clusters").output()).contains("cluster/" + PackagedProgram.CLUSTER);
        assertThat(as(reader, "iam list-users").output()).contains("AccessDenied");
    }

    @Test
    void theCliShowsWhatThereIs() {
        role("shown", TASKS);

        assertThat(aws("iam get-role --role-name shown --query Role.AssumeRolePolicyDocument.Statement[0].Action"))
                .isEqualTo("sts:AssumeRole");
        assertThat(aws("iam list-policies --scope AWS --query Policies[].PolicyName"))
                .contains("AmazonECSTaskExecutionRolePolicy", "AdministratorAccess");
        assertThat(as(Map.of(), "iam get-role --role-name nobody").output())
                .contains("(NoSuchEntity)", "The role with name nobody cannot be found.");
    }

    @Test
    void aContainerHasTheKeysOfItsTasksRoleUntilTheTaskEnds() {
        role("worker", TASKS);
        allow("role", "worker", allowing("ecs:DescribeClusters"));
        String task = ask("worker");
        Map<String, String> keys = keysSeen("worker");

        assertThat(as(keys, "sts get-caller-identity --query Arn").output())
                .contains("arn:aws:sts::123456789012:assumed-role/worker/" + id(task));
        assertThat(as(keys, "ecs describe-clusters").status()).isZero();
        assertThat(as(keys, "ecs list-clusters").output()).contains("AccessDeniedException");

        aws("iam delete-role-policy --role-name worker --policy-name test");
        assertThat(as(keys, "ecs describe-clusters").output()).contains("AccessDeniedException");

        aws("ecs stop-task --task " + task + CLUSTER);
        machine.waits("tasks-stopped", task);
        assertThat(as(keys, "sts get-caller-identity").output()).contains("InvalidClientTokenId");
    }

    @Test
    void aRoleThatIsNotThereOrTrustsNoTasksIsRefused() {
        role("people", trusting("\"AWS\":\"123456789012\""));
        register("nobodys", "--task-role-arn nobody", Busybox.IMAGE, "sleep 600");
        register("peoples", "--task-role-arn people", Busybox.IMAGE, "sleep 600");

        Command missing = run("nobodys");
        Command strict = run("peoples");

        assertThat(missing.output())
                .contains("ClientException")
                .contains("ECS was unable to assume the role '" + ROLES + "nobody' that was provided for this task.");
        assertThat(strict.output()).contains(ROLES + "people");
    }

    @Test
    void aServiceSaysOnceWhichRoleItsTasksCannotHave() {
        register("unserved", "--task-role-arn absent", Busybox.IMAGE, "sleep 600");
        aws("ecs create-service --service-name unserved --desired-count 1 --task-definition unserved" + CLUSTER);

        String said = "(service unserved) failed to launch a task with (error ECS was unable to assume the role '"
                + ROLES + "absent' that was provided for this task.";
        PackagedProgram.await("it says so", () -> events("unserved").contains(said));
        PackagedProgram.await(
                "another task was tried", () -> events("unserved").split("has started 1 tasks", -1).length > 2);

        assertThat(events("unserved")).containsOnlyOnce(said);
        aws("ecs delete-service --force --service unserved" + CLUSTER);
    }

    private static String events(String service) {
        return aws("ecs describe-services --query services[0].events[].message --services " + service + CLUSTER);
    }

    @Test
    void anImageIsPulledInTheNameOfTheExecutionRole() {
        String image = pushed("own");
        role("puller", TASKS);
        register("pulled", "--execution-role-arn puller", image, "sleep 600");

        String refused = ran("pulled");
        machine.waits("tasks-stopped", refused);
        aws("iam attach-role-policy --role-name puller --policy-arn " + EXECUTION);
        String allowed = ran("pulled");
        machine.waits("tasks-running", allowed);

        assertThat(aws("ecs describe-tasks --query tasks[0].containers[0].reason --tasks " + refused + CLUSTER))
                .startsWith("CannotPullContainerError: ")
                .contains("User: arn:aws:sts::123456789012:assumed-role/puller/" + id(refused))
                .contains("is not authorized to perform: ecr:GetAuthorizationToken");
    }

    @Test
    void whoMayNotUseARoleCannotLendItToATask() {
        role("lent", TASKS);
        Map<String, String> dev = user("dev");
        aws("iam attach-user-policy --user-name dev --policy-arn arn:aws:iam::aws:policy/AmazonECS_FullAccess");
        allow("user", "dev", allowing("iam:PassRole").replace("Allow", "Deny"));
        String registering = "ecs register-task-definition --family lent --task-role-arn lent --container-definitions";
        Command before = as(dev, registering, container("x", "true"));

        aws("iam delete-user-policy --user-name dev --policy-name test");
        Command after = as(dev, registering, container("x", "true"));

        assertThat(before.output())
                .contains("User: arn:aws:iam::123456789012:user/dev is not authorized to perform: iam:PassRole on"
                        + " resource: " + ROLES + "lent with an explicit deny in an identity-based policy");
        assertThat(after.status()).as(after.output()).isZero();
        assertThat(as(dev, "ecs register-container-instance" + CLUSTER).output())
                .as("whatever its policies say, it is no agent")
                .contains("AccessDeniedException");
    }

    private static void register(String family, String role, String image, String script) {
        aws(
                "ecs register-task-definition --family " + family + " " + role + " --container-definitions",
                container(image, script));
    }

    private static String container(String image, String script) {
        return "[{\"name\":\"main\",\"image\":\"" + image
                + "\",\"memory\":32,\"essential\":true,\"command\":[\"sh\",\"-c\",\"" + script + "\"]}]";
    }

    private static Command run(String family) {
        return machine.tryAws(words("ecs run-task --query tasks[0].taskArn --task-definition " + family + CLUSTER));
    }

    private static String ran(String family) {
        return run(family).success(List.of("run-task", family));
    }

    private static String id(String task) {
        return task.substring(task.lastIndexOf('/') + 1);
    }

    /// An image in the server's own registry, and not on the engine.
    private static String pushed(String repository) {
        String registry = machine.uri().getAuthority();
        String image = registry + "/" + repository + ":1";
        String configuration = folder.resolve("docker").toString();
        aws("ecr create-repository --repository-name " + repository);
        machine.docker(words(
                "--config " + configuration + " login --username AWS " + registry + " --password",
                aws("ecr get-login-password")));
        machine.docker("tag", Busybox.IMAGE, image);
        machine.docker("--config", configuration, "push", "-q", image);
        machine.docker("rmi", image);
        return image;
    }

    /// Runs a task that prints what its credentials address says.
    private static String ask(String role) {
        String ask = "base=$(echo $ECS_CONTAINER_METADATA_URI_V4 | sed s,/v4.*,,);"
                + " wget -qO- $base$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo; echo asked; sleep 600";
        register(role, "--task-role-arn " + role, Busybox.IMAGE, ask);
        String task = ran(role);
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

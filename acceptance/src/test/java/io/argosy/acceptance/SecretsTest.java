package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets and parameters by the CLI from Debian, and what containers and pulls have of them.
@Tag("program")
final class SecretsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/";
    private static final String OLD = "the-password-of-yesterday";
    private static final String NEW = "the-password-of-today";
    private static final String PARAMETER = "a-parameter-that-is-secure";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static String secret = "";
    private static String before = "";

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent();
        secret = machine.aws(
                "secretsmanager",
                "create-secret",
                "--name",
                "shop/db",
                "--secret-string",
                login("ann", OLD),
                "--query",
                "ARN");
        before = machine.aws(
                "secretsmanager",
                "describe-secret",
                "--secret-id",
                "shop/db",
                "--query",
                "keys(VersionIdsToStages)[0]");
        machine.aws(
                "secretsmanager", "put-secret-value", "--secret-id", "shop/db", "--secret-string", login("ann", NEW));
        machine.aws("ssm", "put-parameter", "--name", "/shop/secure", "--type", "SecureString", "--value", PARAMETER);
        machine.aws("ssm", "put-parameter", "--name", "/shop/plain", "--type", "String", "--value", "first");
        machine.aws("ssm", "put-parameter", "--name", "/shop/plain", "--overwrite", "--value", "second");
        role("reader", secret, "arn:aws:ssm:*:123456789012:parameter/shop/*");
        role("stranger", "arn:aws:secretsmanager:*:*:secret:other-*", "arn:aws:ssm:*:*:parameter/other");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static String login(String user, String password) {
        return "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    private static void role(String name, String secrets, String parameters) {
        TaskRole.make(machine, name, """
                {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"%s"}""".formatted(secrets), """
                {"Effect":"Allow","Action":"ssm:GetParameters","Resource":"%s"}""".formatted(parameters));
    }

    private static void register(String family, String role, String container) {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--execution-role-arn",
                ROLE + role,
                "--container-definitions",
                "[{\"name\":\"main\",\"memory\":32,\"essential\":true," + container + "}]");
    }

    private static String secrets(String... namesAndPlaces) {
        var list = new StringBuilder();
        for (int i = 0; i < namesAndPlaces.length; i += 2) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + namesAndPlaces[i] + "\",\"valueFrom\":\"" + namesAndPlaces[i + 1] + "\"}");
        }
        return "\"image\":\"" + Busybox.IMAGE + "\",\"command\":[\"sh\",\"-c\",\"env; echo told; sleep 600\"],"
                + "\"secrets\":[" + list + "]";
    }

    private static String run(String family) {
        return machine.aws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                family,
                "--query",
                "tasks[0].taskArn");
    }

    private static String stopped(String family) {
        String task = run(family);
        machine.waits("tasks-stopped", task);
        return machine.aws(
                "ecs",
                "describe-tasks",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--tasks",
                task,
                "--query",
                "tasks[0].[stopCode,stoppedReason,containers[0].reason]");
    }

    @Test
    void aContainerHasTheValuesOfEveryFormOfReference() throws IOException {
        String parameters = "arn:aws:ssm:" + secret.split(":")[3] + ":123456789012:parameter";
        register(
                "forms",
                "reader",
                secrets(
                        "WHOLE", secret,
                        "MEMBER", secret + ":password::",
                        "STAGE", secret + ":password:AWSPREVIOUS:",
                        "VERSION", secret + ":username::" + before,
                        "BY_NAME", "/shop/secure",
                        "BY_ARN", parameters + "/shop/plain",
                        "NUMBERED", "/shop/plain:1"));

        run("forms");
        PackagedProgram.await(
                "it has told",
                () -> machine.containers("forms").size() == 1
                        && machine.docker("logs", machine.containers("forms").getFirst())
                                .contains("told"));

        assertThat(machine.docker("logs", machine.containers("forms").getFirst())
                        .lines())
                .contains(
                        "WHOLE=" + login("ann", NEW),
                        "MEMBER=" + NEW,
                        "STAGE=" + OLD,
                        "VERSION=ann",
                        "BY_NAME=" + PARAMETER,
                        "BY_ARN=second",
                        "NUMBERED=first");
        assertThat(filesWith(NEW)).isEmpty();
        assertThat(filesWith(PARAMETER)).isEmpty();
    }

    /// Of all that server and agent keep and log.
    private static List<Path> filesWith(String value) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, value))
                    .toList();
        }
    }

    private static boolean holds(Path file, String value) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(value);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void whatIsNotAllowedOrNotThereStopsTheTaskWithTheReason() {
        register("strange-secret", "stranger", secrets("A", secret));
        register("strange-parameter", "stranger", secrets("A", "/shop/secure"));
        register("no-member", "reader", secrets("A", secret + ":pin::"));
        register("no-parameter", "reader", secrets("A", "/shop/none"));

        assertThat(stopped("strange-secret"))
                .contains(
                        "TaskFailedToStart",
                        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
                                + " retrieval failed: unable to retrieve secret from asm:",
                        "AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/stranger/",
                        "is not authorized to perform: secretsmanager:GetSecretValue on resource: " + secret);
        assertThat(stopped("strange-parameter"))
                .contains("unable to retrieve secrets from ssm:", "ssm:GetParameters on resource: arn:aws:ssm:");
        assertThat(stopped("no-member")).contains("retrieved secret from Secrets Manager did not contain json key pin");
        assertThat(stopped("no-parameter")).contains("invalid parameters: /shop/none");
    }

    @Test
    void imagesArePulledWithTheUserAndPasswordOfASecret() throws IOException {
        String authority = machine.uri().getAuthority();
        String key = "AWS:" + machine.aws("ecr", "get-login-password");
        String docker = folder.resolve("docker").toString();
        machine.aws("ecr", "create-repository", "--repository-name", "own");
        machine.docker("--config", docker, "login", "--username", "AWS", "--password", key.substring(4), authority);
        machine.docker("tag", Busybox.IMAGE, authority + "/own:1");
        machine.docker("--config", docker, "push", "-q", authority + "/own:1");

        for (GuardedRegistry.Asks asks : GuardedRegistry.Asks.values()) {
            try (var registry = new GuardedRegistry(asks, machine.uri(), key, "ann:" + NEW)) {
                String family = "pulled-by-" + asks.name().toLowerCase(java.util.Locale.ROOT);
                String image = "\"image\":\"" + registry.host() + "/own:1\",\"command\":[\"sleep\",\"600\"],"
                        + "\"repositoryCredentials\":{\"credentialsParameter\":\"" + secret + "\"}";
                register(family, "reader", image);
                register(family + "-strange", "stranger", image);

                String task = run(family);
                machine.waits("tasks-running", task);

                assertThat(stopped(family + "-strange"))
                        .contains("unable to pull secrets or registry auth:", "secretsmanager:GetSecretValue");
            }
        }
    }

    @Test
    void theCliFromDebianReadsWritesAndLists() {
        machine.aws("secretsmanager", "create-secret", "--name", "cli", "--secret-string", "one");
        machine.aws("secretsmanager", "update-secret", "--secret-id", "cli", "--description", "of the CLI");
        machine.aws("secretsmanager", "tag-resource", "--secret-id", "cli", "--tags", "Key=team,Value=shop");
        machine.aws("secretsmanager", "delete-secret", "--secret-id", "cli", "--recovery-window-in-days", "7");
        Command marked = machine.tryAws("secretsmanager", "get-secret-value", "--secret-id", "cli");
        machine.aws("secretsmanager", "restore-secret", "--secret-id", "cli");

        assertThat(marked.output()).contains("(InvalidRequestException)", "marked for deletion");
        assertThat(machine.aws("secretsmanager", "get-secret-value", "--secret-id", "cli", "--query", "SecretString"))
                .isEqualTo("one");
        assertThat(machine.aws("secretsmanager", "list-secrets", "--query", "SecretList[].Name"))
                .contains("cli", "shop/db");
        assertThat(machine.aws(
                        "ssm",
                        "get-parameter",
                        "--name",
                        "/shop/secure",
                        "--with-decryption",
                        "--query",
                        "Parameter.Value"))
                .isEqualTo(PARAMETER);
        assertThat(machine.aws(
                        "ssm", "get-parameters-by-path", "--path", "/shop", "--query", "Parameters[].[Name,Version]"))
                .contains("/shop/plain\t2", "/shop/secure\t1");
        assertThat(machine.tryAws("ssm", "get-parameter", "--name", "/nowhere").output())
                .contains("(ParameterNotFound)");
    }
}

package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What definitions bring along besides their containers, by the CLI from Debian: environment files, a log router, file
/// systems of the network; and a task that protects itself.
@Tag("program")
final class BroughtAlongTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/";
    private static final String KEY = "the-key-of-the-log-service";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("share")).resolve("greeting"), "from the share\n");
        machine = new PackagedProgram(folder);
        machine.startWithAgent("--efs", "fs-1=" + folder.resolve("share"));
        machine.aws("ssm", "put-parameter", "--name", "/logs/key", "--type", "SecureString", "--value", KEY);
        TaskRole.make(machine, "executes", """
                {"Effect":"Allow","Action":["ssm:GetParameters","ecr:GetAuthorizationToken",\
                "ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""");
        TaskRole.make(machine, "powerless", """
                {"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""");
        TaskRole.make(machine, "protects", """
                {"Effect":"Allow","Action":["ecs:UpdateTaskProtection","ecs:GetTaskProtection"],"Resource":"*"}""");
        machine.aws("ecr", "create-repository", "--repository-name", "config/web");
        push("prod", "web.env", "# of production\nCOLOR=blue\nSIZE=1 = \"one\"\nEMPTY=\nSHAPE=round\n");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /// As `oras push` does it: a layer for the file, with its name as the title.
    private static void push(String tag, String name, String content) throws Exception {
        String file = blob(content);
        String manifest = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},\
                "layers":[{"mediaType":"text/plain","digest":"%s","size":%d,\
                "annotations":{"org.opencontainers.image.title":"%s"}}]}""";
        String text = manifest.formatted(blob("{}"), file, content.length(), name);
        assertThat(send("PUT", machine.uri().resolve("/v2/config/web/manifests/" + tag), text)
                        .statusCode())
                .isEqualTo(201);
    }

    private static String blob(String content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
        String digest = "sha256:" + HexFormat.of().formatHex(hash);
        var begun = send("POST", machine.uri().resolve("/v2/config/web/blobs/uploads/"), "");
        String location = begun.headers().firstValue("Location").orElseThrow();
        URI upload = machine.uri().resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        assertThat(send("PUT", upload, content).statusCode()).isEqualTo(201);
        return digest;
    }

    private static HttpResponse<String> send(String method, URI uri, String body) throws Exception {
        String token =
                machine.aws("ecr", "get-authorization-token", "--query", "authorizationData[0].authorizationToken");
        String type = method.equals("PUT") && uri.getPath().contains("/manifests/")
                ? "application/vnd.oci.image.manifest.v1+json"
                : "application/octet-stream";
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .header("Authorization", "Basic " + token)
                            .header("Content-Type", type)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void register(String family, String role, String containers, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--execution-role-arn",
                ROLE + role,
                "--container-definitions",
                containers));
        words.addAll(List.of(more));
        machine.aws(words.toArray(String[]::new));
    }

    private static String container(String name, String script, String more) {
        return "{\"name\":\"" + name + "\",\"memory\":32,\"essential\":true,\"image\":\"" + Busybox.IMAGE
                + "\",\"command\":[\"sh\",\"-c\",\"" + script + "\"]" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    /// In this test's cluster.
    private static String ecs(String... words) {
        List<String> all = new ArrayList<>(List.of("ecs"));
        all.addAll(List.of(words));
        all.addAll(List.of("--cluster", PackagedProgram.CLUSTER));
        return machine.aws(all.toArray(String[]::new));
    }

    private static String run(String family, String query) {
        return ecs("run-task", "--task-definition", family, "--query", query);
    }

    /// What a container of the family has written, once it says `told`.
    private static String told(String family, String container) {
        PackagedProgram.await("it has told", () -> logs(family, container).contains("told"));
        return logs(family, container);
    }

    private static String logs(String family, String container) {
        String id = id(family, container);
        return id.isEmpty() ? "" : machine.docker("logs", id);
    }

    private static String id(String family, String container) {
        return machine.docker(
                "ps",
                "-q",
                "--filter",
                "label=com.amazonaws.ecs.task-definition-family=" + family,
                "--filter",
                "label=com.amazonaws.ecs.container-name=" + container);
    }

    private static String stoppedBecause(String task) {
        ecs("wait", "tasks-stopped", "--tasks", task);
        return ecs("describe-tasks", "--tasks", task, "--query", "tasks[0].containers[0].reason");
    }

    @Test
    void filesOfVariablesComeFromTheRegistry() {
        String files = "\"environmentFiles\":[{\"type\":\"s3\",\"value\":\"config/web:prod#web.env\"}],"
                + "\"environment\":[{\"name\":\"SHAPE\",\"value\":\"square\"}]";
        register("files", "executes", "[" + container("main", "env; echo told; sleep 600", files) + "]");

        run("files", "tasks[0].taskArn");

        assertThat(told("files", "main").lines())
                .contains("COLOR=blue", "SIZE=1 = \"one\"", "SHAPE=square")
                .noneMatch(line -> line.startsWith("EMPTY"));
    }

    @Test
    void whatCannotBeReadStopsTheTaskWithTheFilesName() {
        String files = "\"environmentFiles\":[{\"type\":\"s3\",\"value\":\"config/web:prod#%s.env\"}]";
        register("no-right", "powerless", "[" + container("main", "sleep 600", files.formatted("web")) + "]");
        register("no-file", "executes", "[" + container("main", "sleep 600", files.formatted("none")) + "]");

        assertThat(stoppedBecause(run("no-right", "tasks[0].taskArn")))
                .contains("failed to download env files: config/web:prod#web.env: the task's execution role may not");
        assertThat(stoppedBecause(run("no-file", "tasks[0].taskArn")))
                .contains("config/web:prod#none.env: the artifact has no layer with the title none.env");
    }

    @Test
    void aSecretOptionReachesTheRouterOnly() throws IOException {
        String log = "\"logConfiguration\":{\"logDriver\":\"awsfirelens\",\"options\":{\"Name\":\"http\"},"
                + "\"secretOptions\":[{\"name\":\"apikey\",\"valueFrom\":\"/logs/key\"}]}";
        register(
                "routed",
                "executes",
                "[" + container("main", "env; sleep 600", log) + ","
                        + container(
                                "router",
                                "cat /fluent-bit/etc/fluent-bit.conf; env; echo told; sleep 600",
                                "\"firelensConfiguration\":{\"type\":\"fluentbit\"}")
                        + "]");

        run("routed", "tasks[0].taskArn");

        assertThat(told("routed", "router")).contains("apikey ${apikey_0}").contains("apikey_0=" + KEY);
        PackagedProgram.await("its sender runs", () -> !id("routed", "main").isEmpty());
        assertThat(machine.docker("inspect", id("routed", "main")))
                .contains("\"Type\": \"fluentd\"")
                .doesNotContain(KEY);
        assertThat(filesWith(KEY)).isEmpty();
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
    void aFileSystemIsWhereItIsKnown() {
        String mounts = "["
                + container(
                        "main",
                        "cat /mnt/greeting; echo told; sleep 600",
                        "\"mountPoints\":[{\"sourceVolume\":\"s\",\"containerPath\":\"/mnt\",\"readOnly\":true}]")
                + "]";
        String volume = "[{\"name\":\"s\",\"efsVolumeConfiguration\":{\"fileSystemId\":\"%s\"}}]";
        register("shared", "executes", mounts, "--volumes", volume.formatted("fs-1"));
        register("unknown", "executes", mounts, "--volumes", volume.formatted("fs-2"));

        run("shared", "tasks[0].taskArn");

        assertThat(told("shared", "main")).contains("from the share");
        assertThat(run("unknown", "failures[0].[reason,detail]")).contains("ATTRIBUTE", "argosy.efs.fs-2");
    }

    @Test
    void aTaskProtectsItself() {
        String script = "uri=${ECS_AGENT_URI#http://}; host=${uri%%/*}; path=/${uri#*/}; port=80;"
                + " case $host in *:*) port=${host#*:};; esac;"
                + " body='{\\\"ProtectionEnabled\\\":true,\\\"ExpiresInMinutes\\\":60}';"
                + " printf 'PUT %s/task-protection/v1/state HTTP/1.0\\\\r\\\\nContent-Length: %s\\\\r\\\\n\\\\r\\\\n%s'"
                + " $path ${#body} $body | busybox nc ${host%:*} $port; echo told; sleep 600";
        register(
                "kept",
                "executes",
                "[" + container("main", script, "\"stopTimeout\":2") + "]",
                "--task-role-arn",
                ROLE + "protects");
        ecs("create-service", "--service-name", "kept", "--task-definition", "kept", "--desired-count", "1");

        assertThat(told("kept", "main")).contains("200 OK").contains("\"ProtectionEnabled\":true");
        String task = ecs("get-task-protection", "--query", "protectedTasks[0].taskArn");
        ecs("update-service", "--service", "kept", "--desired-count", "0");
        ecs("update-task-protection", "--tasks", task, "--no-protection-enabled");
        ecs("wait", "tasks-stopped", "--tasks", task);
        assertThat(machine.containers("kept")).isEmpty();
    }
}

package io.argosy.control.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS CLI, version 2, against the operations behind a real server.
@Tag("program")
final class CommandLineTest {
    private static final AccessKey KEY = AccessKey.lasting("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    @TempDir
    private Path folder;

    private Workshop workshop;
    private ApiServer server;

    private record Answer(int status, String text) {}

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of(Credential.root(KEY, Workshop.REALM.account()))),
                workshop.operations(),
                List.of(),
                List.of());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        workshop.close();
    }

    @Test
    void aTaskIsRunStoppedAndWaitedFor() throws IOException, InterruptedException {
        workshop.joined(1024, 1024);
        workshop.defined("web");

        Answer run = aws("run-task --task-definition web --count 1 --query tasks[0].taskArn --output text");
        assertThat(run.status()).as(run.text()).isZero();
        String task = run.text().strip();
        report(task, "RUNNING");
        Answer stop = aws("stop-task --task " + task + " --query task.[lastStatus,desiredStatus] --output text");
        assertThat(stop.text().strip()).isEqualTo("RUNNING\tSTOPPED");
        report(task, "STOPPED");
        assertThat(aws("wait tasks-stopped --tasks " + task).status()).isZero();
    }

    @Test
    void aTaskDefinitionIsRegisteredTaggedListedAndClosed() throws IOException, InterruptedException {
        Answer registered = aws("register-task-definition --family web --cpu .5vcpu --memory 1GB"
                + " --container-definitions name=app,image=busybox,portMappings=[{containerPort=80}]"
                + " --output text --query"
                + " taskDefinition.[taskDefinitionArn,cpu,memory,containerDefinitions[0].portMappings[0].protocol]");
        assertThat(registered.text().split("\\s+")).endsWith("512", "1024", "tcp");
        String arn = registered.text().split("\\s+")[0];

        assertThat(aws("tag-resource --resource-arn " + arn + " --tags key=team,value=blue")
                        .status())
                .isZero();
        assertThat(aws("describe-task-definition --task-definition web --include TAGS --query tags[0].value"
                                + " --output text")
                        .text()
                        .strip())
                .isEqualTo("blue");
        assertThat(aws("list-task-definitions --query taskDefinitionArns --output text")
                        .text()
                        .strip())
                .isEqualTo(arn);
        assertThat(aws("deregister-task-definition --task-definition web:1").status())
                .isZero();
        assertThat(aws("list-task-definitions --status INACTIVE --query taskDefinitionArns --output text")
                        .text()
                        .strip())
                .isEqualTo(arn);
    }

    @Test
    void aClusterIsMadeDescribedAndDeleted() throws IOException, InterruptedException {
        assertThat(aws("create-cluster --cluster-name blue --settings name=containerInsights,value=enabled")
                        .status())
                .isZero();
        assertThat(aws("describe-clusters --clusters blue red --include SETTINGS"
                                + " --query [clusters[0].settings[0].value,failures[0].reason] --output text")
                        .text()
                        .strip())
                .isEqualTo("enabled\tMISSING");
        assertThat(aws("delete-cluster --cluster blue --query cluster.status --output text")
                        .text()
                        .strip())
                .isEqualTo("INACTIVE");
        assertThat(aws("list-clusters --query length(clusterArns)").text().strip())
                .isEqualTo("1");
    }

    @Test
    void thePolicysRefusalReachesTheUser() throws IOException, InterruptedException {
        Answer refused = aws("register-task-definition --family web --container-definitions"
                + " name=app,image=busybox,memory=64,privileged=true");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.text())
                .contains("(ClientException)")
                .contains("Container 'app': 'privileged' is refused by the cluster policy;"
                        + " the setting policy.privileged would allow it.");
    }

    @Test
    void refusalsReachTheUser() throws IOException, InterruptedException {
        Answer stranger = aws("stop-task --task " + "f".repeat(32));
        assertThat(stranger.status()).isNotZero();
        assertThat(stranger.text()).contains("(InvalidParameterException)", "The referenced task was not found.");
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private Answer aws(String arguments) throws IOException, InterruptedException {
        return aws("ecs", List.of(arguments.split(" ")));
    }

    private Answer aws(String service, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(commandLine(), service));
        words.addAll(arguments);
        words.addAll(List.of("--endpoint-url", "http://127.0.0.1:" + server.localPort()));
        Path output = Files.createTempFile(folder, "aws", ".txt");
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        KEY.id(),
                        "AWS_SECRET_ACCESS_KEY",
                        KEY.secret().reveal(),
                        "AWS_DEFAULT_REGION",
                        Workshop.REALM.region(),
                        "AWS_MAX_ATTEMPTS",
                        "1",
                        "AWS_PAGER",
                        "",
                        "AWS_CONFIG_FILE",
                        "/dev/null"));
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("aws did not end: " + arguments);
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /// A version 2 of the AWS CLI, wherever it is: the first `aws` of the path may be another program.
    private static String commandLine() throws IOException, InterruptedException {
        List<Path> candidates = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/bin", "/usr/local/bin"))
                .map(directory -> Path.of(directory, "aws"))
                .filter(Files::isExecutable)
                .distinct()
                .toList();
        for (Path candidate : candidates) {
            Process version = new ProcessBuilder(candidate.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (version.waitFor() == 0 && text.startsWith("aws-cli/2")) {
                return candidate.toString();
            }
        }
        return abort("there is no AWS CLI version 2 on this machine");
    }
}

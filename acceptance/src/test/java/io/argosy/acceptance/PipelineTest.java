package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.argosy.PipelineRunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From `git push` to a service that runs what was pushed, built and tested by the fleet itself; and back, when
/// what was pushed does not stay up.
@Tag("program")
final class PipelineTest {
    private static final String DOCKERFILE = """
            FROM %1$s AS test
            COPY worker.sh /worker.sh
            RUN echo testing the worker; read -r line </worker.sh; case "$line" in *orders*) ;; *) exit 1 ;; esac

            FROM %1$s
            COPY worker.sh /worker.sh
            CMD ["sh", "/worker.sh"]
            """;
    private static final String GOOD = "echo orders %s; trap 'exit 0' TERM; while true; do sleep 1; done\n";
    private static final String CRASHES = "echo orders; echo the shelves are empty; sleep 3; exit 7\n";
    private static final String DEFINITION = """
            [{"name":"worker","image":"%s","memory":16,"essential":true,"logConfiguration":{"logDriver":"awslogs",\
            "options":{"awslogs-group":"/shop/worker","awslogs-region":"local-1","awslogs-create-group":"true",\
            "awslogs-stream-prefix":"w"}}}]""";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static Path work;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent();
        work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("Dockerfile"), DOCKERFILE.formatted(Busybox.IMAGE));
        Files.writeString(work.resolve("worker.sh"), GOOD.formatted("one"));
        Files.writeString(
                work.resolve("argosy.toml"), "name = \"worker\"\ncluster = \"" + PackagedProgram.CLUSTER + "\"\n");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void push(String script, String message) throws IOException {
        Files.writeString(work.resolve("worker.sh"), script);
        machine.script("sh", "-ec", """
                cd work
                [ -d .git ] || git init -q -b main .
                git add . && git -c user.name=dev -c user.email=dev@example.com commit -q -m "$1"
                git push -q ../repo.git main 2>&1
                """, "push", message);
    }

    /// That the service runs this revision and no other, with this image.
    private static void runs(String revision, PipelineRunDescription of) {
        PackagedProgram.await(
                "revision " + revision + " runs alone",
                () -> revision.equals(machine.docker(
                        "ps",
                        "--filter",
                        "label=com.amazonaws.ecs.task-definition-family=worker",
                        "--format",
                        "{{.Label \"com.amazonaws.ecs.task-definition-version\"}}")));
        String id = machine.containers("worker").getFirst();
        assertThat(machine.docker("inspect", "--format", "{{.Config.Image}}", id))
                .endsWith("/worker@" + of.imageDigest().orElseThrow());
    }

    /// The first version, by hand.
    private static void serve() {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                "worker",
                "--container-definitions",
                DEFINITION.formatted(machine.uri().getAuthority() + "/worker:v1"));
        machine.aws(
                "ecs",
                "create-service",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--service-name",
                "worker",
                "--task-definition",
                "worker",
                "--desired-count",
                "1");
        machine.waits("services-stable", "worker");
    }

    @Test
    void aPushIsBuiltTestedAndDeployedAndOneThatCrashesIsTakenBack() throws IOException {
        Command first = machine.argosy("build", "--remote", "work", "--version", "v1");
        assertThat(first.output()).contains("testing the worker", "Step 1/", "built: build=", "outcome=SUCCEEDED");
        assertThat(first.status()).isZero();
        serve();
        Command created = machine.argosy(
                "pipeline",
                "create",
                "shop",
                "--service",
                "worker",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--repository",
                "repo.git");
        assertThat(created.status()).as(created.output()).isZero();

        push(GOOD.formatted("two"), "two orders at once");
        PipelineRunDescription good = machine.runOver("shop", 1);
        assertThat(good.state()).as(good.toString()).contains("SUCCEEDED");
        runs("2", good);

        push(CRASHES, "no more shelves");
        PipelineRunDescription bad = machine.runOver("shop", 2);
        assertThat(bad.state()).as(bad.toString()).contains("ROLLED_BACK");
        assertThat(bad.reason().orElse(""))
                .contains("commit " + bad.commitId().orElseThrow().substring(0, 12), "exit code 7", "worker:2");
        assertThat(bad.logLines()).isNotEqualTo(Optional.empty());
        runs("2", good);

        push("echo nothing\n", "without its word");
        PipelineRunDescription untested = machine.runOver("shop", 3);
        assertThat(untested.state()).contains("FAILED");
        assertThat(untested.reason().orElse("")).contains("the stage test failed");

        assertThat(machine.argosy("pipeline", "runs", "shop").output())
                .contains("SUCCEEDED", "ROLLED_BACK", "FAILED", "worker | the shelves are empty");
        assertThat(machine.argosy("events", "--since", "10m").output())
                .contains("Pipeline Run", "pipeline/shop", "was taken back to worker:2");
    }
}

package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program with an agent that joined by a token: where its key is, and where it is not.
@Tag("program")
final class AgentKeyTest {
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

    @Test
    void theAgentHasAKeyOfItsOwnThatOnlyItsOwnerReads() throws IOException {
        List<String> own = secretsIn(folder.resolve("agent/credentials"));

        assertThat(own).doesNotContainAnyElementsOf(secretsIn(machine.data().resolve("credentials")));
        assertThat(machine.token("list")).contains(own.getFirst()).doesNotContain(own.getLast());
        for (Path directory : List.of(machine.data(), folder.resolve("agent"))) {
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .endsWith("------"));
            }
        }
    }

    /// What a container is given, what it can ask the agent for, and what the engine keeps of it.
    @Test
    void aContainerFindsNoKey() throws IOException {
        String ask = "env; for path in / /v1/metadata /v2/credentials /v2/credentials/x /v3/task /v4/x /api/x"
                + " $(echo $ECS_CONTAINER_METADATA_URI_V4 | sed s,^[a-z]*://[^/]*,,)/taskWithTags; do"
                + " wget -qO- $(echo $ECS_CONTAINER_METADATA_URI_V4 | sed s,/v4.*,,)$path; done; cat /proc/1/environ;"
                + " echo asked; sleep 600";
        machine.aws("ecs", "register-task-definition", "--family", "curious", "--container-definitions", """
                [{"name":"curious","image":"%s","memory":32,"essential":true,"command":["sh","-c","%s"]}]""".formatted(
                        Busybox.IMAGE, ask));
        machine.aws("ecs", "run-task", "--cluster", PackagedProgram.CLUSTER, "--task-definition", "curious");
        PackagedProgram.await(
                "it has asked",
                () -> machine.containers("curious").size() == 1
                        && machine.docker("logs", machine.containers("curious").getFirst())
                                .contains("asked"));

        String id = machine.containers("curious").getFirst();
        String seen = machine.docker("logs", id) + machine.docker("inspect", id);

        assertThat(seen).contains("ECS_CONTAINER_METADATA_URI_V4");
        assertThat(secretsIn(folder.resolve("agent/credentials")))
                .allSatisfy(secret -> assertThat(seen).doesNotContain(secret));
        assertThat(seen).doesNotContain("ARGOSY_JOIN_TOKEN", "ajt-");
    }

    @Test
    void theAccountsKeyIsNoAgent() {
        Command refused = machine.tryAws("ecs", "register-container-instance", "--cluster", PackagedProgram.CLUSTER);

        assertThat(refused.output()).contains("AccessDeniedException");
    }

    @Test
    void theOfficialAgentsKeyIsPrintedForItsConfigurationAndCanBeRevoked() {
        String printed = machine.token("create", "--official", "--expires", "10m");

        assertThat(printed).matches("AWS_ACCESS_KEY_ID=AGNT[0-9A-F]{16}\nAWS_SECRET_ACCESS_KEY=[A-Za-z0-9+/]{40}");
        String id = printed.substring(printed.indexOf('=') + 1, printed.indexOf('\n'));
        assertThat(machine.token("list")).contains(id);
        machine.token("revoke", id);
        assertThat(machine.token("list")).doesNotContain(id);
    }

    /// The id first, the secret last.
    private static List<String> secretsIn(Path credentials) throws IOException {
        return Files.readAllLines(credentials).stream()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .toList();
    }
}

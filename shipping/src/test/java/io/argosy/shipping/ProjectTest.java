package io.argosy.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a folder says of itself, and what `init` writes into one.
final class ProjectTest {
    private static final String DOCKERFILE = """
            FROM builder AS made
            EXPOSE 9999
            FROM base
            EXPOSE 8080 \\
              8443/tcp 53/udp
            HEALTHCHECK --interval=5s --timeout=2s CMD ["wget", "-q", "http://127.0.0.1:8080/it's"]
            CMD ["httpd", "-f"]
            """;

    @TempDir
    private Path folder;

    private void dockerfile(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text);
    }

    private List<Path> init(String name, int port) throws IOException {
        return new NewProject(folder, new NewProject.Answers(name, "shop", port, 64, Optional.empty(), "local-1"))
                .write();
    }

    @Test
    void aDockerfileSaysItsPortsAndItsCheckOfTheLastStage() {
        Dockerfile read = Dockerfile.of(DOCKERFILE);

        assertThat(read.ports()).containsExactly(8080, 8443);
        assertThat(read.healthCheck()).contains("wget -q 'http://127.0.0.1:8080/it'\\''s'");
        assertThat(Dockerfile.of("FROM a\nHEALTHCHECK NONE\n").healthCheck()).isEmpty();
        assertThat(Dockerfile.of("FROM a\nHEALTHCHECK CMD test -e /ok || exit 1\n")
                        .healthCheck())
                .contains("test -e /ok || exit 1");
    }

    @Test
    void initWritesWhatDeployReads() throws IOException {
        dockerfile(DOCKERFILE);

        assertThat(init("My Web", 80)).hasSize(2);

        Project project = Project.read(folder);
        assertThat(project.name()).isEqualTo("my-web");
        assertThat(project.cluster()).isEqualTo("shop");
        assertThat(project.wanted()).isEqualTo(new Project.Wanted(1, 0, 100));
        assertThat(Files.readString(project.definition()))
                .contains("\"containerPort\":8080,\"hostPort\":80", "CMD-SHELL", "\"awslogs-group\": \"/ecs/my-web\"");
    }

    @Test
    void whatSomebodyHasWrittenStays() throws IOException {
        dockerfile("FROM base\n");
        Files.writeString(folder.resolve("argosy.toml"), "name = \"mine\"\n");

        assertThat(init("other", 0)).containsExactly(folder.resolve("task-definition.json"));
        assertThat(Project.read(folder).name()).isEqualTo("mine");
    }

    @Test
    void aFolderWithoutADockerfileIsRefused() {
        assertThatThrownBy(() -> init("web", 0)).isInstanceOf(IOException.class).hasMessageContaining("Dockerfile");
    }

    @Test
    void everyMistakeOfAFileIsSaidAtOnce() throws IOException {
        Files.writeString(folder.resolve("argosy.toml"), "name = 3\ncount = -1\nport = 80\n");

        assertThatThrownBy(() -> Project.read(folder))
                .hasMessageContaining("port is none of")
                .hasMessageContaining("name is a text")
                .hasMessageContaining("count is a number from 0 to 10000");
    }
}

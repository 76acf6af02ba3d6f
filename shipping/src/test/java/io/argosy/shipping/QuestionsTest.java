package io.argosy.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shipping.NewProject.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `init` asks, and what it takes for an answer.
final class QuestionsTest {
    private static final Questions.Said NOTHING = new Questions.Said(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void aFolder() throws IOException {
        folder = Files.createDirectory(folder.resolve("My.Shop"));
        Files.writeString(folder.resolve("Dockerfile"), "FROM base\nEXPOSE 8080\n");
    }

    private Answers answers(Questions.Said said, String... lines) throws IOException {
        Deque<String> given = new ArrayDeque<>(List.of(lines));
        var questions = new Questions(prompt -> {
            asked.add(prompt);
            return given.isEmpty() ? "" : given.removeFirst();
        });
        return questions.about(folder, said, "local-1");
    }

    @Test
    void whoSaysNothingGetsWhatIsUsual() throws IOException {
        Answers answers = answers(NOTHING);

        assertThat(answers).isEqualTo(new Answers("my-shop", "default", 0, 256, Optional.empty(), "local-1"));
        assertThat(asked)
                .containsExactly(
                        "name of the service (my-shop): ",
                        "cluster (default): ",
                        "port of the host for 8080 (0: any) (0): ",
                        "memory of a task in MiB (256): ",
                        "command in the container that tells its health (none): ");
        assertThat(Questions.ofNobody().about(folder, NOTHING, "local-1")).isEqualTo(answers);
    }

    @Test
    void answersAreTakenAndFlagsAreNotAskedFor() throws IOException {
        var said = new Questions.Said(
                Optional.of("till"), Optional.empty(), Optional.of(9000), Optional.empty(), Optional.empty());

        Answers answers = answers(said, " shop ", "64", "wget -q http://127.0.0.1:8080");

        assertThat(answers)
                .isEqualTo(
                        new Answers("till", "shop", 9000, 64, Optional.of("wget -q http://127.0.0.1:8080"), "local-1"));
        assertThat(asked).hasSize(3);
    }

    @Test
    void aWrongAnswerIsAskedAgainThreeTimesInAll() throws IOException {
        assertThat(answers(NOTHING, "", "", "99999", "80").port()).isEqualTo(80);
        assertThat(asked.get(3)).isEqualTo("it is a number from 0 to 65535\nport of the host for 8080 (0: any) (0): ");
        assertThatThrownBy(() -> answers(NOTHING, "", "", "x", "-1", "70000"))
                .hasMessageContaining("it is a number from 0 to 65535");
        var wrong = new Questions.Said(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(2), Optional.empty());
        assertThatThrownBy(() -> answers(wrong)).hasMessageContaining("2: it is a number from 6");
    }

    @Test
    void whatTheFolderSaysIsNotAsked() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM base\nHEALTHCHECK CMD true\n");
        Files.writeString(folder.resolve(Project.FILE), "name = \"shop\"\n");

        answers(NOTHING);

        assertThat(asked).containsExactly("name of the service (my-shop): ", "memory of a task in MiB (256): ");
    }
}

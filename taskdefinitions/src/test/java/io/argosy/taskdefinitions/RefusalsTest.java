package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Every rule of ecs-semantics 4 is broken once; the texts are those of 4.5 where it has them. The tables' columns:
/// members of the task, members of its container, the text (or its beginning) the caller is told, and how we know that
/// ECS refuses it. A rule that only a sentence of the reference speaks for does not stay: see `accepted.csv`.
final class RefusalsTest {
    /// O: a recorded answer of ECS; C: clients depend on it; M: its model lists the values; G: its guide says that it
    /// is refused; U: refused for sure, in words we do not know. Or else: the engine would refuse or ignore it, it
    /// contradicts itself, or it would reach into Argosy.
    private static final List<String> EVIDENCE = List.of("O", "C", "M", "G", "U", "engine", "nonsense", "ours");

    private static String told(String column) {
        return column.equals("-") ? "" : column;
    }

    @ParameterizedTest(name = "{2}")
    @CsvFileSource(
            delimiter = '|',
            quoteCharacter = '`',
            resources = {
                "/refusals/containers.csv",
                "/refusals/sizes.csv",
                "/refusals/ports.csv",
                "/refusals/networking.csv",
                "/refusals/volumes.csv",
                "/refusals/dependencies.csv",
                "/refusals/logs-and-secrets.csv",
                "/refusals/running-and-kernel.csv",
                "/refusals/the-task-as-a-whole.csv"
            })
    void aBrokenRuleIsToldInItsWords(String task, String container, String text, String evidence) {
        assertThat(EVIDENCE).contains(evidence);
        assertThat(Asked.refusal(ClusterPolicy.SAFE, told(task), told(container)))
                .startsWith(text);
    }

    @ParameterizedTest(name = "{2}")
    @CsvFileSource(delimiter = '|', quoteCharacter = '`', resources = "/accepted.csv")
    void whatEcsTakesIsTaken(String task, String container, String what) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, told(task), told(container)))
                .as(what)
                .isEmpty();
    }

    @Test
    void theUntouchedRequestIsAccepted() {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, "", "")).isEmpty();
    }

    @Test
    void atMostTenContainers() {
        String eleven = "\"containerDefinitions\":[" + "<app>,".repeat(10) + "<app>]";

        assertThat(Asked.refusal(ClusterPolicy.SAFE, eleven, ""))
                .isEqualTo("Task definitions can have at most 10 container definitions.");
    }

    @Test
    void atMostTenEnvironmentFiles() {
        String file = "{\"type\":\"s3\",\"value\":\"arn:aws:s3:::bucket/a.env\"}";
        String ten = file + ("," + file).repeat(9);

        assertThat(Asked.refusal(ClusterPolicy.SAFE, "", "\"environmentFiles\":[" + ten + "]"))
                .isEmpty();
        assertThat(Asked.refusal(ClusterPolicy.SAFE, "", "\"environmentFiles\":[" + ten + "," + file + "]"))
                .startsWith("The maximum number of environment files was exceeded. Specify ten or less and try again");
    }

    @Test
    void atMostSixtyFourKibibytes() {
        String large = "\"user\":\"" + "u".repeat(64 * 1024) + "\"";

        assertThat(Asked.refusal(ClusterPolicy.SAFE, "", large)).startsWith("Task definition size must be at most");
    }
}

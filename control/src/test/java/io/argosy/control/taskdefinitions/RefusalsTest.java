package io.argosy.control.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.ClusterPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Every rule of ecs-semantics 4 is broken once; the texts are those of 4.5 where it has them. The tables' columns:
/// members of the task, members of its container, the text (or its beginning) the caller is told.
final class RefusalsTest {
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
    void aBrokenRuleIsToldInItsWords(String task, String container, String text) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, told(task), told(container)))
                .startsWith(text);
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

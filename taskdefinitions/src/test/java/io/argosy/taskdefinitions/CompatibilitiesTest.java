package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What each launch type refuses (ecs-semantics 4.5, 4.8), and what the reply lists.
final class CompatibilitiesTest {
    private static final String FARGATE =
            "\"requiresCompatibilities\":[\"FARGATE\"],\"networkMode\":\"awsvpc\",\"cpu\":\"256\",\"memory\":\"512\"";

    @Test
    void fargateTakesASmallTask() {
        assertThat(Asked.parsed(FARGATE, "").compatibilities())
                .contains(List.of("EC2", "FARGATE", "MANAGED_INSTANCES"));
    }

    @Test
    void bridgedTasksRunOnMachinesOnly() {
        assertThat(Asked.parsed("", "").compatibilities()).contains(List.of("EC2", "EXTERNAL"));
    }

    @ParameterizedTest
    @CsvFileSource(delimiter = '|', quoteCharacter = '`', resources = "/refusals/fargate.csv")
    void fargateRefuses(String task, String container, String text, String evidence) {
        assertThat(evidence).matches("[OG]");
        String more = task.equals("-") ? FARGATE : FARGATE + "," + task;

        assertThat(Asked.refusal(ClusterPolicy.SAFE, more, container.equals("-") ? "" : container))
                .startsWith(text);
    }

    @Test
    void fargateNeedsASize() {
        String awsvpc = "\"requiresCompatibilities\":[\"FARGATE\"],\"networkMode\":\"awsvpc\"";

        assertThat(Asked.refusal(ClusterPolicy.SAFE, awsvpc + ",\"memory\":\"512\"", ""))
                .isEqualTo("Fargate requires that 'cpu' be defined at the task level.");
        assertThat(Asked.refusal(ClusterPolicy.SAFE, awsvpc + ",\"cpu\":\"256\"", ""))
                .isEqualTo("Fargate requires that 'memory' be defined at the task level.");
    }

    @Test
    void whatIsNotRequiredIsLeftOutInstead() {
        assertThat(Asked.parsed("\"networkMode\":\"awsvpc\",\"cpu\":\"300\",\"memory\":\"512\"", "")
                        .compatibilities())
                .contains(List.of("EC2", "MANAGED_INSTANCES"));
    }

    /// Recorded: a definition with ephemeral storage lists EC2 too.
    @Test
    void ephemeralStorageKeepsEc2() {
        assertThat(Asked.parsed(FARGATE + ",\"ephemeralStorage\":{\"sizeInGiB\":21}", "")
                        .compatibilities())
                .contains(List.of("EC2", "FARGATE", "MANAGED_INSTANCES"));
    }

    @Test
    void fargateHasSeventyFourSizes() {
        long sizes = 0;
        for (int cpu = 256; cpu <= 32_768; cpu += 256) {
            for (int memory = 512; memory <= 131_072; memory += 512) {
                sizes += FargateSizes.has(cpu, memory, false) ? 1 : 0;
            }
        }
        assertThat(sizes).isEqualTo(74);
    }

    @Test
    void externalInstancesHaveNoTaskInterfaces() {
        assertThat(Asked.refusal(
                        ClusterPolicy.SAFE,
                        "\"requiresCompatibilities\":[\"EXTERNAL\"],\"networkMode\":\"awsvpc\"",
                        ""))
                .isEqualTo("External compatible task definitions do not support network mode 'awsvpc'");
    }
}

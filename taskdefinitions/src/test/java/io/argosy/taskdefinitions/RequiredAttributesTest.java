package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What real definitions ask of an instance, as ECS answered them (public replies of RegisterTaskDefinition and
/// DescribeTaskDefinition from 2019 to 2026): as far as the engine's interface is named by a number, the numbers; the
/// others by short words.
final class RequiredAttributesTest {
    private static final String OLD = "com.amazonaws.ecs.capability.";
    private static final String NEW = "ecs.capability.";
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("awslogs", OLD + "logging-driver.awslogs"),
            Map.entry("ecr", OLD + "ecr-auth"),
            Map.entry("role", OLD + "task-iam-role"),
            Map.entry("exec-awslogs", NEW + "execution-role-awslogs"),
            Map.entry("exec-ecr", NEW + "execution-role-ecr-pull"),
            Map.entry("eni", NEW + "task-eni"),
            Map.entry("env-files", NEW + "env-files.s3"),
            Map.entry("ephemeral", NEW + "extensible-ephemeral-storage"),
            Map.entry("efs", NEW + "efs"),
            Map.entry("efsAuth", NEW + "efsAuth"),
            Map.entry("asm", NEW + "secrets.asm.environment-variables"),
            Map.entry("ssm", NEW + "secrets.ssm.environment-variables"),
            Map.entry("health", NEW + "container-health-check"),
            Map.entry("ordering", NEW + "container-ordering"),
            Map.entry("cpu-limit", NEW + "increased-task-cpu-limit"));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(delimiter = '|', quoteCharacter = '`', resources = "/recorded-attributes.csv")
    void asksWhatEcsAsked(String name, String task, String container, String recorded) {
        var definition = Asked.parsed(told(task), told(container));

        assertThat(definition.requiresAttributes().orElseThrow())
                .as(name)
                .extracting(attribute -> attribute.name())
                .containsExactlyInAnyOrderElementsOf(Stream.of(recorded.split(" "))
                        .map(RequiredAttributesTest::full)
                        .toList());
    }

    private static String told(String column) {
        return column.equals("-") ? "" : column;
    }

    private static String full(String word) {
        return word.startsWith("1.") ? OLD + "docker-remote-api." + word : WORDS.getOrDefault(word, word);
    }
}

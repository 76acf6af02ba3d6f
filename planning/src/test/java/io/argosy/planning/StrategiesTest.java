package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrategiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "random  |                     |",
                "spread  | instanceId          |",
                "spread  | host                |",
                "spread  | attribute:rack      |",
                "binpack | cpu                 |",
                "binpack | MEMORY              |",
                "binpack | disk     | binpack field 'disk' is invalid. Specify CPU or MEMORY and try again.",
                "binpack |          | binpack field '' is invalid. Specify CPU or MEMORY and try again.",
                "spread  | attribute: | spread field 'attribute:' is invalid. Specify instanceId, host or"
                        + " attribute:<name> and try again.",
                "spread  | zone     | spread field 'zone' is invalid. Specify instanceId, host or attribute:<name> and"
                        + " try again.",
                "random  | cpu      | random strategy does not take a field. Remove field 'cpu' and try again.",
                "pile    | cpu      | Placement strategy type 'pile' is invalid. Specify random, spread or binpack and"
                        + " try again.",
            })
    void refusesStrategiesThatSayNothing(String type, @Nullable String field, @Nullable String text) {
        var strategy = PlacementStrategy.builder().type(type);
        var asked = field == null ? strategy.build() : strategy.field(field).build();

        assertThat(Strategies.refusal(List.of(asked)).orElse("")).isEqualTo(text == null ? "" : text);
    }

    @Test
    void refusesMoreThanFive() {
        var one = PlacementStrategy.builder().type("random").build();

        assertThat(Strategies.refusal(Collections.nCopies(5, one))).isEmpty();
        assertThat(Strategies.refusal(Collections.nCopies(6, one)).orElse(""))
                .startsWith("Maximum number of strategies is 5");
    }

    @Test
    void showsBinpackFieldsInUpperCase() {
        var asked = List.of(
                PlacementStrategy.builder().type("binpack").field("memory").build(),
                PlacementStrategy.builder().type("spread").field("host").build());

        assertThat(Strategies.normalised(asked))
                .extracting(strategy -> strategy.field().orElse(""))
                .containsExactly("MEMORY", "host");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "distinctInstance |                     |",
                "memberOf         | agentConnected == true |",
                "distinctInstance | agentConnected == true | distinctInstance constraint does not take an expression.",
                "memberOf         |                     | memberOf constraint requires an expression.",
                "memberOf         | stack == prod       | Invalid expression. 'stack' is not a subject.",
                "near             |                     | Placement constraint type 'near' is invalid. Specify"
                        + " distinctInstance or memberOf and try again.",
            })
    void refusesConstraintsThatSayNothing(String type, @Nullable String expression, @Nullable String text) {
        var constraint = PlacementConstraint.builder().type(type);
        var asked = expression == null
                ? constraint.build()
                : constraint.expression(expression).build();

        assertThat(Constraints.refusal(List.of(asked)).orElse("")).isEqualTo(text == null ? "" : text);
    }

    @Test
    void aTaskDefinitionMayUseMemberOfOnly() {
        var distinct = TaskDefinitionPlacementConstraint.builder()
                .type("distinctInstance")
                .build();

        assertThat(Constraints.definitionRefusal(List.of(distinct)).orElse("")).contains("distinctInstance");
        assertThat(Constraints.definitionRefusal(List.of(ofDefinition("agentConnected == true"))))
                .isEmpty();
    }

    @Test
    void definitionAndCallTogetherMayHaveTenConstraints() {
        var ofDefinition = Collections.nCopies(6, ofDefinition("agentConnected == true"));
        var ofCall = PlacementConstraint.builder().type("distinctInstance").build();

        assertThat(Constraints.refusal(ofDefinition, Collections.nCopies(4, ofCall)))
                .isEmpty();
        assertThat(Constraints.refusal(ofDefinition, Collections.nCopies(5, ofCall))
                        .orElse(""))
                .contains("is 10");
    }

    @Test
    void constraintsOfDefinitionAndCallAreTakenTogether() {
        var distinct = PlacementConstraint.builder().type("distinctInstance").build();
        var member = PlacementConstraint.builder()
                .type("memberOf")
                .expression("agentVersion > 1.0")
                .build();

        var together = Constraints.accepted(List.of(ofDefinition("agentConnected == true")), List.of(distinct, member));

        assertThat(together.distinctInstance()).isTrue();
        assertThat(together.memberOf()).hasToString("[agentConnected == true, agentVersion > 1.0]");
    }

    private static TaskDefinitionPlacementConstraint ofDefinition(String expression) {
        return TaskDefinitionPlacementConstraint.builder()
                .type("memberOf")
                .expression(expression)
                .build();
    }
}

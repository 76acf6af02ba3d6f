package io.argosy.planning.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.InstanceLoad;
import io.argosy.planning.Loads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    /// Instance 7, registered 2026-01-02T03:04:05.678Z, agent 1.68.2, three tasks of two groups.
    private static final InstanceLoad LOAD = Loads.instance(7)
            .zone("eu-west-1a")
            .with("ecs.instance-type", "g2.large")
            .with("stack", "prod")
            .with("empty")
            .with("owner", "team one, two")
            .runs("service:web", 2)
            .runs("family:batch", 1)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute:stack == prod",
                "attribute:stack equals 'prod'",
                "attribute:stack==prod",
                "attribute:stack != test",
                "attribute:stack not_equals test",
                "attribute:stack in [test, prod]",
                "attribute:stack in prod",
                "attribute:stack !in [test,stage]",
                "attribute:stack not_in [test]",
                "attribute:stack exists",
                "attribute:missing !exists",
                "attribute:missing not_exists",
                "attribute:empty exists",
                "attribute:empty == ''",
                "attribute:owner == 'team one, two'",
                "attribute:ecs.instance-type =~ g2.*",
                "attribute:ecs.instance-type matches '(g2|g3)\\..*'",
                "attribute:ecs.instance-type !~ t2.*",
                "attribute:ecs.instance-type not_matches g",
                "attribute:stack > pink",
                "attribute:stack <= prod",
                "not(attribute:missing == x)",
                "not (attribute:missing != x)",
                "!(attribute:stack == test)",
                "not not attribute:stack == prod",
                "task:group == service:web",
                "task:group != service:web",
                "task:group in [service:other, family:batch]",
                "task:group =~ family:.*",
                "not(task:group == service:other)",
                "agentConnected == true",
                "agentConnected != false",
                "agentConnected in [true]",
                "agentConnected =~ tr.e",
                "agentVersion == 1.68.2",
                "agentVersion > 1.9",
                "agentVersion < 1.68.10",
                "agentVersion greater_than_equal 1.68.2.0",
                "agentVersion != 2",
                "ec2InstanceId == i-7",
                "ec2InstanceId in ['i-1','i-7']",
                "ec2InstanceId =~ 'i-[0-9]'",
                "registeredAt == 2026-01-02T03:04:05Z",
                "registeredAt > 2026-01-02",
                "registeredAt < 2026-01-02T05:04:06+02:00 and registeredAt >= 2026-01-02T03:04:05",
                "runningTasksCount == 3",
                "runningTasksCount less_than 4",
                "attribute:stack == prod && runningTasksCount >= 1 || agentConnected == false",
                "  (  ( attribute:stack == prod ) )  ",
            })
    void holdsForTheInstance(String text) throws InvalidExpression {
        assertThat(Expression.parse(text).matches(LOAD)).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute:stack == test",
                "attribute:stack == Prod",
                "attribute:missing == prod",
                "attribute:missing != prod",
                "attribute:missing !in [prod]",
                "attribute:missing !~ prod",
                "attribute:missing exists",
                "attribute:stack !exists",
                "attribute:ecs.instance-type =~ g2",
                "attribute:ecs.instance-type =~ large",
                "task:group == service:we",
                "not(task:group == service:web)",
                "agentConnected == false",
                "agentVersion >= 1.68.3",
                "agentVersion > 1.68.2",
                "registeredAt != 2026-01-02T03:04:05Z",
                "registeredAt < 2026-01-02",
                "runningTasksCount != 3",
                "runningTasksCount > 3",
            })
    void doesNotHoldForTheInstance(String text) throws InvalidExpression {
        assertThat(Expression.parse(text).matches(LOAD)).as(text).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "T or F and F, true",
        "(T or F) and F, false",
        "F and F or T, true",
        "not T or T, true",
        "not (T or T), false",
        "not F and F, false",
        "T || F && F, true",
        "! F && T, true",
    })
    void notBindsTighterThanAndTighterThanOr(String shape, boolean expected) throws InvalidExpression {
        String text = shape.replace("T", "attribute:stack exists").replace("F", "attribute:stack !exists");

        assertThat(Expression.parse(text).matches(LOAD)).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "                                | Expected a subject such as attribute:<name>, not the end.",
                "attribute:x                     | Expected an operator, not the end.",
                "attribute: == x                 | 'attribute:' is not a subject.",
                "stack == prod                   | 'stack' is not a subject.",
                "attribute:x ==                  | Expected a value, not the end.",
                "attribute:x = y                 | Expected an operator, not '=' at character 13.",
                "attribute:x exists y            | Expected 'and', 'or' or the end, not 'y' at character 20.",
                "attribute:x == y attribute:z    | Expected 'and', 'or' or the end, not 'attribute:z' at character 18.",
                "(attribute:x == y               | Expected ')', not the end.",
                "attribute:x == y)               | Expected 'and', 'or' or the end, not ')' at character 17.",
                "attribute:x in [a, b            | Expected ',' or ']', not the end.",
                "attribute:x in [a b]            | Expected ',' or ']', not 'b' at character 19.",
                "attribute:x in []               | Expected a value, not ']' at character 17.",
                "attribute:x == [a]              | Expected a value, not '[' at character 16.",
                "attribute:x == y and            | Expected a subject such as attribute:<name>, not the end.",
                "attribute:x == \"y\"            | Use single quotes, not the one at character 16.",
                "attribute:x =~ '(a'             | '(a' is not a regular expression: Unclosed group.",
                "task:group > a                  | task:group does not take the operator >.",
                "task:group exists               | task:group does not take the operator exists.",
                "agentVersion =~ 1.*             | agentVersion does not take the operator =~.",
                "runningTasksCount in [1]        | runningTasksCount does not take the operator in.",
                "runningTasksCount == many       | 'many' is not an integer.",
                "agentConnected == yes           | 'yes' is neither true nor false.",
                "agentVersion == new             | 'new' is not a version such as 1.18.0.",
                "registeredAt > yesterday        | 'yesterday' is not a time such as 2018-06-18T22:28:28+00:00.",
                "registeredAt > 2026-02-31       | '2026-02-31' is not a time such as 2018-06-18T22:28:28+00:00.",
            })
    void refusesWhatIsNoExpression(String row) {
        String text = row.substring(0, row.indexOf('|')).strip();
        String because = row.substring(row.indexOf('|') + 1).strip();

        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(InvalidExpression.class)
                .hasMessage("Invalid expression. " + because);
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() {
        assertThatThrownBy(() -> Expression.parse("attribute:x == 'y"))
                .hasMessage("Invalid expression. The quote at character 16 is never closed.");
    }

    @Test
    void takesNoMoreThan2000Characters() throws InvalidExpression {
        String fits = "attribute:x == " + "y".repeat(1985);

        assertThat(Expression.parse(fits).toString()).isEqualTo(fits);
        assertThatThrownBy(() -> Expression.parse(fits + "y")).hasMessageContaining("at most 2000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not "})
    void refusesBottomlessNesting(String opening) {
        assertThatThrownBy(() -> Expression.parse(opening.repeat(400))).hasMessageContaining("nested deeper");
    }

    @Test
    @Timeout(60)
    void aPatternThatWouldRunForAgesCountsAsNotMatching() throws InvalidExpression {
        InstanceLoad load = Loads.instance(1).with("x", "a".repeat(120) + "b").build();

        boolean matched = Expression.parse("attribute:x =~ '(a+)+\\1c'").matches(load);

        assertThat(matched).isFalse();
    }

    @Test
    void expressionsAreEqualByText() throws InvalidExpression {
        assertThat(Expression.parse("agentConnected == true"))
                .isEqualTo(Expression.parse("agentConnected == true"))
                .hasSameHashCodeAs(Expression.parse("agentConnected == true"))
                .isNotEqualTo(Expression.parse("agentConnected  == true"));
    }
}

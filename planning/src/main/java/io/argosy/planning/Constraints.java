package io.argosy.planning;

import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The placement constraints of a task definition and of the call that uses it, taken together (ecs-semantics 6.2).
public record Constraints(boolean distinctInstance, List<Expression> memberOf) {
    private static final int MOST = 10;

    public Constraints {
        memberOf = List.copyOf(memberOf);
    }

    public static Constraints of(List<TaskDefinitionPlacementConstraint> ofDefinition, List<PlacementConstraint> ofCall)
            throws InvalidExpression {
        if (ofDefinition.size() + ofCall.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " constraints");
        }
        boolean distinct = false;
        List<Expression> expressions = new ArrayList<>();
        for (TaskDefinitionPlacementConstraint constraint : ofDefinition) {
            expressions.add(Expression.parse(constraint.expression().orElse("")));
        }
        for (PlacementConstraint constraint : ofCall) {
            if (constraint.type().orElse("").equals("distinctInstance")) {
                distinct = true;
            } else {
                expressions.add(Expression.parse(constraint.expression().orElse("")));
            }
        }
        return new Constraints(distinct, expressions);
    }

    /// The same for constraints that were checked before they were stored.
    public static Constraints accepted(
            List<TaskDefinitionPlacementConstraint> ofDefinition, List<PlacementConstraint> ofCall) {
        try {
            return of(ofDefinition, ofCall);
        } catch (InvalidExpression breach) {
            throw new IllegalStateException("stored without being checked: " + ofDefinition + " " + ofCall, breach);
        }
    }

    /// What is wrong with a call's constraints, in the words for an InvalidParameterException.
    public static Optional<String> refusal(List<PlacementConstraint> constraints) {
        return tooMany(constraints.size())
                .or(() -> constraints.stream()
                        .flatMap(constraint -> refusal(constraint.type().orElse(""), constraint.expression()).stream())
                        .findFirst());
    }

    /// The same, counting those of the task definition the call uses.
    public static Optional<String> refusal(
            List<TaskDefinitionPlacementConstraint> ofDefinition, List<PlacementConstraint> ofCall) {
        return refusal(ofCall).or(() -> tooMany(ofDefinition.size() + ofCall.size()));
    }

    /// What is wrong with a task definition's, in the words for a ClientException: memberOf is all it may use.
    public static Optional<String> definitionRefusal(List<TaskDefinitionPlacementConstraint> constraints) {
        return tooMany(constraints.size())
                .or(() -> constraints.stream()
                        .flatMap(constraint -> constraint.type().orElse("").equals("distinctInstance")
                                ? Optional.of("Placement constraint type 'distinctInstance' is not supported in task"
                                                + " definitions. Specify memberOf and try again.")
                                        .stream()
                                : refusal(constraint.type().orElse(""), constraint.expression()).stream())
                        .findFirst());
    }

    private static Optional<String> tooMany(int count) {
        return count > MOST
                ? Optional.of("Maximum number of placement constraints is " + MOST
                        + ". Reduce the number of constraints and try again.")
                : Optional.empty();
    }

    private static Optional<String> refusal(String type, Optional<String> given) {
        Optional<String> expression = given.filter(text -> !text.isEmpty());
        return switch (type) {
            case "distinctInstance" ->
                expression.isEmpty()
                        ? Optional.empty()
                        : Optional.of("distinctInstance constraint does not take an expression.");
            case "memberOf" ->
                expression.isEmpty()
                        ? Optional.of("memberOf constraint requires an expression.")
                        : Expression.refusal(expression.get());
            default ->
                Optional.of("Placement constraint type '" + type
                        + "' is invalid. Specify distinctInstance or memberOf and try again.");
        };
    }
}

package io.argosy.launches;

import io.argosy.model.LaunchType;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.ecs.RuntimePlatform;
import io.argosy.shapes.ecs.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The platform a task definition states, as what its instance must be (ecs-semantics 4.9, 6.1). On Fargate one that
/// states none is for the usual architecture.
public final class Platform {
    private static final String USUAL = "X86_64";

    private Platform() {}

    public static List<Expression> expressions(TaskDefinition definition, LaunchType type) {
        List<Expression> expressions = new ArrayList<>();
        definition
                .runtimePlatform()
                .flatMap(RuntimePlatform::cpuArchitecture)
                .or(() -> Optional.of(USUAL).filter(_ -> type == LaunchType.FARGATE))
                .ifPresent(architecture ->
                        expressions.add(is("ecs.cpu-architecture", architecture.toLowerCase(Locale.ROOT))));
        definition
                .runtimePlatform()
                .flatMap(RuntimePlatform::operatingSystemFamily)
                .ifPresent(family -> expressions.add(is("ecs.os-family", family)));
        return expressions;
    }

    private static Expression is(String attribute, String value) {
        try {
            return Expression.parse("attribute:" + attribute + " == '" + value + "'");
        } catch (InvalidExpression breach) {
            throw new IllegalStateException("a platform that was checked at registration: " + value, breach);
        }
    }
}

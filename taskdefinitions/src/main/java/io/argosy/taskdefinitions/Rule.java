package io.argosy.taskdefinitions;

import java.util.stream.Stream;

/// One thing that must hold of a task definition. Each violation is a text for the caller; the first one found is told.
/// A rule may count on those before it in `TaskDefinitionParser`.
interface Rule {
    Stream<String> violations(RequestedDefinition requested);

    /// These rules one after the other, each asked only when those before it found nothing.
    static Stream<String> first(RequestedDefinition requested, Rule... rules) {
        return Stream.of(rules).flatMap(rule -> rule.violations(requested));
    }
}

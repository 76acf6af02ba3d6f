package io.argosy.schedules.targets;

import io.argosy.eventpatterns.EventPath;
import io.argosy.eventpatterns.InputTemplate;
import io.argosy.eventpatterns.RefusedInput;
import io.argosy.shapes.events.InputTransformer;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.Map;
import java.util.stream.Stream;

/// What a target of a rule is handed (schedules-events-logs 2.7): the event, a part of it, what a template makes of it,
/// or a text of its own.
final class TargetInput {
    private final Target target;

    TargetInput(Target target) {
        this.target = target;
    }

    /// Whether anybody said what it is.
    boolean said() {
        return target.input().isPresent()
                || target.inputPath().isPresent()
                || target.inputTransformer().isPresent();
    }

    void check() throws RefusedTarget {
        long given = Stream.of(target.input(), target.inputPath(), target.inputTransformer())
                .filter(one -> one.isPresent())
                .count();
        if (given > 1) {
            throw new RefusedTarget("Only one of Input, InputPath, or InputTransformer must be provided for target "
                    + target.id() + ".");
        }
        if (target.input().isPresent()) {
            try {
                JsonTree.value(target.input().get());
            } catch (MalformedJson malformed) {
                throw new RefusedTarget("JSON syntax error in input for target " + target.id());
            }
        }
        of(RuleEvent.NONE);
    }

    String of(RuleEvent event) throws RefusedTarget {
        if (target.input().isPresent()) {
            return target.input().get();
        }
        if (target.inputPath().isPresent()) {
            return EventPath.parse(target.inputPath().get())
                    .orElseThrow(() -> new RefusedTarget("InputPath for target " + target.id() + " is invalid."))
                    .in(event.members())
                    .map(JsonTree::write)
                    .orElse("null");
        }
        return target.inputTransformer().isPresent()
                ? transformed(target.inputTransformer().get(), event)
                : event.text();
    }

    private String transformed(InputTransformer transformer, RuleEvent event) throws RefusedTarget {
        try {
            return InputTemplate.of(
                            transformer.inputPathsMap().orElse(Map.of()), transformer.inputTemplate(), target.id())
                    .filled(event.members(), event.facts());
        } catch (RefusedInput refused) {
            throw new RefusedTarget(refused.text());
        }
    }
}

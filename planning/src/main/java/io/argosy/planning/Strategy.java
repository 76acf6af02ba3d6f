package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.query.AttributeLookup;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.Locale;

/// One placement strategy, read.
public sealed interface Strategy {
    record AnyOne() implements Strategy {}

    /// Evenly over the values of an attribute; `attribute` is its bare name.
    record SpreadOver(String attribute) implements Strategy {
        public String value(ContainerInstance instance) {
            return AttributeLookup.value(instance, attribute).orElse("");
        }
    }

    record SpreadOverInstances() implements Strategy {}

    record PackCpu() implements Strategy {
        public static int free(InstanceLoad load) {
            return PlacementRules.freeCpu(load);
        }
    }

    record PackMemory() implements Strategy {
        public static int free(InstanceLoad load) {
            return PlacementRules.freeMemory(load);
        }
    }

    /// Reads what `Strategies.refusal` has let pass.
    static Strategy of(PlacementStrategy strategy) {
        String field = strategy.field().orElse("");
        return switch (strategy.type().orElse("")) {
            case "random" -> new AnyOne();
            case "binpack" -> field.toLowerCase(Locale.ROOT).equals("cpu") ? new PackCpu() : new PackMemory();
            case "spread" ->
                field.startsWith(AttributeLookup.PREFIX)
                        ? new SpreadOver(field.substring(AttributeLookup.PREFIX.length()))
                        : new SpreadOverInstances();
            default -> throw new IllegalArgumentException("not a placement strategy: " + strategy);
        };
    }
}

package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.query.Attributes;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.Locale;

/// One placement strategy, read.
public sealed interface Preference {
    record AnyOne() implements Preference {}

    /// Evenly over the values of an attribute; `attribute` is its bare name.
    record SpreadOver(String attribute) implements Preference {
        public String value(ContainerInstance instance) {
            return Attributes.value(instance, attribute).orElse("");
        }
    }

    record SpreadOverInstances() implements Preference {}

    record PackCpu() implements Preference {
        public static int free(InstanceLoad load) {
            return Fitting.freeCpu(load);
        }
    }

    record PackMemory() implements Preference {
        public static int free(InstanceLoad load) {
            return Fitting.freeMemory(load);
        }
    }

    /// Reads what `Strategies.refusal` has let pass.
    static Preference of(PlacementStrategy strategy) {
        String field = strategy.field().orElse("");
        return switch (strategy.type().orElse("")) {
            case "random" -> new AnyOne();
            case "binpack" -> field.toLowerCase(Locale.ROOT).equals("cpu") ? new PackCpu() : new PackMemory();
            case "spread" ->
                field.startsWith(Attributes.PREFIX)
                        ? new SpreadOver(field.substring(Attributes.PREFIX.length()))
                        : new SpreadOverInstances();
            default -> throw new IllegalArgumentException("not a placement strategy: " + strategy);
        };
    }
}

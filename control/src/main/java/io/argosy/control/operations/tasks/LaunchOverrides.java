package io.argosy.control.operations.tasks;

import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Resources;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.EphemeralStorage;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.taskdefinitions.EnvironmentFileRules;
import io.argosy.taskdefinitions.FargateSizes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Checks a caller's overrides against the definition they override, and gives them back with plain numbers and full
/// ARNs (ecs-semantics 5.7).
final class LaunchOverrides {
    private static final int LONGEST = 8192;
    private static final int LEAST_MEMORY_MIB = 4;
    private static final Pattern CPU = Pattern.compile("(\\d{1,6})|(\\d{1,3}(?:\\.\\d{1,4})?) ?vcpu");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,8})|(\\d{1,5}(?:\\.\\d{1,4})?) ?gb");
    private static final BigDecimal UNIT = BigDecimal.valueOf(1024);

    private LaunchOverrides() {}

    static TaskOverride checked(Optional<TaskOverride> asked, TaskDefinition definition, Arns arns) {
        TaskOverride overrides = asked.orElseGet(() -> TaskOverride.builder().build());
        if (new String(JsonCodec.write(overrides), StandardCharsets.UTF_8).length() > LONGEST) {
            throw invalid("Container Overrides length must be at most " + LONGEST);
        }
        Set<String> names = definition.containerDefinitions().orElse(List.of()).stream()
                .flatMap((ContainerDefinition container) -> container.name().stream())
                .collect(Collectors.toSet());
        overrides.ephemeralStorage().ifPresent(LaunchOverrides::check);
        for (ContainerOverride override : overrides.containerOverrides().orElse(List.of())) {
            check(override, names);
        }
        return overrides.toBuilder()
                .cpu(overrides.cpu().map(text -> number("cpu", CPU, Resources.MOST_CPU, text)))
                .memory(overrides.memory().map(text -> number("memory", MEMORY, Resources.MOST_MEMORY_MIB, text)))
                .taskRoleArn(overrides.taskRoleArn().map(arns::role))
                .executionRoleArn(overrides.executionRoleArn().map(arns::role))
                .build();
    }

    private static void check(EphemeralStorage storage) {
        FargateSizes.breach(storage).ifPresent(text -> {
            throw invalid(text);
        });
    }

    private static void check(ContainerOverride override, Set<String> names) {
        String name = override.name().orElse("");
        if (!names.contains(name)) {
            throw invalid("Override for container named " + name + " is not a container in the TaskDefinition.");
        }
        EnvironmentFileRules.violations(override.environmentFiles().orElse(List.of()))
                .findFirst()
                .ifPresent(violation -> {
                    throw invalid(violation);
                });
        if (outside(override.cpu(), 0, Resources.MOST_CPU)) {
            throw invalid("Invalid 'cpu' override for container named " + name + ".");
        }
        boolean outside = outside(override.memory(), LEAST_MEMORY_MIB, Resources.MOST_MEMORY_MIB)
                || outside(override.memoryReservation(), LEAST_MEMORY_MIB, Resources.MOST_MEMORY_MIB);
        boolean reversed = override.memory().isPresent()
                && override.memory().get() < override.memoryReservation().orElse(0);
        if (outside || reversed) {
            throw invalid("Invalid 'memory' or 'memoryReservation' override for container named " + name + ".");
        }
    }

    private static boolean outside(Optional<Integer> value, int least, int most) {
        return value.filter(given -> given < least || given > most).isPresent();
    }

    private static String number(String member, Pattern form, int most, String text) {
        Matcher matcher = form.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw invalid("Invalid '" + member + "' override: " + text);
        }
        BigDecimal value = matcher.group(1) != null
                ? new BigDecimal(matcher.group(1))
                : new BigDecimal(matcher.group(2)).multiply(UNIT);
        if (value.signum() == 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw invalid("Invalid '" + member + "' override: " + text);
        }
        return String.valueOf(value.intValue());
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}

package io.argosy.compose;

import io.argosy.shapes.ecs.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a container's health is looked at. What its image says of it does not count: ECS has it of the definition only.
final class Checks {
    private static final Set<String> KNOWN =
            Set.of("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable");

    private Checks() {}

    static Optional<HealthCheck> of(Part service) {
        if (!service.has("healthcheck")) {
            return Optional.empty();
        }
        Part check = service.part("healthcheck").only(KNOWN);
        List<String> command = command(check);
        if (check.flag("disable").orElse(false) || command.equals(List.of("NONE"))) {
            return Optional.empty();
        }
        if (command.isEmpty()) {
            check.refuse("test", "is missing, or says CMD and no command");
        }
        if (check.has("start_interval")) {
            check.note("start_interval", "until the first check that counts there is one a second");
        }
        return Optional.of(HealthCheck.builder()
                .command(command)
                .interval(Units.seconds(check, "interval", 5, 300))
                .timeout(Units.seconds(check, "timeout", 2, 60))
                .retries(check.whole("retries", 1, 10))
                .startPeriod(Units.seconds(check, "start_period", 0, 300))
                .build());
    }

    private static List<String> command(Part check) {
        List<String> words = check.words("test");
        if (check.has("test") && !(check.members().get("test") instanceof List<?>)) {
            return List.of("CMD-SHELL", words.isEmpty() ? "" : words.getFirst());
        }
        return words.size() == 1 && !words.getFirst().equals("NONE") ? List.of() : words;
    }
}

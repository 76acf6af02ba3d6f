package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.FirelensConfiguration;
import io.argosy.shapes.ecs.LogConfiguration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where containers log to, and the log router some of them need (ecs-semantics 4.2).
final class LogRules {
    static final String AWSLOGS = "awslogs";
    static final String FIRELENS = "awsfirelens";
    private static final List<String> DRIVERS =
            List.of("json-file", "syslog", "journald", "gelf", "fluentd", AWSLOGS, "splunk", FIRELENS);
    private static final List<String> ROUTERS = List.of("fluentd", "fluentbit");
    private static final List<String> SOURCES = List.of("s3", "file");

    private LogRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Stream.concat(
                requested.containers().stream()
                        .flatMap(container -> Stream.concat(
                                container.logConfiguration().stream().flatMap(LogRules::driver),
                                container.firelensConfiguration().stream()
                                        .flatMap(firelens -> router(container, firelens)))),
                routed(requested));
    }

    static String driver(ContainerDefinition container) {
        return container.logConfiguration().map(LogConfiguration::logDriver).orElse("");
    }

    private static Stream<String> driver(LogConfiguration log) {
        Map<String, String> options = log.options().orElse(Map.of());
        List<String> missing = log.logDriver().equals(AWSLOGS)
                ? Stream.of("awslogs-group", "awslogs-region")
                        .filter(option -> !options.containsKey(option))
                        .toList()
                : List.of();
        return Stream.of(
                        Violation.when(
                                !DRIVERS.contains(log.logDriver()),
                                "logDriver should be one of [" + String.join(",", DRIVERS) + "]"),
                        Violation.when(
                                !missing.isEmpty(),
                                "Log driver awslogs requires options: " + String.join(", ", missing) + "."),
                        LogOptions.violations(log))
                .flatMap(violations -> violations);
    }

    private static Stream<String> router(ContainerDefinition container, FirelensConfiguration firelens) {
        Map<String, String> options = firelens.options().orElse(Map.of());
        String source = options.getOrDefault("config-file-type", "file");
        return Stream.of(
                        Violation.when(
                                !ROUTERS.contains(firelens.type()),
                                "firelensConfiguration type should be one of [" + String.join(",", ROUTERS) + "]"),
                        Violation.in(
                                container,
                                !SOURCES.contains(source),
                                "'config-file-type' should be one of [" + String.join(",", SOURCES) + "]."),
                        Violation.in(
                                container,
                                options.containsKey("config-file-type") != options.containsKey("config-file-value"),
                                "'config-file-type' and 'config-file-value' must be specified together."))
                .flatMap(violations -> violations);
    }

    private static Stream<String> routed(RequestedDefinition requested) {
        long routers = requested.containers().stream()
                .filter(container -> container.firelensConfiguration().isPresent())
                .count();
        boolean wanted = requested.containers().stream()
                .anyMatch(container -> driver(container).equals(FIRELENS));
        return Stream.concat(
                Violation.when(routers > 1, "Only one container can have a firelensConfiguration."),
                Violation.when(
                        wanted && routers == 0,
                        "When the log driver is awsfirelens, one container must have a firelensConfiguration."));
    }
}

package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.LogConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which options a log driver has, and which of them a task definition may set. The engine refuses to create a
/// container with an option its driver does not know, so it is told at registration (the text is a recorded one of
/// `awslogs-endpoint`). Not in the tables is also what the service sets itself (`awslogs-stream`) and what would reach
/// into the agent (`awslogs-credentials-endpoint`). A log router passes its options on to outputs of any kind.
final class LogOptions {
    private static final Set<String> EVERY_DRIVER = Set.of("mode", "max-buffer-size");
    private static final Set<String> NAMES = Set.of("tag", "labels", "labels-regex", "env", "env-regex");

    private static final Map<String, Set<String>> OF_DRIVER = Map.of(
            LogRules.AWSLOGS,
            Set.of(
                    "awslogs-create-group",
                    "awslogs-datetime-format",
                    "awslogs-force-flush-interval-seconds",
                    "awslogs-format",
                    "awslogs-group",
                    "awslogs-max-buffered-events",
                    "awslogs-multiline-pattern",
                    "awslogs-region",
                    "awslogs-stream-prefix",
                    "tag"),
            "json-file",
            with(NAMES, "compress", "max-file", "max-size"),
            "journald",
            NAMES,
            "syslog",
            with(
                    NAMES,
                    "syslog-address",
                    "syslog-facility",
                    "syslog-format",
                    "syslog-tls-ca-cert",
                    "syslog-tls-cert",
                    "syslog-tls-key",
                    "syslog-tls-skip-verify"),
            "gelf",
            with(
                    NAMES,
                    "gelf-address",
                    "gelf-compression-level",
                    "gelf-compression-type",
                    "gelf-tcp-max-reconnect",
                    "gelf-tcp-reconnect-delay"),
            "fluentd",
            with(
                    NAMES,
                    "fluentd-address",
                    "fluentd-async",
                    "fluentd-async-connect",
                    "fluentd-async-reconnect-interval",
                    "fluentd-buffer-limit",
                    "fluentd-max-retries",
                    "fluentd-read-timeout",
                    "fluentd-request-ack",
                    "fluentd-retry-wait",
                    "fluentd-sub-second-precision",
                    "fluentd-write-timeout"),
            "splunk",
            with(
                    NAMES,
                    "splunk-caname",
                    "splunk-capath",
                    "splunk-format",
                    "splunk-gzip",
                    "splunk-gzip-level",
                    "splunk-index",
                    "splunk-index-acknowledgment",
                    "splunk-insecureskipverify",
                    "splunk-source",
                    "splunk-sourcetype",
                    "splunk-token",
                    "splunk-url",
                    "splunk-verify-connection"));

    private LogOptions() {}

    private static Set<String> with(Set<String> some, String... more) {
        var all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    static Stream<String> violations(LogConfiguration log) {
        var unknown = new TreeSet<>(log.options().orElse(Map.of()).keySet());
        unknown.removeAll(EVERY_DRIVER);
        Optional<Set<String>> known = Optional.ofNullable(OF_DRIVER.get(log.logDriver()));
        known.ifPresent(unknown::removeAll);
        return Violation.when(
                known.isPresent() && !unknown.isEmpty(),
                "Log driver " + log.logDriver() + " disallows options: " + String.join(", ", unknown) + ".");
    }

    /// Options of drivers that wait for room in a buffer instead of for the log's reader.
    static boolean buffered(LogConfiguration log) {
        return log.options().orElse(Map.of()).getOrDefault("mode", "").equals("non-blocking");
    }
}

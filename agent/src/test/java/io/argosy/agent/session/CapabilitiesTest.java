package io.argosy.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.EngineFacts;
import io.argosy.shapes.ecs.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Only what the agent really does is told, so that nothing is placed here that would fail.
final class CapabilitiesTest {
    private static final EngineFacts ENGINE = new EngineFacts(
            "20.10",
            "/var/lib/docker",
            2,
            1L << 30,
            "x86_64",
            2,
            "cgroupfs",
            List.of("local"),
            List.of("awslogs", "fluentd", "gcplogs", "gelf", "json-file", "local", "splunk", "syslog"),
            "json-file");

    private static List<String> names(boolean taskRoles) {
        return names(new Capabilities.Host(true, taskRoles, false, Optional.empty(), List.of()));
    }

    private static List<String> names(Capabilities.Host host) {
        return Capabilities.attributes(ENGINE, host, Map.of()).stream()
                .map(Attribute::name)
                .map(name -> name.replace("com.amazonaws.ecs.capability.", ""))
                .toList();
    }

    @Test
    void logDriversThatNeedAForeignServiceAreNotTold() {
        assertThat(names(true))
                .filteredOn(name -> name.startsWith("logging-driver."))
                .containsExactlyInAnyOrder(
                        "logging-driver.awsfirelens",
                        "logging-driver.fluentd",
                        "logging-driver.gelf",
                        "logging-driver.json-file",
                        "logging-driver.local",
                        "logging-driver.syslog",
                        "logging-driver.none");
    }

    @Test
    void logsAreSentOnlyWhereTheEnginesFilesCanBeRead() {
        assertThat(names(new Capabilities.Host(true, true, true, Optional.empty(), List.of())))
                .contains("logging-driver.awslogs", "ecs.capability.execution-role-awslogs");
        assertThat(names(true)).noneMatch(name -> name.contains("awslogs"));
    }

    @Test
    void rolesAreTakenOnlyWhereTheirKeysCanBeAskedFor() {
        assertThat(names(true)).contains("task-iam-role", "task-iam-role-network-host");
        assertThat(names(false)).noneMatch(name -> name.contains("iam-role"));
    }
}

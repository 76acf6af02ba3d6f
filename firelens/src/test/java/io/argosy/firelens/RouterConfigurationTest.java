package io.argosy.firelens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.Firelens;
import io.argosy.wire.acs.AcsContainer.Secret;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What routers are told, in the words of either kind.
final class RouterConfigurationTest {
    private static AcsTask task(String type, String mode, Map<String, String> options) {
        var app = AcsContainer.of("app", "web")
                .dockerConfig("{}", """
                        {"LogConfig":{"Type":"awsfirelens","Config":{"Name":"http","@type":"http","host":"logs",
                        "include-pattern":"^GET","exclude-pattern":"health","log-driver-buffer-limit":"99"}}}""")
                .secrets(List.of(Secret.logOption("apikey", "/key", "local-1", Secret.PARAMETERS)))
                .build();
        var plain = AcsContainer.of("plain", "web").build();
        var router = AcsContainer.of("router", "router")
                .firelens(Optional.of(new Firelens(type, options)))
                .build();
        return AcsTask.start("arn:aws:ecs:local-1:123456789012:task/fleet/0123", "web", "7")
                .networkMode(mode)
                .containers(List.of(plain, app, router))
                .build();
    }

    private static String text(AcsTask task) {
        return RouterConfiguration.of(LogRouting.of(task).orElseThrow(), task, "fleet");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = RouterConfigurationTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        }
    }

    @Test
    void ofFluentBit() throws IOException {
        AcsTask task =
                task("fluentbit", "bridge", Map.of("config-file-type", "file", "config-file-value", "/extra.conf"));

        assertThat(text(task)).isEqualTo(golden("fluent-bit.conf"));
    }

    @Test
    void ofFluentd() throws IOException {
        AcsTask task = task("fluentd", "awsvpc", Map.of());

        assertThat(text(task)).isEqualTo(golden("fluent.conf"));
    }

    @Test
    void aTaskOnTheHostsNetworkGetsNoPort() {
        AcsTask task = task("fluentbit", "host", Map.of("enable-ecs-log-metadata", "false"));

        assertThat(text(task)).contains("unix_path").doesNotContain("24224", "ecs_cluster");
        assertThat(LogRouters.variables(task, "app", Optional.of("10.0.0.2"))).isEmpty();
    }

    @Test
    void whoLogsToTheRouterIsToldWhereItIs() {
        AcsTask bridge = task("fluentbit", "bridge", Map.of());

        assertThat(LogRouters.variables(bridge, "app", Optional.of("172.17.0.2")))
                .isEqualTo(Map.of("FLUENT_HOST", "172.17.0.2", "FLUENT_PORT", "24224"));
        assertThat(LogRouters.variables(bridge, "plain", Optional.of("172.17.0.2")))
                .isEmpty();
        assertThat(LogRouters.variables(task("fluentd", "awsvpc", Map.of()), "app", Optional.empty()))
                .containsEntry("FLUENT_HOST", "127.0.0.1");
    }

    @Test
    void aRouterOfNoKnownKindIsNone() {
        AcsTask task = task("vector", "bridge", Map.of());

        assertThatThrownBy(() -> LogRouting.of(task)).isInstanceOf(IllegalArgumentException.class);
    }
}

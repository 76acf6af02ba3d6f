package io.argosy.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container as the engine sees it at this moment. `driver` is what keeps its files.
public record Inspected(
        String id,
        String name,
        String imageId,
        Instant createdAt,
        Life life,
        Optional<Health> health,
        List<PortBinding> ports,
        Map<String, String> labels,
        List<Network> networks,
        List<Mount> mounts,
        Log log,
        String driver) {
    /// `exitCode` means something only once the container has run and ended.
    public record Life(
            boolean running,
            int pid,
            int exitCode,
            boolean outOfMemory,
            String error,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt) {}

    /// `status` is `starting`, `healthy` or `unhealthy`; the rest tells of the last check.
    public record Health(String status, int exitCode, String output, Optional<Instant> since) {}

    public record Network(String mode, String address) {}

    /// `type` is `bind`, `volume` or `tmpfs`.
    public record Mount(String type, String name, String source, String destination) {}

    /// `path` is the newest file of a `json-file` log, as the engine names it; empty before the first start.
    public record Log(String driver, Map<String, String> options, String path) {}

    static Inspected of(Fields told) {
        Fields host = told.object("HostConfig");
        Fields log = host.object("LogConfig");
        return new Inspected(
                told.text("Id"),
                told.text("Name").replaceFirst("^/", ""),
                told.text("Image"),
                told.time("Created").orElse(Instant.EPOCH),
                life(told.object("State")),
                health(told.object("State").object("Health")),
                PortBinding.all(told.object("NetworkSettings").object("Ports")),
                told.object("Config").textMap("Labels"),
                networks(told.object("NetworkSettings").object("Networks")),
                told.objects("Mounts").stream()
                        .map(mount -> new Mount(
                                mount.text("Type"),
                                mount.text("Name"),
                                mount.text("Source"),
                                mount.text("Destination")))
                        .toList(),
                new Log(log.text("Type"), log.textMap("Config"), told.text("LogPath")),
                told.text("Driver"));
    }

    private static Life life(Fields state) {
        return new Life(
                state.flag("Running"),
                (int) state.number("Pid"),
                (int) state.number("ExitCode"),
                state.flag("OOMKilled"),
                state.text("Error"),
                state.time("StartedAt"),
                state.time("FinishedAt"));
    }

    private static Optional<Health> health(Fields health) {
        if (health.text("Status").isEmpty() || health.text("Status").equals("none")) {
            return Optional.empty();
        }
        List<Fields> checks = health.objects("Log");
        Fields last = checks.isEmpty() ? Fields.of(Map.of()) : checks.getLast();
        return Optional.of(new Health(
                health.text("Status"), (int) last.number("ExitCode"), last.text("Output"), last.time("End")));
    }

    private static List<Network> networks(Fields networks) {
        return networks.members().keySet().stream()
                .map(mode -> new Network(mode, networks.object(mode).text("IPAddress")))
                .toList();
    }
}

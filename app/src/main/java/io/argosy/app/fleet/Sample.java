package io.argosy.app.fleet;

import io.argosy.hosts.HostShare;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// What `up` brings.
public enum Sample {
    /// Four services and a job.
    SHOP,
    /// The shop on one host, and beside it a pipeline of jobs, for which up to two more are made.
    ETL;

    /// The group of hosts that are made for the jobs.
    public static final String GROUP = "etl";

    private static final int CPU = 2_048;
    private static final long MEMORY_MIB = 2_048;

    /// What the server is told once, beyond its address: hosts go a quarter of a minute after nothing needs them, so
    /// that they come and go between two runs.
    public Map<String, String> settings() {
        String group = "instances.groups." + GROUP + ".";
        return switch (this) {
            case SHOP -> Map.of();
            case ETL ->
                Map.of(
                        "instances.scaling-period",
                        "1s",
                        group + "kind",
                        "local",
                        group + "max",
                        "2",
                        group + "cpu",
                        String.valueOf(CPU),
                        group + "memory",
                        MEMORY_MIB + " MiB");
        };
    }

    /// What each host leaves to others: for jobs a host is as large as those that are made, whatever this machine has.
    public Optional<HostShare> share() throws IOException {
        return switch (this) {
            case SHOP -> Optional.empty();
            case ETL -> Optional.of(HostShare.leaving(MEMORY_MIB, CPU));
        };
    }
}

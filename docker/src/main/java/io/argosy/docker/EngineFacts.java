package io.argosy.docker;

import java.util.List;

/// What the engine says about itself and its host, `name` as the host calls itself.
public record EngineFacts(
        String name,
        String version,
        String rootDirectory,
        int cpus,
        long memoryBytes,
        String architecture,
        int cgroupVersion,
        String cgroupDriver,
        List<String> volumePlugins,
        List<String> logDrivers,
        String usualLogDriver) {
    static EngineFacts of(Fields told) {
        Fields plugins = told.object("Plugins");
        return new EngineFacts(
                told.text("Name"),
                told.text("ServerVersion"),
                told.text("DockerRootDir"),
                (int) told.number("NCPU"),
                told.number("MemTotal"),
                told.text("Architecture"),
                told.text("CgroupVersion").equals("2") ? 2 : 1,
                told.text("CgroupDriver"),
                plugins.texts("Volume"),
                plugins.texts("Log"),
                told.text("LoggingDriver"));
    }
}

package io.argosy.app;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What commands have in common that are about a service.
final class ServiceOptions {
    @Parameters(paramLabel = "SERVICE", description = "the service")
    private String service = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    String service() {
        return service;
    }

    String cluster() {
        return cluster;
    }
}

package io.argosy.wire.acs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container of an [AcsTask]. `cpu` is in CPU units, `memory` the hard limit in MiB (0: none), times in seconds.
/// What has no member here travels in [DockerConfig], as Docker's own JSON.
public record AcsContainer(
        String name,
        String image,
        Optional<String> containerArn,
        int cpu,
        long memory,
        boolean essential,
        List<String> command,
        List<String> entryPoint,
        Map<String, String> environment,
        List<EnvironmentFile> environmentFiles,
        List<Secret> secrets,
        List<PortMapping> portMappings,
        List<MountPoint> mountPoints,
        List<VolumeFrom> volumesFrom,
        List<String> links,
        List<Dependency> dependsOn,
        Optional<Integer> startTimeout,
        Optional<Integer> stopTimeout,
        Optional<DockerConfig> dockerConfig,
        Optional<RegistryAuthentication> registryAuthentication,
        Optional<String> logsAuthStrategy,
        Optional<String> healthCheckType,
        Optional<RestartPolicy> restartPolicy,
        Optional<Firelens> firelensConfiguration) {

    public static Builder of(String name, String image) {
        return new Builder(name, image);
    }

    /// `protocol` in lower case; host port 0 is chosen on the instance. With a `containerPortRange` (`8000-8010`) both
    /// ports are 0, and the instance chooses one range of host ports that is as long.
    public record PortMapping(
            int containerPort, int hostPort, Optional<String> protocol, Optional<String> containerPortRange) {

        public PortMapping(int containerPort, int hostPort, Optional<String> protocol) {
            this(containerPort, hostPort, protocol, Optional.empty());
        }
    }

    /// Variables that the agent reads in the name of the task's execution role when it makes the container.
    public record EnvironmentFile(String value, String type) {}

    /// A value that the agent reads in the name of the task's execution role when it makes the container: from
    /// `provider`, `ssm` or `asm`, into a variable or, with the target `LOG_DRIVER`, an option of the log driver.
    public record Secret(
            String name, String valueFrom, String region, String provider, String type, Optional<String> target) {
        public static final String PARAMETERS = "ssm";
        public static final String SECRETS = "asm";
        private static final String CONTAINER = "CONTAINER";
        private static final String LOG_DRIVER = "LOG_DRIVER";

        public static Secret variable(String name, String valueFrom, String region, String provider) {
            return new Secret(name, valueFrom, region, provider, "ENVIRONMENT_VARIABLE", Optional.of(CONTAINER));
        }

        public static Secret logOption(String name, String valueFrom, String region, String provider) {
            return new Secret(name, valueFrom, region, provider, "ENVIRONMENT_VARIABLE", Optional.of(LOG_DRIVER));
        }

        public boolean ofLogDriver() {
            return target.equals(Optional.of(LOG_DRIVER));
        }
    }

    public record MountPoint(String sourceVolume, String containerPath, boolean readOnly) {}

    public record VolumeFrom(String sourceContainer, boolean readOnly) {}

    /// `condition` is START, COMPLETE, SUCCESS or HEALTHY.
    public record Dependency(String containerName, String condition) {}

    /// Two JSON objects as text, laid over what the plain members give; `version` is an engine API version.
    public record DockerConfig(Optional<String> config, Optional<String> hostConfig, Optional<String> version) {}

    /// Where the keys to pull the image come from; `type` is `ecr` or `asm`.
    public record RegistryAuthentication(String type, Optional<EcrAuth> ecrAuthData, Optional<AsmAuth> asmAuthData) {
        public static RegistryAuthentication ecr(EcrAuth auth) {
            return new RegistryAuthentication("ecr", Optional.of(auth), Optional.empty());
        }

        public static RegistryAuthentication asm(AsmAuth auth) {
            return new RegistryAuthentication("asm", Optional.empty(), Optional.of(auth));
        }
    }

    /// A secret with a user name and a password, read in the name of the task's execution role.
    public record AsmAuth(String credentialsParameter, String region) {}

    public record EcrAuth(
            Optional<String> registryId,
            Optional<String> region,
            Optional<String> endpointOverride,
            boolean useExecutionRole) {}

    public record RestartPolicy(
            boolean enabled, List<Integer> ignoredExitCodes, Optional<Integer> restartAttemptPeriod) {}

    /// Makes the container the log router of its task; `type` is `fluentd` or `fluentbit`.
    public record Firelens(String type, Map<String, String> options) {}

    /// Collects a container's members; what is not set stays off the wire.
    public static final class Builder {
        private final String name;
        private final String image;
        private Optional<String> containerArn = Optional.empty();
        private int cpu;
        private long memory;
        private boolean essential = true;
        private List<String> command = List.of();
        private List<String> entryPoint = List.of();
        private Map<String, String> environment = Map.of();
        private List<EnvironmentFile> environmentFiles = List.of();
        private List<Secret> secrets = List.of();
        private List<PortMapping> portMappings = List.of();
        private List<MountPoint> mountPoints = List.of();
        private List<VolumeFrom> volumesFrom = List.of();
        private List<String> links = List.of();
        private List<Dependency> dependsOn = List.of();
        private Optional<Integer> startTimeout = Optional.empty();
        private Optional<Integer> stopTimeout = Optional.empty();
        private Optional<DockerConfig> dockerConfig = Optional.empty();
        private Optional<RegistryAuthentication> registryAuthentication = Optional.empty();
        private Optional<String> logsAuthStrategy = Optional.empty();
        private Optional<String> healthCheckType = Optional.empty();
        private Optional<RestartPolicy> restartPolicy = Optional.empty();
        private Optional<Firelens> firelens = Optional.empty();

        private Builder(String name, String image) {
            this.name = name;
            this.image = image;
        }

        public Builder containerArn(String value) {
            containerArn = Optional.of(value);
            return this;
        }

        public Builder cpu(int units) {
            cpu = units;
            return this;
        }

        public Builder memory(long mib) {
            memory = mib;
            return this;
        }

        public Builder essential(boolean value) {
            essential = value;
            return this;
        }

        public Builder command(List<String> value) {
            command = value;
            return this;
        }

        public Builder entryPoint(List<String> value) {
            entryPoint = value;
            return this;
        }

        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        public Builder environmentFiles(List<EnvironmentFile> value) {
            environmentFiles = value;
            return this;
        }

        public Builder secrets(List<Secret> value) {
            secrets = value;
            return this;
        }

        public Builder portMappings(List<PortMapping> value) {
            portMappings = value;
            return this;
        }

        public Builder mountPoints(List<MountPoint> value) {
            mountPoints = value;
            return this;
        }

        public Builder volumesFrom(List<VolumeFrom> value) {
            volumesFrom = value;
            return this;
        }

        public Builder links(List<String> value) {
            links = value;
            return this;
        }

        public Builder dependsOn(List<Dependency> value) {
            dependsOn = value;
            return this;
        }

        public Builder startTimeout(Optional<Integer> seconds) {
            startTimeout = seconds;
            return this;
        }

        public Builder stopTimeout(Optional<Integer> seconds) {
            stopTimeout = seconds;
            return this;
        }

        /// The two JSON objects of Docker's create call that are laid over the plain members.
        public Builder dockerConfig(String config, String hostConfig) {
            dockerConfig =
                    Optional.of(new DockerConfig(Optional.of(config), Optional.of(hostConfig), Optional.of("1.21")));
            return this;
        }

        public Builder registryAuthentication(Optional<RegistryAuthentication> value) {
            registryAuthentication = value;
            return this;
        }

        /// Says that `config` holds a `Healthcheck` whose verdict is wanted.
        /// Docker's own awslogs driver gets the keys of the task's execution role.
        public Builder logsByExecutionRole() {
            logsAuthStrategy = Optional.of("ExecutionRole");
            return this;
        }

        public Builder dockerHealthCheck() {
            healthCheckType = Optional.of("docker");
            return this;
        }

        public Builder restartPolicy(Optional<RestartPolicy> value) {
            restartPolicy = value;
            return this;
        }

        public Builder firelens(Optional<Firelens> value) {
            firelens = value;
            return this;
        }

        public AcsContainer build() {
            return new AcsContainer(
                    name,
                    image,
                    containerArn,
                    cpu,
                    memory,
                    essential,
                    command,
                    entryPoint,
                    environment,
                    environmentFiles,
                    secrets,
                    portMappings,
                    mountPoints,
                    volumesFrom,
                    links,
                    dependsOn,
                    startTimeout,
                    stopTimeout,
                    dockerConfig,
                    registryAuthentication,
                    logsAuthStrategy,
                    healthCheckType,
                    restartPolicy,
                    firelens);
        }
    }
}

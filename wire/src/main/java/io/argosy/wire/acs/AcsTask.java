package io.argosy.wire.acs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task as the control plane hands it to an agent. `cpu` is in vCPU (0.25), `memory` in MiB; 0 means no limit.
/// A stop may carry only the ARN, the desired status, family and version.
public record AcsTask(
        String arn,
        String desiredStatus,
        Optional<String> family,
        Optional<String> version,
        Optional<String> taskClusterArn,
        double cpu,
        long memory,
        Optional<String> networkMode,
        Optional<String> pidMode,
        Optional<String> ipcMode,
        Optional<String> launchType,
        Optional<String> group,
        Optional<String> serviceName,
        Optional<RoleCredentials> roleCredentials,
        Optional<RoleCredentials> executionRoleCredentials,
        List<Volume> volumes,
        List<NetworkInterface> elasticNetworkInterfaces,
        List<AcsContainer> containers) {
    public static final String RUNNING = "RUNNING";
    public static final String STOPPED = "STOPPED";

    /// The least that asks for a stop.
    public static AcsTask stop(String arn, String family, String version) {
        return start(arn, family, version).desiredStatus(STOPPED).build();
    }

    public static Builder start(String arn, String family, String version) {
        return new Builder(arn, family, version);
    }

    /// The task id: what stands after the last slash of the ARN.
    public String id() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// The task's own address: `subnetGatewayIpv4Address` is the way out, with the prefix of the subnet after it.
    public record NetworkInterface(
            String attachmentArn,
            String ec2Id,
            String macAddress,
            int index,
            List<PrivateAddress> ipv4Addresses,
            String subnetGatewayIpv4Address,
            Optional<String> privateDnsName,
            Optional<String> interfaceAssociationProtocol) {
        /// Its primary address.
        public Optional<String> address() {
            return ipv4Addresses.stream()
                    .filter(PrivateAddress::primary)
                    .map(PrivateAddress::privateAddress)
                    .findFirst();
        }
    }

    public record PrivateAddress(boolean primary, String privateAddress) {}

    /// `type` is `host`, `docker` or `efs`; a `host` volume always carries its `host` object, empty or not.
    public record Volume(
            String name,
            Optional<String> type,
            Optional<HostVolume> host,
            Optional<DockerVolume> dockerVolumeConfiguration,
            Optional<EfsVolume> efsVolumeConfiguration) {
        /// A directory of the host; an empty source path means a volume that lives as long as the task.
        public static Volume host(String name, Optional<String> sourcePath) {
            return new Volume(
                    name,
                    Optional.of("host"),
                    Optional.of(new HostVolume(sourcePath)),
                    Optional.empty(),
                    Optional.empty());
        }

        public static Volume docker(String name, DockerVolume configuration) {
            return new Volume(
                    name, Optional.of("docker"), Optional.empty(), Optional.of(configuration), Optional.empty());
        }

        public static Volume efs(String name, EfsVolume configuration) {
            return new Volume(name, Optional.of("efs"), Optional.empty(), Optional.empty(), Optional.of(configuration));
        }
    }

    public record HostVolume(Optional<String> sourcePath) {}

    /// `scope` is `task` or `shared`; only a shared volume may be made by autoprovision.
    public record DockerVolume(
            Optional<String> scope,
            boolean autoprovision,
            Optional<String> driver,
            Map<String, String> driverOpts,
            Map<String, String> labels) {}

    /// A file system of the network by its id, or a folder of it.
    public record EfsVolume(
            String fileSystemId,
            Optional<String> rootDirectory,
            Optional<String> transitEncryption,
            Optional<EfsAuthorization> authorizationConfig) {
        public boolean encrypted() {
            return transitEncryption.equals(Optional.of("ENABLED"));
        }

        public Optional<String> accessPoint() {
            return authorizationConfig.flatMap(EfsAuthorization::accessPointId);
        }
    }

    public record EfsAuthorization(Optional<String> accessPointId, Optional<String> iam) {}

    /// Collects a task's members; what is not set stays off the wire.
    public static final class Builder {
        private final String arn;
        private final String family;
        private final String version;
        private String desiredStatus = RUNNING;
        private Optional<String> cluster = Optional.empty();
        private double cpu;
        private long memory;
        private Optional<String> networkMode = Optional.empty();
        private Optional<String> pidMode = Optional.empty();
        private Optional<String> ipcMode = Optional.empty();
        private Optional<String> launchType = Optional.empty();
        private Optional<String> group = Optional.empty();
        private Optional<String> serviceName = Optional.empty();
        private Optional<RoleCredentials> role = Optional.empty();
        private Optional<RoleCredentials> executionRole = Optional.empty();
        private List<Volume> volumes = List.of();
        private List<NetworkInterface> interfaces = List.of();
        private List<AcsContainer> containers = List.of();

        private Builder(String arn, String family, String version) {
            this.arn = arn;
            this.family = family;
            this.version = version;
        }

        public Builder desiredStatus(String value) {
            desiredStatus = value;
            return this;
        }

        public Builder taskClusterArn(String value) {
            cluster = Optional.of(value);
            return this;
        }

        public Builder cpu(double vcpu) {
            cpu = vcpu;
            return this;
        }

        public Builder memory(long mib) {
            memory = mib;
            return this;
        }

        public Builder networkMode(String value) {
            networkMode = Optional.of(value);
            return this;
        }

        public Builder pidMode(Optional<String> value) {
            pidMode = value;
            return this;
        }

        public Builder ipcMode(Optional<String> value) {
            ipcMode = value;
            return this;
        }

        public Builder launchType(String value) {
            launchType = Optional.of(value);
            return this;
        }

        public Builder group(String value) {
            group = Optional.of(value);
            return this;
        }

        public Builder serviceName(Optional<String> value) {
            serviceName = value;
            return this;
        }

        public Builder roleCredentials(Optional<RoleCredentials> value) {
            role = value;
            return this;
        }

        public Builder executionRoleCredentials(Optional<RoleCredentials> value) {
            executionRole = value;
            return this;
        }

        public Builder volumes(List<Volume> value) {
            volumes = value;
            return this;
        }

        public Builder elasticNetworkInterfaces(List<NetworkInterface> value) {
            interfaces = value;
            return this;
        }

        public Builder containers(List<AcsContainer> value) {
            containers = value;
            return this;
        }

        public AcsTask build() {
            return new AcsTask(
                    arn,
                    desiredStatus,
                    Optional.of(family),
                    Optional.of(version),
                    cluster,
                    cpu,
                    memory,
                    networkMode,
                    pidMode,
                    ipcMode,
                    launchType,
                    group,
                    serviceName,
                    role,
                    executionRole,
                    volumes,
                    interfaces,
                    containers);
        }
    }
}

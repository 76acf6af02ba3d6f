package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.ClusterName;
import io.argosy.model.Kind;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.UpdatePolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A compute environment and its ECS cluster, which is its own (batch-semantics 3.1) unless the tag `argosy:cluster`
/// said which one it shares. `configuration` is what the caller gave, updates merged in, with all defaults that replies
/// show and without its tags.
public record ComputeEnvironment(
        String name,
        String uuid,
        ClusterName cluster,
        CreateComputeEnvironmentRequest configuration,
        UpdatePolicy updatePolicy,
        Status status,
        Map<String, String> tags,
        Instant createdAt)
        implements AccountEntity {
    public static final Kind<ComputeEnvironment> KIND = Kind.of("ComputeEnvironment", ComputeEnvironment.class);

    /// How far its cluster is made or taken away. That the cluster of a VALID one is gone is no state of its own.
    public enum Status {
        CREATING,
        VALID,
        DELETING
    }

    public ComputeEnvironment {
        tags = ResourceTags.ordered(tags);
    }

    /// Names the cluster, shared with services and other tasks, in which jobs are to run.
    public static final String CLUSTER = "argosy:cluster";

    public static ClusterName ownCluster(String name, String id) {
        return new ClusterName(own(name) + id);
    }

    private static String own(String name) {
        return "AWSBatch-" + name + "-";
    }

    /// Whether its cluster comes and goes with it.
    public boolean ownsCluster() {
        return cluster.value().startsWith(own(name));
    }

    @Override
    public String key() {
        return name;
    }

    public boolean enabled() {
        return configuration.state().orElseThrow().equals("ENABLED");
    }

    public boolean managed() {
        return configuration.type().equals("MANAGED");
    }

    /// Nothing for an UNMANAGED one.
    public Optional<ComputeResource> resources() {
        return configuration.computeResources();
    }

    /// What may run in it at once; without a bound where nobody gave one.
    public int mostVcpus() {
        return resources()
                .map(ComputeResource::maxvCpus)
                .or(configuration::unmanagedvCpus)
                .orElse(Integer.MAX_VALUE);
    }

    public Platform platform() {
        return Platform.of(resources().map(ComputeResource::type).orElse("EC2"));
    }

    public ComputeEnvironment with(Status other) {
        return new ComputeEnvironment(name, uuid, cluster, configuration, updatePolicy, other, tags, createdAt);
    }

    public ComputeEnvironment with(CreateComputeEnvironmentRequest other, UpdatePolicy policy) {
        return new ComputeEnvironment(name, uuid, cluster, other, policy, status, tags, createdAt);
    }

    public ComputeEnvironment tagged(Map<String, String> all) {
        return new ComputeEnvironment(name, uuid, cluster, configuration, updatePolicy, status, all, createdAt);
    }
}

package io.argosy.model;

import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A service: how many tasks of which definition should run, and how changes roll out. `configuration`
/// holds everything the caller gave, updates merged in; `deployments` has the PRIMARY first. What is said of a service
/// (`ServiceEvent`) and how its tasks have fared (`ServiceTally`) change far more often and are kept beside it.
public record Service(
        ServiceName name,
        Status status,
        int desiredCount,
        CreateServiceRequest configuration,
        List<Deployment> deployments,
        String createdBy,
        Instant createdAt,
        Instant changedAt)
        implements ClusterEntity {
    /// By status, and by that and what else services are listed by: launch type, scheduling strategy.
    public static final Index<Service> BY_STATUS = new Index<>("status", Service::words);

    public static final Kind<Service> KIND = Kind.of("Service", Service.class)
            .indexed(BY_STATUS)
            .migrated(ServiceMigrations::eventsSayTheirKind)
            .migrated(new ServiceMigrations.EventsApart())
            .migrated(ServiceMigrations::withoutImages);

    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    public Service {
        deployments = List.copyOf(deployments);
    }

    @Override
    public String key() {
        return name.value();
    }

    private List<String> words() {
        Stream<String> others = Stream.of(configuration.launchType(), configuration.schedulingStrategy())
                .flatMap(Optional::stream)
                .map(other -> word(status, other));
        return Stream.concat(Stream.of(status.name()), others).toList();
    }

    /// The word of a status together with another thing that services are listed by.
    public static String word(Status status, String other) {
        return status + "/" + other;
    }

    public Optional<Deployment> primary() {
        return deployments.stream().filter(Deployment::primary).findFirst();
    }

    public List<Tag> tags() {
        return configuration.tags().orElse(List.of());
    }

    /// Whether it has one task on each instance that is for it, and not so many as somebody asked for.
    public boolean daemon() {
        return configuration.schedulingStrategy().filter("DAEMON"::equals).isPresent();
    }

    /// Whether somebody else controls its roll-outs, by task sets.
    public boolean external() {
        return configuration
                .deploymentController()
                .filter(controller -> controller.type().equals("EXTERNAL"))
                .isPresent();
    }

    public int minimumHealthyPercent() {
        return configuration
                .deploymentConfiguration()
                .flatMap(deployment -> deployment.minimumHealthyPercent())
                .orElse(100);
    }

    public int maximumPercent() {
        return configuration
                .deploymentConfiguration()
                .flatMap(deployment -> deployment.maximumPercent())
                .orElse(200);
    }

    public Service with(Status newStatus, Instant now) {
        return copy(newStatus, desiredCount, configuration, deployments, now);
    }

    public Service desiring(int count, Instant now) {
        return copy(status, count, configuration, deployments, now);
    }

    public Service with(CreateServiceRequest newConfiguration, Instant now) {
        return copy(status, desiredCount, newConfiguration, deployments, now);
    }

    public Service with(List<Deployment> newDeployments, Instant now) {
        return copy(status, desiredCount, configuration, newDeployments, now);
    }

    private Service copy(
            Status newStatus,
            int count,
            CreateServiceRequest newConfiguration,
            List<Deployment> newDeployments,
            Instant now) {
        return new Service(name, newStatus, count, newConfiguration, newDeployments, createdBy, createdAt, now);
    }
}

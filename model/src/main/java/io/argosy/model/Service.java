package io.argosy.model;

import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A service: how many tasks of which definition should run, and how changes roll out. `asked` holds everything
/// the caller configured, updates merged in; `deployments` has the PRIMARY first, `events` the newest first.
public record Service(
        ServiceName name,
        Status status,
        int desiredCount,
        CreateServiceRequest asked,
        List<Deployment> deployments,
        List<ServiceEvent> events,
        String createdBy,
        Instant createdAt,
        Instant changedAt)
        implements ClusterEntity {
    public static final Kind<Service> KIND =
            Kind.of("Service", Service.class).migrated(ServiceMigrations::eventsSayTheirKind);

    public static final int EVENTS_KEPT = 100;

    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    public Service {
        deployments = List.copyOf(deployments);
        events = List.copyOf(events.subList(0, Math.min(events.size(), EVENTS_KEPT)));
    }

    @Override
    public String key() {
        return name.value();
    }

    public Optional<Deployment> primary() {
        return deployments.stream().filter(Deployment::primary).findFirst();
    }

    public List<Tag> tags() {
        return asked.tags().orElse(List.of());
    }

    public int minimumHealthyPercent() {
        return asked.deploymentConfiguration()
                .flatMap(configuration -> configuration.minimumHealthyPercent())
                .orElse(100);
    }

    public int maximumPercent() {
        return asked.deploymentConfiguration()
                .flatMap(configuration -> configuration.maximumPercent())
                .orElse(200);
    }

    public Service with(Status newStatus, Instant now) {
        return copy(newStatus, desiredCount, asked, deployments, events, now);
    }

    public Service desiring(int count, Instant now) {
        return copy(status, count, asked, deployments, events, now);
    }

    public Service with(CreateServiceRequest newlyAsked, Instant now) {
        return copy(status, desiredCount, newlyAsked, deployments, events, now);
    }

    public Service with(List<Deployment> newDeployments, Instant now) {
        return copy(status, desiredCount, asked, newDeployments, events, now);
    }

    /// With one more event on top.
    public Service saying(ServiceEvent event, Instant now) {
        var more = new ArrayList<ServiceEvent>(events.size() + 1);
        more.add(event);
        more.addAll(events);
        return copy(status, desiredCount, asked, deployments, more, now);
    }

    private Service copy(
            Status newStatus,
            int count,
            CreateServiceRequest newlyAsked,
            List<Deployment> newDeployments,
            List<ServiceEvent> newEvents,
            Instant now) {
        return new Service(name, newStatus, count, newlyAsked, newDeployments, newEvents, createdBy, createdAt, now);
    }
}

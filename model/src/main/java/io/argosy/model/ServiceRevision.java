package io.argosy.model;

import io.argosy.shapes.ecs.CreateServiceRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a service was to run from one deployment on (ecs-semantics 7.16), with the number of that deployment. It does
/// not change, but that the digests of its images are noted once they are known. Of `configuration` it holds what a
/// roll-back brings back: where its tasks run and how they are reached, not how many there are.
public record ServiceRevision(
        ServiceName service,
        DeploymentId id,
        TaskDefinitionId definition,
        CreateServiceRequest configuration,
        Map<String, String> images,
        Instant createdAt)
        implements ClusterEntity {
    public static final Index<ServiceRevision> BY_SERVICE =
            new Index<>("service", revision -> List.of(revision.service().value()));
    public static final Kind<ServiceRevision> KIND =
            Kind.of("ServiceRevision", ServiceRevision.class).indexed(BY_SERVICE);

    public ServiceRevision {
        images = Map.copyOf(images);
    }

    /// What this deployment of a service leads to.
    public static ServiceRevision of(Service service, Deployment deployment) {
        var nothing = CreateServiceRequest.builder().serviceName(service.name().value());
        return new ServiceRevision(
                service.name(),
                deployment.id(),
                deployment.definition(),
                taken(service.configuration(), nothing),
                deployment.images(),
                deployment.createdAt());
    }

    @Override
    public String key() {
        return key(service, id);
    }

    public static String key(ServiceName service, DeploymentId id) {
        return service + "/" + id.number();
    }

    /// The same wishes with those of this revision in their place.
    public CreateServiceRequest over(CreateServiceRequest wishes) {
        return taken(configuration, wishes.toBuilder());
    }

    private static CreateServiceRequest taken(CreateServiceRequest from, CreateServiceRequest.Builder into) {
        return into.taskDefinition(from.taskDefinition())
                .launchType(from.launchType())
                .capacityProviderStrategy(from.capacityProviderStrategy())
                .platformVersion(from.platformVersion())
                .networkConfiguration(from.networkConfiguration())
                .loadBalancers(from.loadBalancers())
                .serviceRegistries(from.serviceRegistries())
                .serviceConnectConfiguration(from.serviceConnectConfiguration())
                .volumeConfigurations(from.volumeConfigurations())
                .vpcLatticeConfigurations(from.vpcLatticeConfigurations())
                .monitoring(from.monitoring())
                .build();
    }

    /// With digests of images that were not known before.
    public ServiceRevision running(Map<String, String> digests) {
        Map<String, String> all = new HashMap<>(digests);
        all.putAll(images);
        return new ServiceRevision(service, id, definition, configuration, all, createdAt);
    }
}

package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.launches.Fargate;
import io.argosy.model.Caller;
import io.argosy.model.DeploymentId;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.ContainerImage;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeServiceRevisionsRequest;
import io.argosy.shapes.ecs.DescribeServiceRevisionsResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ServiceRevision;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeServiceRevisions`: up to 20 revisions of services by their ARNs (ecs-semantics 7.16).
public final class DescribeServiceRevisions
        implements Operation<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse> {
    private static final int LONGEST_NUMBER = 18;

    private final ServiceChildren children;

    DescribeServiceRevisions(Clusters clusters) {
        this.children = new ServiceChildren("service-revision", clusters);
    }

    @Override
    public OperationModel<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse> model() {
        return Ecs.DESCRIBE_SERVICE_REVISIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeServiceRevisionsRequest request) {
        return children.permissions(caller, "ecs:DescribeServiceRevisions", request.serviceRevisionArns());
    }

    @Override
    public DescribeServiceRevisionsResponse handle(Caller caller, DescribeServiceRevisionsRequest request) {
        ServiceChildren.Answer<ServiceRevision> answer =
                children.described(caller, request.serviceRevisionArns(), DescribeServiceRevisions::found);
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(answer.found())
                .failures(answer.failures())
                .build();
    }

    private static Optional<ServiceRevision> found(ClusterScope scope, ServiceChildArn arn) {
        return number(arn.name())
                .flatMap(id -> scope.store().read().revision(arn.service(), id))
                .map(revision -> shape(revision, scope));
    }

    private static Optional<DeploymentId> number(String name) {
        return name.matches("[1-9][0-9]{0," + LONGEST_NUMBER + "}")
                ? Optional.of(name)
                        .filter(digits -> digits.length() <= LONGEST_NUMBER
                                || digits.compareTo(Long.toString(Long.MAX_VALUE)) <= 0)
                        .map(digits -> new DeploymentId(Long.parseLong(digits)))
                : Optional.empty();
    }

    private static ServiceRevision shape(io.argosy.model.ServiceRevision revision, ClusterScope scope) {
        CreateServiceRequest asked = revision.configuration();
        return ServiceRevision.builder()
                .serviceRevisionArn(scope.arns().serviceRevision(scope.name(), revision.service(), revision.id()))
                .serviceArn(scope.arns().service(scope.name(), revision.service()))
                .clusterArn(scope.arn())
                .taskDefinition(scope.arns().taskDefinition(revision.definition()))
                .capacityProviderStrategy(asked.capacityProviderStrategy())
                .launchType(asked.launchType())
                .platformVersion(asked.platformVersion().map(_ -> Fargate.PLATFORM))
                .platformFamily(asked.platformVersion().map(_ -> Fargate.FAMILY))
                .networkConfiguration(asked.networkConfiguration())
                .containerImages(images(revision, scope))
                .guardDutyEnabled(false)
                .createdAt(revision.createdAt())
                .build();
    }

    /// As the definition names them, with the digests that its first task pulled.
    private static List<ContainerImage> images(io.argosy.model.ServiceRevision revision, ClusterScope scope) {
        return scope.account().read().taskDefinition(revision.definition()).map(TaskDefinition::content).stream()
                .flatMap(content -> content.containerDefinitions().orElse(List.of()).stream())
                .map(container -> ContainerImage.builder()
                        .containerName(container.name())
                        .image(container.image())
                        .imageDigest(container.name().map(revision.images()::get))
                        .build())
                .toList();
    }
}

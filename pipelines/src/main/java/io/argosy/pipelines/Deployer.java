package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DescribeServiceDeploymentsRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServiceDeploymentsRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.ServiceDeployment;
import io.argosy.shapes.ecs.ServiceDeploymentBrief;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.wire.LocalCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings a run's image to its service by ECS's own operations: the next revision of the definition that the service
/// has, with this image by its digest, and a deployment that ECS takes back by itself where it fails.
record Deployer(LocalCalls calls, String registry) {
    private static final String RUN = "argosy:run";
    private static final String VERSION = "argosy:version";
    private static final Set<String> OWN = Set.of(RUN, VERSION);
    private static final int LONGEST_TAG = 256;

    /// What a service was made to go to, how it does, and what it had.
    record Begun(String definition, String previous, String deployment) {}

    /// How a deployment is.
    sealed interface Look {
        record UnderWay() implements Look {}

        record Done() implements Look {}

        /// `back` says whether the service is where it was before.
        record Failed(String reason, boolean back) implements Look {}
    }

    Begun begin(AccountRegion realm, Pipeline pipeline, PipelineRun run) {
        Service service = service(realm, pipeline);
        String before = run.facts().previous().isEmpty()
                ? service.taskDefinition().orElseThrow()
                : run.facts().previous();
        String definition = definition(realm, pipeline, run, before);
        DeploymentConfiguration configuration = service.deploymentConfiguration()
                .map(DeploymentConfiguration::toBuilder)
                .orElseGet(DeploymentConfiguration::builder)
                .deploymentCircuitBreaker(breaker(service))
                .build();
        Service updated = call(
                        realm,
                        Ecs.UPDATE_SERVICE,
                        UpdateServiceRequest.builder()
                                .cluster(pipeline.target().cluster())
                                .service(pipeline.target().service())
                                .taskDefinition(definition)
                                .deploymentConfiguration(configuration)
                                .build())
                .service()
                .orElseThrow();
        String deployment = updated.currentServiceDeployment().orElseGet(() -> newest(realm, pipeline));
        return new Begun(definition, before, deployment);
    }

    /// As it is, but that it is on and takes back.
    private static DeploymentCircuitBreaker breaker(Service service) {
        return service.deploymentConfiguration()
                .flatMap(DeploymentConfiguration::deploymentCircuitBreaker)
                .map(DeploymentCircuitBreaker::toBuilder)
                .orElseGet(DeploymentCircuitBreaker::builder)
                .enable(true)
                .rollback(true)
                .build();
    }

    private Service service(AccountRegion realm, Pipeline pipeline) {
        return call(
                        realm,
                        Ecs.DESCRIBE_SERVICES,
                        DescribeServicesRequest.builder()
                                .cluster(pipeline.target().cluster())
                                .services(List.of(pipeline.target().service()))
                                .build())
                .services()
                .orElse(List.of())
                .stream()
                .filter(service -> service.status().equals(Optional.of("ACTIVE")))
                .findFirst()
                .orElseThrow(() -> PipelineStore.unknown("there is no service "
                        + pipeline.target().service() + " in the cluster "
                        + pipeline.target().cluster() + " any more"));
    }

    /// The revision of this run, made unless an earlier server made it.
    private String definition(AccountRegion realm, Pipeline pipeline, PipelineRun run, String before) {
        String family = before.substring(before.lastIndexOf('/') + 1, before.lastIndexOf(':'));
        DescribeTaskDefinitionResponse newest = described(realm, family);
        boolean made = newest.tags().orElse(List.of()).stream()
                .anyMatch(
                        tag -> tag.key().equals(Optional.of(RUN)) && tag.value().equals(Optional.of(mark(run))));
        if (made) {
            return newest.taskDefinition()
                    .flatMap(TaskDefinition::taskDefinitionArn)
                    .orElseThrow();
        }
        DescribeTaskDefinitionResponse base = described(realm, before);
        return call(realm, Ecs.REGISTER_TASK_DEFINITION, next(base, pipeline, run))
                .taskDefinition()
                .flatMap(TaskDefinition::taskDefinitionArn)
                .orElseThrow();
    }

    private DescribeTaskDefinitionResponse described(AccountRegion realm, String definition) {
        return call(
                realm,
                Ecs.DESCRIBE_TASK_DEFINITION,
                DescribeTaskDefinitionRequest.builder()
                        .taskDefinition(definition)
                        .include(List.of("TAGS"))
                        .build());
    }

    private RegisterTaskDefinitionRequest next(
            DescribeTaskDefinitionResponse base, Pipeline pipeline, PipelineRun run) {
        TaskDefinition old = base.taskDefinition().orElseThrow();
        String image = registry + "/" + pipeline.image().repository() + "@"
                + run.facts().digest();
        List<ContainerDefinition> containers = old.containerDefinitions().orElse(List.of()).stream()
                .map(container ->
                        container.name().equals(Optional.of(pipeline.target().container()))
                                ? container.toBuilder().image(image).build()
                                : container)
                .toList();
        List<Tag> tags = new ArrayList<>(base.tags().orElse(List.of()));
        tags.removeIf(tag -> tag.key().filter(OWN::contains).isPresent());
        tags.add(Tag.builder().key(RUN).value(mark(run)).build());
        tags.add(Tag.builder().key(VERSION).value(version(run)).build());
        return RegisterTaskDefinitionRequest.builder()
                .family(old.family().orElseThrow())
                .containerDefinitions(containers)
                .taskRoleArn(old.taskRoleArn())
                .executionRoleArn(old.executionRoleArn())
                .networkMode(old.networkMode())
                .volumes(old.volumes())
                .placementConstraints(old.placementConstraints())
                .requiresCompatibilities(old.requiresCompatibilities())
                .cpu(old.cpu())
                .memory(old.memory())
                .tags(tags)
                .pidMode(old.pidMode())
                .ipcMode(old.ipcMode())
                .proxyConfiguration(old.proxyConfiguration())
                .inferenceAccelerators(old.inferenceAccelerators())
                .ephemeralStorage(old.ephemeralStorage())
                .runtimePlatform(old.runtimePlatform())
                .enableFaultInjection(old.enableFaultInjection())
                .build();
    }

    private static String mark(PipelineRun run) {
        return run.pipeline() + "/" + run.number() + "/" + run.createdAt().toEpochMilli();
    }

    private static String version(PipelineRun run) {
        String version = run.change().commit().isEmpty()
                ? run.facts().digest()
                : run.change().commit();
        return version.substring(0, Math.min(LONGEST_TAG, version.length()));
    }

    private String newest(AccountRegion realm, Pipeline pipeline) {
        return call(
                        realm,
                        Ecs.LIST_SERVICE_DEPLOYMENTS,
                        ListServiceDeploymentsRequest.builder()
                                .cluster(pipeline.target().cluster())
                                .service(pipeline.target().service())
                                .maxResults(1)
                                .build())
                .serviceDeployments()
                .orElse(List.of())
                .stream()
                .findFirst()
                .flatMap(ServiceDeploymentBrief::serviceDeploymentArn)
                .orElseThrow(() -> PipelineStore.unknown("the service has no deployment to watch"));
    }

    Look look(AccountRegion realm, String deployment) {
        ServiceDeployment now = call(
                        realm,
                        Ecs.DESCRIBE_SERVICE_DEPLOYMENTS,
                        DescribeServiceDeploymentsRequest.builder()
                                .serviceDeploymentArns(List.of(deployment))
                                .build())
                .serviceDeployments()
                .orElse(List.of())
                .stream()
                .findFirst()
                .orElseThrow(
                        () -> PipelineStore.unknown("the deployment " + deployment + " is not remembered any more"));
        String reason = now.statusReason().orElse("");
        return switch (now.status().orElse("")) {
            case "SUCCESSFUL" -> new Look.Done();
            case "ROLLBACK_SUCCESSFUL" -> new Look.Failed(reason, true);
            case "ROLLBACK_FAILED", "STOPPED" -> new Look.Failed(reason, false);
            default -> new Look.UnderWay();
        };
    }

    private <I extends Shape, O extends Shape> O call(AccountRegion realm, OperationModel<I, O> operation, I input)
            throws ApiException {
        return calls.call(operation, input, LocalCalls.As.account(realm, Pipelines.PROGRAM));
    }
}

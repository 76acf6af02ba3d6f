package io.argosy.pipelines;

import io.argosy.builds.GitAddress;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreatePipelineRequest;
import io.argosy.shapes.argosy.CreatePipelineResponse;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `CreatePipeline`: who makes one must be allowed all that its runs are going to do, as they do it in nobody's name.
final class CreatePipeline implements Operation<CreatePipelineRequest, CreatePipelineResponse> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.*-]{1,128}");
    private static final int MOST = 500;
    private static final int USUAL_SECONDS = 1_800;
    private static final int LONGEST_SECONDS = 28_800;
    private static final int SHORTEST_POLL = 10;
    private static final int LONGEST_POLL = 86_400;

    private final PipelineStore pipelines;
    private final Clusters clusters;
    private final WebhookSecrets secrets;
    private final Supplier<String> fresh;

    /// `fresh` makes secrets.
    CreatePipeline(PipelineStore pipelines, WebhookSecrets secrets, Supplier<String> fresh) {
        this.pipelines = pipelines;
        this.clusters = new Clusters(pipelines.stores());
        this.secrets = secrets;
        this.fresh = fresh;
    }

    @Override
    public OperationModel<CreatePipelineRequest, CreatePipelineResponse> model() {
        return Argosy.CREATE_PIPELINE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreatePipelineRequest request) {
        var arns = new Arns(caller.realm());
        String repository = arns.repository(request.repositoryName());
        return List.of(
                Permission.on("argosy:CreatePipeline", Pipeline.arn(caller.realm(), request.pipelineName())),
                Permission.on("argosy:StartBuild", repository),
                Permission.on("ecr:PutImage", repository),
                Permission.on(
                        "ecs:UpdateService",
                        RequestedArns.of(caller, request.cluster()).service(request.serviceName())),
                Permission.on(
                        "ecs:RegisterTaskDefinition",
                        family(caller, request).map(arns::newTaskDefinition).orElse(Permission.ANY_RESOURCE)));
    }

    /// Of the definition that the service has, whose next revision a run registers.
    private Optional<String> family(Caller caller, CreatePipelineRequest request) {
        return pipelines
                .stores()
                .existing(caller.realm(), Clusters.name(caller.realm(), request.cluster()))
                .flatMap(store -> store.read().services().stream()
                        .filter(service -> service.name().value().equals(request.serviceName()))
                        .findFirst())
                .flatMap(Service::primary)
                .map(primary -> primary.definition().family());
    }

    @Override
    public CreatePipelineResponse handle(Caller caller, CreatePipelineRequest request) {
        String name = matching("pipelineName", request.pipelineName(), NAME);
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        var target = new Pipeline.Target(scope.name().value(), request.serviceName(), container(scope, request));
        PipelineSource source = source(request);
        requireFree(caller, name);
        Optional<String> secret = source instanceof PipelineSource.Git
                ? Optional.of(fresh.get().replaceAll("[^A-Za-z0-9]", ""))
                : Optional.empty();
        String lies =
                secret.map(value -> secrets.put(caller.realm(), name, value)).orElse("");
        Pipeline made = pipelines.stores().account(caller.realm()).write(tx -> {
            requireFree(caller, name);
            var pipeline = new Pipeline(
                    name,
                    target,
                    image(request),
                    source,
                    request.approval().orElse(false),
                    lies,
                    new Pipeline.Creation(tx.now(), caller.principalArn()),
                    new Pipeline.Progress(0, ""));
            tx.add(pipeline);
            return pipeline;
        });
        return CreatePipelineResponse.builder()
                .pipeline(new PipelineShape(caller.realm()).of(made))
                .webhookSecret(secret)
                .build();
    }

    private void requireFree(Caller caller, String name) {
        var known = pipelines.in(caller.realm()).table(Pipeline.KIND);
        if (known.get(name).isPresent()) {
            throw PipelineStore.invalid("There is a pipeline " + name + " already.");
        }
        if (known.size() >= MOST) {
            throw new ApiError(
                            "LimitExceededException",
                            "There are " + MOST + " pipelines, which is the most.",
                            400,
                            Map.of())
                    .thrown();
        }
    }

    /// The container that gets the image; the only one, where none is named.
    private static String container(ClusterScope scope, CreatePipelineRequest request) {
        List<String> names = scope
                .store()
                .read()
                .service(References.service(request.serviceName(), scope))
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .flatMap(Service::primary)
                .map(Deployment::definition)
                .flatMap(id -> scope.account().read().taskDefinition(id))
                .map(TaskDefinition::content)
                .orElseThrow(() -> PipelineStore.unknown("There is no service " + request.serviceName()
                        + " in the cluster " + scope.name() + ": a pipeline brings new versions to one that runs."))
                .containerDefinitions()
                .orElse(List.of())
                .stream()
                .flatMap((ContainerDefinition container) -> container.name().stream())
                .toList();
        if (request.containerName().isEmpty() && names.size() != 1) {
            throw PipelineStore.invalid("containerName is missing: the definition of the service has " + names);
        }
        String wanted = request.containerName().orElse(names.getFirst());
        if (!names.contains(wanted)) {
            throw PipelineStore.invalid("containerName " + wanted + " is none of " + names);
        }
        return wanted;
    }

    private static Pipeline.Image image(CreatePipelineRequest request) {
        return new Pipeline.Image(
                request.repositoryName(),
                request.dockerfile().orElse("Dockerfile"),
                within("timeoutSeconds", request.timeoutSeconds().orElse(USUAL_SECONDS), 1, LONGEST_SECONDS));
    }

    private static PipelineSource source(CreatePipelineRequest request) {
        if (request.gitUrl().isPresent() && request.tagPattern().isPresent()) {
            throw PipelineStore.invalid("A pipeline has a gitUrl or a tagPattern, and not both.");
        }
        if (request.gitUrl().isEmpty()
                && (request.branch().isPresent() || request.pollSeconds().isPresent())) {
            throw PipelineStore.invalid("branch and pollSeconds go with a gitUrl.");
        }
        if (request.tagPattern().isPresent()) {
            return new PipelineSource.Tag(
                    matching("tagPattern", request.tagPattern().get(), TAG));
        }
        if (request.gitUrl().isEmpty()) {
            return new PipelineSource.Pushed();
        }
        int poll = request.pollSeconds().orElse(0);
        return new PipelineSource.Git(
                GitAddress.url(request.gitUrl().get()),
                GitAddress.ref(request.branch().orElse("main")),
                poll == 0 ? 0 : within("pollSeconds", poll, SHORTEST_POLL, LONGEST_POLL));
    }

    private static String matching(String member, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw PipelineStore.invalid(member + " is not of the form " + form + ": " + text);
        }
        return text;
    }

    private static int within(String member, int number, int least, int most) {
        if (number < least || number > most) {
            throw PipelineStore.invalid(member + " should be between " + least + " and " + most);
        }
        return number;
    }
}

package io.argosy.app.fleet;

import io.argosy.joining.JoinLine;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.Structure;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.ListImagesRequest;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import io.argosy.wire.CaRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The public API as `up` uses it. A refusal is told as an `IOException`: nothing here expects one.
final class Api {
    private final ApiClient client;

    Api(ApiClient client) {
        this.client = client;
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        try {
            return client.call(operation, input);
        } catch (ApiException refused) {
            throw new IOException(
                    operation.name() + " was refused: " + refused.error().code() + ": "
                            + refused.error().message(),
                    refused);
        }
    }

    /// What a bare host is told to do with this token.
    String joinLine(String cluster, String token) throws IOException {
        boolean secure = client.endpoint().getScheme().equals("https");
        Optional<String> ca = secure ? client.page(CaRoute.PATH) : Optional.empty();
        return JoinLine.of(client.endpoint(), ca, cluster, token);
    }

    /// A request written as the JSON that the AWS command line takes.
    static <S extends Shape> S read(String json, Structure<S> structure) throws IOException {
        try {
            return JsonCodec.read(json.getBytes(StandardCharsets.UTF_8), structure);
        } catch (ShapeException wrong) {
            throw new IOException("not a good " + structure + ": " + wrong.getMessage(), wrong);
        }
    }

    /// The password that goes with the user AWS at our registry.
    String registryPassword() throws IOException {
        String token = call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .orElse(List.of())
                .getFirst()
                .authorizationToken()
                .orElseThrow(() -> new IOException("GetAuthorizationToken gave no token"));
        String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
    }

    /// The tags of a repository, none when there is no such repository.
    List<String> tags(String repository) throws IOException {
        try {
            return client
                    .call(
                            Ecr.LIST_IMAGES,
                            ListImagesRequest.builder()
                                    .repositoryName(repository)
                                    .maxResults(1000)
                                    .build())
                    .imageIds()
                    .orElse(List.of())
                    .stream()
                    .map(ImageIdentifier::imageTag)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (ApiException refused) {
            if (refused.error().code().equals("RepositoryNotFoundException")) {
                return List.of();
            }
            throw refused;
        }
    }

    List<Service> services(List<String> names) throws IOException {
        var request = DescribeServicesRequest.builder().services(names).build();
        return call(Ecs.DESCRIBE_SERVICES, request).services().orElse(List.of());
    }

    /// The container instances of the usual cluster.
    List<ContainerInstance> instances() throws IOException {
        List<String> arns = call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder().build())
                .containerInstanceArns()
                .orElse(List.of());
        return arns.isEmpty()
                ? List.of()
                : call(
                                Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                DescribeContainerInstancesRequest.builder()
                                        .containerInstances(arns)
                                        .build())
                        .containerInstances()
                        .orElse(List.of());
    }

    List<Task> tasks(ListTasksRequest filter) throws IOException {
        List<String> arns = call(Ecs.LIST_TASKS, filter).taskArns().orElse(List.of());
        return arns.isEmpty()
                ? List.of()
                : call(
                                Ecs.DESCRIBE_TASKS,
                                DescribeTasksRequest.builder().tasks(arns).build())
                        .tasks()
                        .orElse(List.of());
    }

    List<Task> tasks() throws IOException {
        return tasks(ListTasksRequest.builder().build());
    }
}

package io.argosy.shipping;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Service;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The public operations as this room calls them. A refusal is an `IOException` in its own words.
record Calls(ApiClient client) {
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

    /// The service of this name, if it is not deleted.
    Optional<Service> service(String cluster, String name) throws IOException {
        var request = DescribeServicesRequest.builder()
                .cluster(cluster)
                .services(List.of(name))
                .build();
        return call(Ecs.DESCRIBE_SERVICES, request).services().orElse(List.of()).stream()
                .filter(service -> service.status().equals(Optional.of("ACTIVE")))
                .findFirst();
    }

    Service existing(String cluster, String name) throws IOException {
        return service(cluster, name)
                .orElseThrow(() -> new IOException("there is no service " + name + " in the cluster " + cluster));
    }

    /// Makes the repository unless it is there; its URI.
    String repository(String name) throws IOException {
        try {
            return client.call(
                            Ecr.CREATE_REPOSITORY,
                            CreateRepositoryRequest.builder()
                                    .repositoryName(name)
                                    .build())
                    .repository()
                    .flatMap(made -> made.repositoryUri())
                    .orElseThrow();
        } catch (ApiException refused) {
            if (!refused.error().code().equals("RepositoryAlreadyExistsException")) {
                throw new IOException(refused.error().message(), refused);
            }
            return client.endpoint().getAuthority() + "/" + name;
        }
    }

    /// The password that goes with the user AWS at the registry.
    String registryPassword() throws IOException {
        String token = call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .orElse(List.of())
                .getFirst()
                .authorizationToken()
                .orElseThrow();
        String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
    }
}

package io.argosy.acceptance;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Clients of one server that sign as whom they like, and hosts that join it with a key of theirs.
record Clients(Outbound outbound, URI server) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    ClientIdentity join(String token) throws IOException {
        return new JoinClient(outbound, server)
                .join(new Secret(token), UUID.randomUUID().toString().replace("-", ""));
    }

    ApiClient as(ClientIdentity identity) {
        return new ApiClient(outbound, server, identity, InstantSource.system());
    }

    void open(ClientIdentity as, String path, Consumer<String> heard) throws IOException {
        as(as).connect(
                        URI.create(server + path),
                        new ChannelListener() {
                            @Override
                            public void onOpen(Channel channel) {}

                            @Override
                            public void onText(String text) {
                                heard.accept(text);
                            }

                            @Override
                            public void onClose(int code, String reason) {}
                        },
                        PATIENCE);
    }

    String register(ClientIdentity as, String cluster, Optional<String> before) throws IOException {
        var answer = as(as).call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .containerInstanceArn(before)
                                .totalResources(Stream.of("CPU", "MEMORY")
                                        .map(name -> Resource.builder()
                                                .name(name)
                                                .type("INTEGER")
                                                .integerValue(1024)
                                                .build())
                                        .toList())
                                .build());
        return answer.containerInstance().orElseThrow().containerInstanceArn().orElseThrow();
    }

    HttpResponse<String> registry(String request, String password) throws Exception {
        String[] words = request.split(" ");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(server.resolve(words[1]))
                            .method(words[0], HttpRequest.BodyPublishers.ofString("{}"))
                            .header("Authorization", "Basic " + password)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer;
        }
    }

    static ContainerDefinition container(String family, String secret) {
        return ContainerDefinition.builder()
                .name("app")
                .image(Busybox.IMAGE)
                .memory(16)
                .environment(List.of(
                        KeyValuePair.builder().name(family).value(secret).build()))
                .build();
    }

    /// The states of these instances, as this identity is told.
    List<String> states(ClientIdentity as, List<String> instances) throws Exception {
        return as(as)
                .call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .containerInstances(instances)
                                .build())
                .containerInstances()
                .orElseThrow()
                .stream()
                .map(instance -> instance.status().orElseThrow())
                .toList();
    }
}

package io.argosy.app.server;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.wire.ApiClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A whole server over a folder, whose clock tests may move, with clients that sign as whom they like.
final class RunningServer implements AutoCloseable {
    final Map<String, String> flags = new HashMap<>(Map.of("listen", "127.0.0.1:0"));
    final Outbound outbound;
    private final Path folder;
    private Duration ahead = Duration.ZERO;
    private ArgosyServer server;

    RunningServer(Path folder, Map<String, String> more) throws Exception {
        this.folder = folder;
        this.outbound = new Outbound(Duration.ofSeconds(5));
        flags.putAll(more);
        this.server = started();
    }

    private ArgosyServer started() throws Exception {
        Environment real = Environment.real();
        InstantSource clock = () -> Instant.now().plus(ahead);
        var configuration = new ConfigurationReader(Map.of(), folder).read(Optional.empty(), flags);
        return ArgosyServer.start(configuration, new Environment(clock, real.ids(), real.secrets(), real.random()));
    }

    void restart() throws Exception {
        server.close();
        server = started();
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    URI uri() {
        return server.endpoint();
    }

    ClientIdentity root() throws IOException {
        return new KeyFiles(folder).read().orElseThrow();
    }

    ApiClient as(ClientIdentity identity) {
        return new ApiClient(
                outbound, server.endpoint(), identity, () -> Instant.now().plus(ahead));
    }

    /// What a client of the registry shows as `Basic`.
    String registryToken(ClientIdentity identity) throws IOException {
        return as(identity)
                .call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .orElseThrow()
                .getFirst()
                .authorizationToken()
                .orElseThrow();
    }

    void cluster(String name) throws IOException {
        as(root())
                .call(
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName(name).build());
    }

    String token(String cluster, int uses, Duration life) throws IOException {
        return as(root())
                .call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster(cluster)
                                .uses(uses)
                                .expiresInSeconds(Math.toIntExact(life.toSeconds()))
                                .build())
                .token()
                .orElseThrow();
    }

    ClientIdentity join(String token, String attempt) throws IOException {
        return new JoinClient(outbound, server.endpoint()).join(new Secret(token), attempt);
    }

    /// A key that a host got for a fresh token of its own.
    ClientIdentity joined(String cluster) throws IOException {
        return join(
                token(cluster, 1, Duration.ofHours(1)), Environment.real().ids().get());
    }

    /// The ARN of the instance that registers with this key.
    String registered(ClientIdentity identity, String cluster, Optional<String> before) throws IOException {
        return as(identity)
                .call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .containerInstanceArn(before)
                                .totalResources(List.of(amount("CPU", 1024), amount("MEMORY", 1024)))
                                .build())
                .containerInstance()
                .flatMap(instance -> instance.containerInstanceArn())
                .orElseThrow();
    }

    private static Resource amount(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    @Override
    public void close() throws IOException {
        outbound.close();
        server.close();
    }
}

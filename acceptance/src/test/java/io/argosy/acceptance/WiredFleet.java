package io.argosy.acceptance;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A server on a network of its own, which stays up unless the test ends it, and the hosts that joined it there.
final class WiredFleet implements AutoCloseable {
    static final int PORT = 9180;

    private final Path folder;
    private final Wires wires;
    private final Kept server;
    private final Outbound outbound = new Outbound(Duration.ofSeconds(5));
    private final List<Host> hosts = new ArrayList<>();

    /// `number` is that of its wires; each setting is `key=value`.
    WiredFleet(Path folder, int number, String... settings) throws IOException {
        this.folder = folder;
        wires = new Wires(number);
        server = new Kept(words(settings), Map.of(), folder.resolve("server.log"));
    }

    /// Starts the server; answers a client with the account's own key.
    ApiClient start() throws IOException {
        server.start();
        // The file of the keys is the last the server writes before it starts.
        PackagedProgram.await(
                "the server has its keys", () -> credentials().toFile().exists());
        Map<String, String> environment = Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", credentials().toString(),
                "AWS_CONFIG_FILE", data().resolve("config").toString());
        return new ApiClient(outbound, endpoint(), new AwsCredentialsChain(environment).find(), InstantSource.system());
    }

    private List<String> words(String... settings) {
        List<String> words = new ArrayList<>(List.of(
                Path.of("..").toAbsolutePath().normalize().resolve("argosy").toString(),
                "server",
                "--data-dir",
                data().toString(),
                "--listen",
                wires.server() + ":" + PORT,
                "--set",
                "tls=off"));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return words;
    }

    private Path data() {
        return folder.resolve("server");
    }

    Path credentials() {
        return data().resolve("credentials");
    }

    URI endpoint() {
        return URI.create("http://" + wires.server() + ":" + PORT);
    }

    Kept server() {
        return server;
    }

    List<Host> hosts() {
        return hosts;
    }

    static void makeCluster(ApiClient api, String name) {
        PackagedProgram.await("the cluster is made", () -> {
            try {
                api.call(
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName(name).build());
                return true;
            } catch (IOException | ApiException notYet) {
                return false;
            }
        });
    }

    /// Has hosts of these numbers join a cluster, with busybox's image in their engines.
    void join(ApiClient api, String cluster, List<Integer> numbers) throws IOException {
        Busybox.make(folder);
        Path image = folder.resolve("image.tar");
        Shell.run("docker save -o " + image + " " + Busybox.IMAGE);
        for (int number : numbers) {
            var asked = CreateJoinTokenRequest.builder().cluster(cluster).build();
            String token = api.call(Argosy.CREATE_JOIN_TOKEN, asked).token().orElseThrow();
            var host = new Host(number, folder, wires, cluster, Map.of("ARGOSY_JOIN_TOKEN", token));
            hosts.add(host);
            host.load(image);
            host.startAgent();
        }
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
        server.close();
        outbound.close();
        wires.close();
    }
}

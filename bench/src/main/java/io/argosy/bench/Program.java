package io.argosy.bench;

import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged server and agent as processes of their own in one folder, started by the launcher, timed as they start.
final class Program implements AutoCloseable {
    static final String CLUSTER = "bench";

    private static final ClientIdentity NOBODY = new ClientIdentity(AccessKey.lasting("nobody", "nothing"), "local-1");

    private final Path home;
    private final Path folder;
    private final Map<String, String> variables;
    private final URI uri;
    private final List<Process> processes = new ArrayList<>();

    Program(Path home, Path folder) throws IOException {
        this(home, folder, Map.of());
    }

    /// With more variables than it has by itself.
    Program(Path home, Path folder, Map<String, String> variables) throws IOException {
        this.home = home;
        this.folder = folder;
        this.variables = Map.copyOf(variables);
        try (var free = new ServerSocket(0)) {
            uri = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    URI uri() {
        return uri;
    }

    private Map<String, String> environment() {
        Path data = folder.resolve("server");
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data.resolve("config").toString());
    }

    ClientIdentity identity() throws IOException {
        return new AwsCredentialsChain(environment()).find();
    }

    Wire wire() throws IOException {
        return new Wire(uri, identity());
    }

    /// A repository of the server, and the login for it.
    ImageRegistry.Door registryDoor() throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            var client = new ApiClient(outbound, uri, identity(), InstantSource.system());
            client.call(
                    Ecr.CREATE_REPOSITORY,
                    CreateRepositoryRequest.builder().repositoryName("bench").build());
            String token = client.call(
                            Ecr.GET_AUTHORIZATION_TOKEN,
                            GetAuthorizationTokenRequest.builder().build())
                    .authorizationData()
                    .orElseThrow()
                    .getFirst()
                    .authorizationToken()
                    .orElseThrow();
            return new ImageRegistry.Door(uri, "Basic " + token, "bench");
        }
    }

    /// Milliseconds from the start of the launcher to the first healthy answer.
    double startServer() throws IOException {
        long began = System.nanoTime();
        start("server", "--data-dir", folder.resolve("server").toString(), "--listen", uri.getAuthority());
        until(() -> {
            try (var wire = new Wire(uri, NOBODY)) {
                return wire.get("/healthz").contains("serving");
            }
        });
        return (System.nanoTime() - began) / 1e6;
    }

    /// Milliseconds from the start of the launcher to the instance being connected.
    double startAgent() throws IOException {
        try (Wire wire = wire()) {
            wire.call("CreateCluster", "{\"clusterName\":\"" + CLUSTER + "\"}");
        }
        return startAgent(CLUSTER);
    }

    /// In a cluster that is there.
    double startAgent(String cluster) throws IOException {
        try (Wire wire = wire()) {
            long began = System.nanoTime();
            String data = folder.resolve("agent").toString();
            start(
                    "agent",
                    "--endpoint",
                    uri.toString(),
                    "--cluster",
                    cluster,
                    "--data-dir",
                    data,
                    // As `docker run` does.
                    "--pull",
                    "prefer_cached",
                    "--docker",
                    System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
            until(() -> connected(wire, cluster));
            return (System.nanoTime() - began) / 1e6;
        }
    }

    private static boolean connected(Wire wire, String cluster) throws IOException {
        String arns = wire.call("ListContainerInstances", "{\"cluster\":\"" + cluster + "\"}");
        int from = arns.indexOf("arn:");
        if (from < 0) {
            return false;
        }
        String arn = arns.substring(from, arns.indexOf('"', from));
        return wire.call(
                        "DescribeContainerInstances",
                        "{\"cluster\":\"" + cluster + "\",\"containerInstances\":[\"" + arn + "\"]}")
                .contains("\"agentConnected\":true");
    }

    private void start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("argosy").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(words[0] + ".log").toFile());
        builder.environment().putAll(words[0].equals("agent") ? joining(words) : environment());
        builder.environment().putAll(variables);
        processes.add(builder.start());
    }

    /// The journal of the server.
    Path journal() {
        return folder.resolve("server").resolve("journal.db");
    }

    /// Ends what was started last.
    void stopLast() {
        end(processes.removeLast());
    }

    /// An agent is given a token, and nothing of the account's own key.
    private Map<String, String> joining(String... words) throws IOException {
        List<String> all = List.of(words);
        return Map.of("ARGOSY_JOIN_TOKEN", joinToken(all.get(all.indexOf("--cluster") + 1), 1));
    }

    /// For so many agents.
    String joinToken(int uses) throws IOException {
        return joinToken(CLUSTER, uses);
    }

    String joinToken(String cluster, int uses) throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            var api = new ApiClient(outbound, uri, identity(), InstantSource.system());
            var asked =
                    CreateJoinTokenRequest.builder().cluster(cluster).uses(uses).build();
            return api.call(Argosy.CREATE_JOIN_TOKEN, asked).token().orElseThrow();
        }
    }

    /// Resident MiB of the server (0) or the agent (1).
    double residentMib(int process) throws IOException {
        return Footprint.of(pid(process)).mib();
    }

    /// The process of the server (0) or the agent (1).
    long pid(int process) {
        return processes.get(process).pid();
    }

    /// Something that is true some time, or cannot be asked yet.
    interface Condition {
        boolean holds() throws IOException;
    }

    static void until(Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below; the limit tells what never came.
            }
            pause(3);
        }
        throw new IOException("not within a minute");
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(Program::end);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}

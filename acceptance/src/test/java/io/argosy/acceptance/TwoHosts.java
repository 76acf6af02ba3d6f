package io.argosy.acceptance;

import io.argosy.hosts.Host;
import io.argosy.hosts.Joining;
import io.argosy.hosts.LocalHosts;
import io.argosy.hosts.Subnet;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.Secret;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The packaged server and two hosts in namespaces of this machine, each with an engine and an agent, joined over TLS.
final class TwoHosts {
    private static final int COUNT = 2;
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final Path folder;
    private final LocalHosts hosts;
    private final PackagedProgram program;

    TwoHosts(Path folder, String... engineFlags) throws IOException {
        this.folder = folder;
        Path machines = folder.resolve("hosts");
        Subnet subnet = Subnet.free(LocalHosts.preferredSubnet(machines));
        hosts = new LocalHosts(machines, HOME, subnet, List.of(engineFlags));
        program = new PackagedProgram(folder, subnet.machine());
    }

    /// Starts the server with these settings, and the hosts with these flags, which are on their way then.
    void start(List<String> agentFlags, String... settings) throws IOException, InterruptedException {
        hosts.makeNetwork();
        List<String> flags = new ArrayList<>();
        List.of(settings).forEach(setting -> flags.addAll(List.of("--set", setting)));
        program.startServer(flags.toArray(String[]::new));
        program.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        var token = new Secret(program.joinToken("--uses", String.valueOf(COUNT)));
        List<String> told = new ArrayList<>(List.of("--ca-fingerprint", program.fingerprint()));
        told.addAll(agentFlags);
        hosts.launch(COUNT, new Joining(program.uri(), PackagedProgram.CLUSTER, token, told));
    }

    void awaitJoined(ApiClient api) {
        PackagedProgram.await("both hosts have joined", () -> connected(api) == COUNT);
    }

    private static long connected(ApiClient api) {
        try {
            List<String> all = api.call(
                            Ecs.LIST_CONTAINER_INSTANCES,
                            ListContainerInstancesRequest.builder()
                                    .cluster(PackagedProgram.CLUSTER)
                                    .build())
                    .containerInstanceArns()
                    .orElse(List.of());
            return all.isEmpty() ? 0 : connected(api, all);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long connected(ApiClient api, List<String> instances) throws IOException {
        return api
                .call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .containerInstances(instances)
                                .build())
                .containerInstances()
                .orElse(List.of())
                .stream()
                .map(ContainerInstance::agentConnected)
                .filter(Optional.of(true)::equals)
                .count();
    }

    PackagedProgram program() {
        return program;
    }

    /// Whom the server trusts, over TLS.
    Outbound outbound() throws IOException {
        return new Outbound(Duration.ofSeconds(5), new Trust.OfFile(program.ca()));
    }

    /// A client with the account's own key: for looking often, where a process each time would be slow.
    ApiClient api(Outbound outbound) throws IOException {
        Path data = program.data();
        Map<String, String> files = Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data.resolve("config").toString());
        return new ApiClient(outbound, program.uri(), new AwsCredentialsChain(files).find(), InstantSource.system());
    }

    List<Host> hosts() throws IOException {
        return hosts.list();
    }

    /// What these words do on the first host's engine.
    String docker(String... words) throws IOException {
        List<String> whole =
                new ArrayList<>(List.of("-H", "unix://" + hosts().getFirst().engine()));
        whole.addAll(List.of("--config", folder.resolve("docker").toString()));
        whole.addAll(List.of(words));
        return program.docker(whole.toArray(String[]::new));
    }

    /// Ends the hosts at once: nothing of them is looked at any more.
    void close() throws IOException, InterruptedException {
        List<String> names = hosts.list().stream().map(Host::name).toList();
        hosts.stop(names);
        hosts.terminate(names);
        hosts.removeNetwork();
        program.endProcesses();
    }
}

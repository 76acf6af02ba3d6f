package io.argosy.app;

import io.argosy.agent.Admission;
import io.argosy.agent.Agent;
import io.argosy.agent.AgentDependencies;
import io.argosy.agent.AgentSettings;
import io.argosy.agent.OutOfMemoryScore;
import io.argosy.agent.session.AgentEnd;
import io.argosy.agent.session.Capabilities.Reserved;
import io.argosy.agent.tasks.Keeping;
import io.argosy.agent.tasks.PullBehavior;
import io.argosy.app.configuration.Parse;
import io.argosy.app.server.Environment;
import io.argosy.confinement.FileSystems;
import io.argosy.confinement.HostPolicy;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.joining.Deregistration;
import io.argosy.joining.HostAttributes;
import io.argosy.wire.ApiClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.WorldFailure;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `argosy agent`: one container instance in the foreground, until it is asked to stop. It signs with a key of its
/// own, which it gets for a join token at its first start.
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Joins a cluster and runs its tasks on this machine's Docker engine.")
final class AgentCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(AgentCommand.class);

    @Mixin
    final LogLevel logLevel = new LogLevel();

    @Mixin
    final AgentTrust trusts = new AgentTrust();

    @Option(names = "--endpoint", paramLabel = "URL", required = true, description = "the server")
    private String endpoint = "http://127.0.0.1:9080";

    @Option(names = "--cluster", paramLabel = "NAME", description = "the cluster to join (default)")
    private String cluster = "default";

    @Option(names = "--data-dir", paramLabel = "DIR", description = "what the agent remembers; one agent each")
    private @Nullable Path dataDir;

    @Option(names = "--docker", paramLabel = "unix://PATH", description = "the engine (unix:///var/run/docker.sock)")
    private URI docker = URI.create("unix:///var/run/docker.sock");

    @Option(
            names = "--attributes",
            paramLabel = "K=V",
            split = ",",
            description = "of the instance; sent when they are new")
    private Map<String, String> attributes = new HashMap<>();

    @Option(names = "--zone", paramLabel = "NAME", description = "the failure zone this machine is in (none)")
    private @Nullable String zone;

    @Option(names = "--reserved-ports", paramLabel = "N", split = ",", description = "TCP ports tasks may not have")
    private Set<Integer> reservedPorts = new HashSet<>();

    @Option(names = "--reserved-memory", paramLabel = "MIB", description = "memory kept from tasks, in MiB (0)")
    private long reservedMemory;

    @Option(names = "--reserved-cpu", paramLabel = "UNITS", description = "CPU units kept from tasks, 1024 a core (0)")
    private int reservedCpu;

    @Option(names = "--pull", paramLabel = "WHEN", description = "default, always, once or prefer_cached")
    private PullBehavior pull = PullBehavior.DEFAULT;

    @Option(names = "--clean-up-after", paramLabel = "TIME", description = "as PT3H, for stopped containers (PT3H)")
    private Duration cleanUpAfter = Duration.ofHours(3);

    @Option(names = "--keep-stopped", paramLabel = "N", description = "stopped tasks kept of a family (5)")
    private int keepStopped = Keeping.USUAL.tasksOfFamily();

    @Option(names = "--keep-images", paramLabel = "TIME", description = "as PT1H, for images not used (PT1H)")
    private Duration keepImages = Keeping.USUAL.images();

    @Option(names = "--disk-reserve", paramLabel = "MIB", description = "of the engine's disk, not for tasks (1024)")
    private long diskReserve = Keeping.USUAL.diskReserveMib();

    @Option(names = "--introspection-port", paramLabel = "PORT", description = "on loopback; 0 is none (51678)")
    private int introspectionPort = 51_678;

    @Option(
            names = "--join-token-file",
            paramLabel = "FILE",
            description = "the join token for the first start, when ARGOSY_JOIN_TOKEN does not hold it")
    private @Nullable Path joinTokenFile;

    @Option(
            names = "--host-roots",
            paramLabel = "DIR",
            split = ",",
            description = "folders that tasks may mount from (the usual data directory's volumes/)")
    private List<Path> hostRoots = new ArrayList<>();

    @Option(
            names = "--efs",
            paramLabel = "ID=PLACE",
            split = ",",
            description = "fs-… as a folder or server:/export, fsap-… as fs-…/folder (none)")
    private Map<String, String> fileSystems = new HashMap<>();

    @Option(names = "--allow-privileged", description = "let tasks be privileged, have devices and capabilities")
    private boolean privileged;

    @Option(names = "--allow-host-pid", description = "let tasks see this machine's processes")
    private boolean hostPid;

    @Option(names = "--allow-host-ipc", description = "let tasks share this machine's IPC namespace")
    private boolean hostIpc;

    @Option(names = "--allow-docker-socket", description = "let tasks mount the engine's socket")
    private boolean dockerSocket;

    @Option(names = "--pids-limit", paramLabel = "N", description = "processes and threads a container (4096)")
    private int pidsLimit = 4_096;

    @Option(names = "--builds", paramLabel = "N", description = "images built here at once; 0 is none (1)")
    private int builds = 1;

    @Option(names = "--deregister", description = "takes this machine out of its cluster for good, and ends")
    private boolean deregister;

    /// Another agent may be about to start on this machine: its addresses are not for one that only rehearses.
    @Option(names = "--rehearsal", hidden = true, description = "takes no address that another agent may want")
    private boolean rehearsal;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        URI server = Parse.endpoint("--endpoint", endpoint);
        socket();
        Path folder = dataDir == null ? DataDirectory.usual(environment).resolve("agent") : dataDir.toAbsolutePath();
        try (DataDirectory directory = DataDirectory.hold(folder)) {
            OutOfMemoryScore.lower(Path.of("/proc/self/oom_score_adj"));
            Environment chance = Environment.real();
            Trust trust = trusts.of(server, directory.path(), environment);
            trusts.tellEngine(server, trust);
            ClientIdentity self = identity(directory.path(), server, trust, environment);
            if (deregister) {
                return leave(directory.path(), server, self, trust);
            }
            var origins = new AgentDependencies(self, trust, chance.clock(), chance.ids(), chance.random());
            var agent = new Agent(settings(server, directory.path()), origins);
            agent.start();
            UntilStopped.hold(agent);
            System.out.println("argosy agent joins cluster " + cluster + " at " + endpoint);
            Systemd.ready();
            AgentEnd end = agent.awaitEnd();
            log.info("ended: {}", end.reason());
            return end.exitCode();
        }
    }

    private int leave(Path folder, URI server, ClientIdentity self, Trust trust) throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(10), trust)) {
            Deregistration.of(
                    folder,
                    cluster,
                    new ApiClient(outbound, server, self, Environment.real().clock()));
        }
        return 0;
    }

    /// The key of an earlier start, one for a join token, or what AWS tools would use: a key made for this host.
    private ClientIdentity identity(Path folder, URI server, Trust trust, Map<String, String> environment)
            throws IOException, InterruptedException {
        Environment chance = Environment.real();
        var admission = new Admission(folder, chance.ids(), chance.random());
        Optional<ClientIdentity> known = admission.known();
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Secret> token = joinToken(environment);
        if (token.isEmpty()) {
            return madeForThisHost(environment);
        }
        try (var outbound = new Outbound(Duration.ofSeconds(10), trust)) {
            return admission.join(new JoinClient(outbound, server), token.get());
        }
    }

    private static ClientIdentity madeForThisHost(Map<String, String> environment) throws IOException {
        try {
            return new AwsCredentialsChain(environment).find();
        } catch (IOException none) {
            throw new IOException(
                    "this agent has no key yet: set ARGOSY_JOIN_TOKEN to what `argosy token create` prints on the"
                            + " server\n(no key of another kind either: " + none.getMessage() + ")",
                    none);
        }
    }

    private Optional<Secret> joinToken(Map<String, String> environment) throws IOException {
        String text =
                joinTokenFile == null ? environment.getOrDefault("ARGOSY_JOIN_TOKEN", "") : tokenIn(joinTokenFile);
        return Optional.of(text.strip()).filter(token -> !token.isEmpty()).map(Secret::new);
    }

    private static String tokenIn(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new IOException("cannot read --join-token-file: " + WorldFailure.words(failure), failure);
        }
    }

    private List<Path> roots() {
        return hostRoots.isEmpty()
                ? List.of(DataDirectory.usual(System.getenv()).resolve("volumes"))
                : hostRoots.stream().map(Path::toAbsolutePath).toList();
    }

    private FileSystems fileSystems() throws IOException {
        try {
            return FileSystems.of(fileSystems);
        } catch (IllegalArgumentException mistaken) {
            throw new IOException("--efs: " + mistaken.getMessage(), mistaken);
        }
    }

    /// What an engine elsewhere runs could not be measured, guarded or given an address here.
    private Path socket() throws IOException {
        if (!"unix".equals(docker.getScheme())
                || docker.getPath() == null
                || docker.getPath().isEmpty()) {
            throw new IOException("--docker " + docker
                    + ": the agent drives an engine of its own machine by a socket, as in unix:///var/run/docker.sock");
        }
        return Path.of(docker.getPath());
    }

    private Map<String, String> told() throws IOException {
        Map<String, String> all = new HashMap<>(HostAttributes.of(Optional.ofNullable(zone)));
        all.putAll(attributes);
        return all;
    }

    private AgentSettings settings(URI server, Path folder) throws IOException {
        AgentSettings usual = AgentSettings.joining(server, cluster, folder);
        var ports = new HashSet<>(usual.reserved().tcpPorts());
        ports.addAll(reservedPorts);
        return usual.withDockerSocket(socket())
                .withAttributes(told())
                .withReserved(new Reserved(ports, usual.reserved().udpPorts(), reservedMemory, reservedCpu))
                .withStarting(new AgentSettings.Starting(
                        pull, usual.starting().atOnce(), usual.starting().taskLimits()))
                .withStopping(new AgentSettings.Stopping(
                        usual.stopping().grace(),
                        cleanUpAfter,
                        new Keeping(keepStopped, Keeping.USUAL.tasksInAll(), keepImages, diskReserve)))
                .withPolicy(new HostPolicy(privileged, hostPid, hostIpc, dockerSocket, roots()).with(fileSystems()))
                .withLimits(new AgentSettings.Limits(pidsLimit, builds))
                .withMetadata(new AgentSettings.Metadata(
                        usual.metadata().usualAddress() && !rehearsal, rehearsal ? 0 : introspectionPort));
    }
}

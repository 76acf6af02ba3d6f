package io.argosy.agent;

import io.argosy.agent.docker.DiskReserve;
import io.argosy.agent.docker.Docker;
import io.argosy.agent.docker.DockerException;
import io.argosy.agent.docker.EngineFacts;
import io.argosy.agent.docker.EngineWatch;
import io.argosy.agent.docker.EventFeed;
import io.argosy.agent.metadata.Documents;
import io.argosy.agent.metadata.Introspection;
import io.argosy.agent.metadata.MetadataAddress;
import io.argosy.agent.metadata.MetadataServer;
import io.argosy.agent.metadata.Routes;
import io.argosy.agent.metadata.TokenBucket;
import io.argosy.agent.reports.Reporter;
import io.argosy.agent.session.AgentVersion;
import io.argosy.agent.session.Registration;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.store.StoreFailed;
import io.argosy.agent.tasks.ContainerDriver;
import io.argosy.agent.tasks.ContainerEnvironment;
import io.argosy.agent.tasks.ContainerPlanner;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ImagePuller;
import io.argosy.agent.tasks.Images;
import io.argosy.agent.tasks.Janitor;
import io.argosy.agent.tasks.Labels;
import io.argosy.agent.tasks.Owner;
import io.argosy.agent.tasks.RegistryLogins;
import io.argosy.agent.tasks.RoleKeys;
import io.argosy.agent.tasks.Strays;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskCgroups;
import io.argosy.agent.tasks.TaskMemory;
import io.argosy.agent.tasks.TaskShelf;
import io.argosy.agent.usage.HostMeter;
import io.argosy.agent.usage.UsageSampler;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything of the agent that works on this host whether or not the control plane can be reached: tasks, the engine,
/// the state on disk, metadata and utilisation. The one place where these are put together.
final class Host implements AutoCloseable {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Path PROC = Path.of("/proc");
    private static final Path HOST_NAME = PROC.resolve("sys/kernel/hostname");
    private static final String METADATA_PORT = "metadata-port";
    private static final double REQUESTS_A_SECOND = 40;
    private static final double REQUESTS_AT_ONCE = 60;
    private static final int ENGINE_ATTEMPTS = 30;

    private final AgentSettings settings;
    private final Origins origins;
    private final Docker docker;
    private final DiskReserve reserve;
    private final EngineWatch watch;
    private final Owner owner;
    private final Images images;
    private final Strays strays;
    private final AgentStore store;
    private final EngineFacts engine;
    private final RoleKeys keys = new RoleKeys();
    private final Reporter reporter;
    private final Supervisors supervisors;
    private final UsageSampler usage;
    private final EventFeed feed;
    private final Janitor janitor;
    private final MetadataServer metadata;
    private final boolean taskLimits;
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /// Where the control plane and what goes with it are reached.
    record Outside(Outbound outbound, ApiClient api) {}

    Host(
            AgentSettings settings,
            Origins origins,
            Outside outside,
            Consumer<TaskMemory> changed,
            Consumer<StoreFailed> failed)
            throws IOException {
        this.settings = settings;
        this.origins = origins;
        this.docker = new Docker(settings.dockerSocket());
        this.engine = engineFacts();
        var engineDisk = Path.of(engine.rootDirectory());
        this.reserve = new DiskReserve(engineDisk, settings.stopping().keeping().diskReserveMib());
        this.watch = new EngineWatch(docker, reserve, origins.clock());
        this.store = AgentStore.open(settings.dataDirectory(), failed);
        this.reporter = new Reporter(store, outside.api(), origins.chance());
        this.owner = new Owner(
                settings.cluster(),
                place(settings.dataDirectory()),
                () -> Registration.knownArn(store).orElse(""));
        this.images = new Images(docker, store, origins.clock());
        var address = metadataAddress();
        var shelf = new TaskShelf(store, reporter, settings.cluster());
        var cgroups = new TaskCgroups(CGROUPS, engine, settings.starting().taskLimits());
        this.taskLimits = cgroups.possible();
        var driver = driver(outside.outbound(), cgroups, address);
        var planner = new ContainerPlanner(settings.stopping().grace());
        this.supervisors = new Supervisors(
                new Supervisors.Equipment(driver, planner, shelf, keys), origins.clock(), origins.ids(), changed);
        this.usage = new UsageSampler(
                docker,
                this::subjects,
                new UsageSampler.Host(CGROUPS, engine.cpus(), new HostMeter(PROC, engineDisk)),
                origins.clock());
        this.strays = new Strays(
                docker,
                supervisors,
                owner,
                new Strays.Limits(
                        settings.stopping().grace(), settings.stopping().cleanUpAfter()),
                origins.clock());
        this.feed = new EventFeed(docker, Labels.CLUSTER + "=" + settings.cluster(), strays, origins.clock());
        this.janitor = new Janitor(
                supervisors,
                new Janitor.Tools(docker, driver, shelf, images, reserve),
                settings.stopping().keeping(),
                settings.stopping().cleanUpAfter(),
                origins.clock());
        this.metadata = new MetadataServer(address, settings.metadata().introspectionPort(), routes());
    }

    private static String place(Path directory) throws IOException {
        String host = Files.exists(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "";
        return host + ":" + directory.toRealPath();
    }

    private EngineFacts engineFacts() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return docker.facts();
            } catch (DockerException notThere) {
                if (attempt == ENGINE_ATTEMPTS) {
                    docker.close();
                    throw new IOException(notThere.text(), notThere);
                }
            }
            try {
                Thread.sleep(Duration.ofSeconds(1));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the Docker engine", stopped);
            }
        }
    }

    private MetadataAddress metadataAddress() throws IOException {
        int lastPort = store.setting(METADATA_PORT).map(Integer::parseInt).orElse(0);
        var address = MetadataAddress.claim(settings.metadata().usualAddress(), gateways(), lastPort);
        store.set(METADATA_PORT, String.valueOf(address.port()));
        return address;
    }

    /// The addresses containers on Docker's bridge have for this host.
    private List<String> gateways() throws IOException {
        try {
            NetworkInterface bridge = NetworkInterface.getByName(docker.bridgeDevice());
            return bridge == null
                    ? List.of()
                    : bridge.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .map(InetAddress::getHostAddress)
                            .toList();
        } catch (DockerException noBridge) {
            return List.of();
        }
    }

    private ContainerDriver driver(Outbound outbound, TaskCgroups cgroups, MetadataAddress address) {
        var logins = new RegistryLogins(outbound, origins.identity(), origins.clock());
        var puller = new ImagePuller(
                docker, images, logins, settings.starting().pull(), ImagePuller.USUAL_SILENCE, origins.clock());
        var environment =
                new ContainerEnvironment(address.base(), origins.identity().region());
        return new ContainerDriver(
                new ContainerDriver.Tools(docker, watch, reserve, puller, cgroups, environment, owner),
                settings.starting().atOnce(),
                origins.clock());
    }

    private Routes routes() {
        var introspection = new Introspection(
                supervisors,
                settings.cluster(),
                () -> Registration.knownArn(store).orElse(""),
                AgentVersion.VERSION);
        return new Routes(
                new Routes.Sources(supervisors, keys, docker, introspection),
                new Documents(docker, settings.cluster()),
                new TokenBucket(REQUESTS_A_SECOND, REQUESTS_AT_ONCE, origins.clock()));
    }

    private Set<UsageSampler.Subject> subjects() {
        return supervisors.live().values().stream().flatMap(Host::subjects).collect(Collectors.toSet());
    }

    private static Stream<UsageSampler.Subject> subjects(TaskMemory task) {
        boolean bridge = task.task().networkMode().orElse("bridge").equals("bridge");
        return task.containers().stream()
                .filter(container -> container.state() instanceof Running)
                .map(container -> new UsageSampler.Subject(
                        container.state().dockerId().orElseThrow(),
                        container.state().shown().restarts(),
                        bridge));
    }

    /// Takes up the work of an earlier life; the feed goes first so that nothing falls between.
    void start() throws IOException {
        watch.start();
        feed.start();
        unreadable.putAll(supervisors.restore());
        reporter.resume();
        janitor.start();
        usage.start();
        metadata.start();
    }

    /// Stops what runs and is not remembered, for as long as that takes; only then may tasks be asked for, or one that
    /// still runs could be started a second time.
    void settle() throws InterruptedException {
        strays.clear(unreadable.keySet());
        unreadable.forEach(supervisors::refuse);
        strays.start();
    }

    EngineWatch watch() {
        return watch;
    }

    AgentStore store() {
        return store;
    }

    EngineFacts engine() {
        return engine;
    }

    RoleKeys keys() {
        return keys;
    }

    Reporter reporter() {
        return reporter;
    }

    Supervisors supervisors() {
        return supervisors;
    }

    UsageSampler usage() {
        return usage;
    }

    boolean taskLimits() {
        return taskLimits;
    }

    @Override
    public void close() {
        metadata.close();
        usage.close();
        janitor.close();
        strays.close();
        feed.close();
        supervisors.close();
        reporter.close();
        watch.close();
        docker.close();
        store.close();
    }
}

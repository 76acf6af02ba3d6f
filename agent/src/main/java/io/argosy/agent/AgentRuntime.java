package io.argosy.agent;

import io.argosy.agent.metadata.Documents;
import io.argosy.agent.metadata.Introspection;
import io.argosy.agent.metadata.MetadataAddresses;
import io.argosy.agent.metadata.MetadataServer;
import io.argosy.agent.metadata.RequestLimits;
import io.argosy.agent.metadata.Routes;
import io.argosy.agent.metadata.Tags;
import io.argosy.agent.metadata.TaskProtection;
import io.argosy.agent.reports.Reporter;
import io.argosy.agent.session.Registration;
import io.argosy.agent.session.TaskAddresses;
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
import io.argosy.agent.tasks.SecretReader;
import io.argosy.agent.tasks.Strays;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskCgroups;
import io.argosy.agent.tasks.TaskCredentials;
import io.argosy.agent.tasks.TaskLogs;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.agent.tasks.TaskSecrets;
import io.argosy.agent.tasks.TaskStore;
import io.argosy.confinement.HostGuard;
import io.argosy.confinement.HostPaths;
import io.argosy.docker.DiskReserve;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.EngineFacts;
import io.argosy.docker.EngineWatch;
import io.argosy.docker.EventFeed;
import io.argosy.docker.Wiring;
import io.argosy.environmentfiles.EnvironmentFiles;
import io.argosy.firelens.LogRouters;
import io.argosy.logshipping.LogShipping;
import io.argosy.tasknetworks.TaskNetworks;
import io.argosy.usage.HostMeter;
import io.argosy.usage.UsageSampler;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of the agent that works on this host whether or not the control plane can be reached: tasks, the engine,
/// the state on disk, metadata and utilisation. The one place where these are put together.
final class AgentRuntime implements AutoCloseable {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Path PROC = Path.of("/proc");
    private static final int ENGINE_ATTEMPTS = 30;

    private static final Logger log = LoggerFactory.getLogger(AgentRuntime.class);

    private final AgentSettings settings;
    private final AgentDependencies origins;
    private final Docker docker;
    private final DiskReserve reserve;
    private final EngineWatch watch;
    private final Owner owner;
    private final Images images;
    private final Strays strays;
    private final AgentStore store;
    private final EngineFacts engine;
    private final TaskCredentials keys = new TaskCredentials();
    private final Reporter reporter;
    private final Supervisors supervisors;
    private final UsageSampler usage;
    private final EventFeed feed;
    private final Janitor janitor;
    private final MetadataAddresses addresses;
    private final MetadataServer metadata;
    private final LogShipping shipping;
    private final TaskLogs logs;
    private final TaskNetworks networks;
    private final TaskAddresses taskAddresses;
    private final boolean taskLimits;
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();
    private volatile boolean restored;
    private volatile boolean connected;

    /// Where the control plane and what goes with it are reached.
    record Outside(Outbound outbound, ApiClient api) {}

    AgentRuntime(
            AgentSettings settings,
            AgentDependencies origins,
            Outside outside,
            Consumer<TaskRecord> changed,
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
                Owner.placeOf(settings.dataDirectory()),
                () -> Registration.knownArn(store).orElse(""));
        this.images = new Images(docker, store, origins.clock());
        this.addresses = metadataAddresses();
        this.shipping = new LogShipping(docker, settings.dataDirectory().resolve("logs"));
        this.logs = logs(outside.api());
        this.networks = TaskNetworks.onHost(settings.endpoint().getHost());
        this.taskAddresses = new TaskAddresses(networks, store);
        var taskStore = new TaskStore(store, reporter, settings.cluster());
        var cgroups = new TaskCgroups(CGROUPS, engine, settings.starting().taskLimits());
        this.taskLimits = cgroups.possible();
        var driver = driver(outside.outbound(), outside.api(), cgroups);
        this.supervisors = new Supervisors(
                new Supervisors.Dependencies(driver, planner(), taskStore, keys),
                origins.clock(),
                origins.ids(),
                changed.andThen(this::forgetKeys).andThen(logs::note));
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
                new Janitor.Dependencies(docker, driver, taskStore, images, reserve),
                settings.stopping().keeping(),
                settings.stopping().cleanUpAfter(),
                origins.clock());
        this.metadata = new MetadataServer(addresses, settings.metadata().introspectionPort(), routes(outside.api()));
    }

    private ContainerPlanner planner() {
        return new ContainerPlanner(settings.stopping().grace());
    }

    private MetadataAddresses metadataAddresses() {
        return new MetadataAddresses(
                new MetadataAddresses.Candidates(settings.metadata().usualAddress(), this::gateways),
                store,
                this::anyTasks);
    }

    /// The guard knows the agent's own folder by where it really is.
    private TaskLogs logs(ApiClient api) throws IOException {
        return new TaskLogs(
                shipping,
                task -> keys.execution(task).map(api::with).orElse(api),
                new LogRouters(settings.dataDirectory().toRealPath(), settings.cluster()));
    }

    private EngineFacts engineFacts() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return docker.facts();
            } catch (DockerException notThere) {
                if (attempt == ENGINE_ATTEMPTS) {
                    docker.close();
                    throw new IOException(
                            notThere.text() + ": is it running, and may this user use it? Another is --docker",
                            notThere);
                }
                if (attempt == 1) {
                    log.warn("{}; waiting {} s for it", notThere.text(), ENGINE_ATTEMPTS);
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

    /// Whether a task is left that may have been told where to ask.
    private boolean anyTasks() {
        return restored ? !supervisors.live().isEmpty() : !store.tasks().isEmpty();
    }

    private void forgetKeys(TaskRecord task) {
        if (task.over()) {
            task.credentialsId().ifPresent(keys::forget);
            // They end with the task at the server; the rest of its log is sent with the agent's own.
            keys.forgetExecution(task.arn());
        }
    }

    /// The addresses containers on Docker's bridge have for this host.
    private List<String> gateways() {
        try {
            NetworkInterface bridge = NetworkInterface.getByName(docker.bridgeDevice());
            return bridge == null
                    ? List.of()
                    : bridge.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .map(InetAddress::getHostAddress)
                            .toList();
        } catch (DockerException | SocketException noBridge) {
            return List.of();
        }
    }

    private ContainerDriver driver(Outbound outbound, ApiClient api, TaskCgroups cgroups) {
        var secrets = new SecretReader(api, keys);
        var logins = new RegistryLogins(outbound, origins.identity(), keys, secrets, origins.clock());
        var puller = new ImagePuller(
                docker, images, logins, settings.starting().pull(), ImagePuller.USUAL_SILENCE, origins.clock());
        var environment =
                new ContainerEnvironment(addresses::current, origins.identity().region());
        var paths = new HostPaths(settings.policy(), settings.dockerSocket(), settings.dataDirectory());
        var guard = new HostGuard(docker, settings.policy(), paths);
        return new ContainerDriver(
                new ContainerDriver.Dependencies(
                        docker,
                        watch,
                        reserve,
                        guard,
                        puller,
                        cgroups,
                        environment,
                        new TaskSecrets(secrets, new EnvironmentFiles(api)),
                        new ContainerDriver.Networks(networks, engine.architecture()),
                        new Wiring.Usual(
                                settings.limits().processes(),
                                engine.usualLogDriver().equals("json-file")),
                        owner),
                logs,
                settings.starting().atOnce(),
                origins.clock());
    }

    private Routes routes(ApiClient api) {
        var introspection = new Introspection(
                supervisors,
                settings.cluster(),
                () -> Registration.knownArn(store).orElse(""),
                () -> connected);
        return new Routes(
                new Routes.Dependencies(
                        supervisors,
                        keys,
                        docker,
                        usage,
                        introspection,
                        new Tags(api, () -> Registration.knownArn(store)),
                        new TaskProtection(api, keys, settings.cluster())),
                new Documents(docker, settings.cluster(), () -> Registration.knownZone(store), origins.clock()),
                new RequestLimits(System::nanoTime));
    }

    private Set<UsageSampler.Subject> subjects() {
        return supervisors.live().values().stream()
                .flatMap(AgentRuntime::subjects)
                .collect(Collectors.toSet());
    }

    private static Stream<UsageSampler.Subject> subjects(TaskRecord task) {
        return task.containers().stream()
                .filter(container -> container.state() instanceof Running)
                .map(container -> new UsageSampler.Subject(
                        container.state().dockerId().orElseThrow(),
                        container.state().shown().restarts(),
                        task.ownNetwork()));
    }

    /// Takes up the work of an earlier life; the feed goes first so that nothing falls between.
    void start() throws IOException {
        watch.start();
        taskAddresses.resume();
        networks.start();
        feed.start();
        unreadable.putAll(supervisors.restore());
        restored = true;
        logs.resume(supervisors.tasks());
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

    Docker docker() {
        return docker;
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

    TaskCredentials keys() {
        return keys;
    }

    /// Whether the control plane is there now; what it is to be told need not wait any longer.
    void connected(boolean now) {
        connected = now;
        if (now) {
            reporter.retryNow();
            shipping.retryNow();
        }
    }

    Supervisors supervisors() {
        return supervisors;
    }

    UsageSampler usage() {
        return usage;
    }

    TaskNetworks networks() {
        return networks;
    }

    TaskAddresses taskAddresses() {
        return taskAddresses;
    }

    MetadataAddresses addresses() {
        return addresses;
    }

    boolean taskLimits() {
        return taskLimits;
    }

    /// Whether the engine's files are there for this user to read.
    boolean sendsLogs() {
        return Files.isExecutable(Path.of(engine.rootDirectory(), "containers"));
    }

    @Override
    public void close() {
        metadata.close();
        networks.close();
        if (!anyTasks()) {
            networks.release();
        }
        usage.close();
        janitor.close();
        strays.close();
        feed.close();
        supervisors.close();
        shipping.close();
        reporter.close();
        watch.close();
        docker.close();
        store.close();
    }
}

package io.argosy.agent.tasks;

import io.argosy.agent.Waiting;
import io.argosy.agent.reports.Reporter;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.confinement.HostGuard;
import io.argosy.confinement.HostPaths;
import io.argosy.confinement.HostPolicy;
import io.argosy.docker.DiskReserve;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.EngineWatch;
import io.argosy.docker.Found;
import io.argosy.docker.TestEngine;
import io.argosy.docker.Wiring;
import io.argosy.environmentfiles.EnvironmentFiles;
import io.argosy.firelens.LogRouters;
import io.argosy.logshipping.LogShipping;
import io.argosy.tasknetworks.TaskNetworks;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Supervisors and a janitor between a real engine and a real file, without a control plane: nobody takes reports.
final class Workbench implements AutoCloseable {
    static final String CLUSTER = "argosy-workbench-" + TestEngine.OURS;

    final AtomicInteger faults = new AtomicInteger();
    final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    final InstantSource clock = () -> Instant.now().plus(later.get());
    final Docker docker = TestEngine.connect();
    final AgentStore store;
    final Images images;
    final Supervisors supervisors;
    final Janitor janitor;
    private final Outbound outbound = new Outbound(Duration.ofSeconds(1));
    private final Reporter reporter;

    Workbench(Path directory, Keeping keeping) throws Exception {
        store = AgentStore.open(directory, _ -> {});
        images = new Images(docker, store, clock);
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "us-east-1");
        var nobody = new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, clock);
        reporter = new Reporter(store, nobody, new Random(7));
        var taskStore = new TaskStore(store, reporter, CLUSTER);
        var keys = new TaskCredentials();
        var secrets = new SecretReader(nobody, keys);
        var logins = new RegistryLogins(outbound, identity, keys, secrets, clock);
        var puller =
                new ImagePuller(docker, images, logins, PullBehavior.PREFER_CACHED, ImagePuller.USUAL_SILENCE, clock);
        var reserve = new DiskReserve(directory, keeping.diskReserveMib());
        var paths = new HostPaths(HostPolicy.safe(), TestEngine.SOCKET, directory);
        var tools = new ContainerDriver.Dependencies(
                docker,
                new EngineWatch(docker, reserve, clock),
                reserve,
                new HostGuard(docker, HostPolicy.safe(), paths),
                puller,
                new TaskCgroups(Path.of("/sys/fs/cgroup"), docker.facts(), false),
                new ContainerEnvironment(() -> Optional.of("http://127.0.0.1:1"), "us-east-1"),
                new TaskSecrets(secrets, new EnvironmentFiles(nobody)),
                new ContainerDriver.Networks(
                        TaskNetworks.onHost("127.0.0.1"), docker.facts().architecture()),
                new Wiring.Usual(4_096, true),
                new Owner(CLUSTER, "here-" + TestEngine.OURS, () -> ""));
        var driver = new ContainerDriver(
                tools,
                new TaskLogs(
                        new LogShipping(docker, directory.resolve("logs")),
                        _ -> nobody,
                        new LogRouters(directory, "fleet")),
                4,
                clock);
        supervisors = new Supervisors(
                new Supervisors.Dependencies(
                        driver, new ContainerPlanner(Duration.ofSeconds(1)), taskStore, new TaskCredentials()),
                clock,
                Workbench::freshId,
                this::changed);
        janitor = new Janitor(
                supervisors,
                new Janitor.Dependencies(docker, driver, taskStore, images, reserve),
                keeping,
                Duration.ofHours(3),
                clock);
    }

    private static String freshId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /// Breaks the supervisor as often as `faults` says.
    private void changed(TaskRecord task) {
        if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a bug of the test in " + task.arn());
        }
    }

    static AcsTask task(String script) {
        return task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sh", "-c", script)));
    }

    static AcsTask task(AcsContainer.Builder... containers) {
        return AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/" + CLUSTER + "/" + freshId(), "web", "1")
                .networkMode("bridge")
                .containers(List.of(containers).stream()
                        .map(AcsContainer.Builder::build)
                        .toList())
                .build();
    }

    ContainerState app(AcsTask task) {
        return supervisors.task(task.arn()).orElseThrow().container("app").state();
    }

    Running running(AcsTask task) throws Exception {
        supervisors.take(List.of(task));
        Waiting.until(() -> app(task) instanceof Running);
        return (Running) app(task);
    }

    boolean stop(AcsTask task) {
        return supervisors.take(List.of(AcsTask.stop(task.arn(), "web", "1")));
    }

    /// On disk, too. There is no feed of events here: supervisors are told to look.
    void awaitEnd(AcsTask task) throws Exception {
        Waiting.until(() -> {
            supervisors.resync();
            return supervisors.saved().stream().anyMatch(one -> one.arn().equals(task.arn()) && one.over());
        });
    }

    List<Found> containers() throws DockerException {
        return docker.containers("com.amazonaws.ecs.cluster=" + CLUSTER);
    }

    @Override
    public void close() throws DockerException {
        supervisors.close();
        reporter.close();
        for (Found found : containers()) {
            docker.remove(found.id());
        }
        docker.close();
        store.close();
        outbound.close();
    }
}

package io.argosy.usage;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Inspected;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second at what every running container uses, in the kernel's files; Docker's own statistics cost a
/// thousand times more and are asked only where those files cannot be found.
public final class UsageSampler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UsageSampler.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Path PROC = Path.of("/proc");

    /// Where a container's numbers come from; `pid` is that of its first process.
    private record Source(int pid, int run, Optional<CgroupFiles> files, Meter meter) {}

    /// A running container to be measured. A change of `run` means that it was started again.
    public record Subject(String dockerId, int run, boolean ownNetwork) {}

    private final Docker docker;
    private final Supplier<Set<Subject>> subjects;
    private final HostMeter host;
    private final Path cgroupRoot;
    private final int cores;
    private final InstantSource clock;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("usage").unstarted(this::run);

    /// Where measuring happens.
    public record Host(Path cgroupRoot, int cores, HostMeter meter) {}

    public UsageSampler(Docker docker, Supplier<Set<Subject>> subjects, Host host, InstantSource clock) {
        this.docker = docker;
        this.subjects = subjects;
        this.host = host.meter();
        this.cgroupRoot = host.cgroupRoot();
        this.cores = host.cores();
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                sampleAll();
                Thread.sleep(PERIOD);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException failure) {
                log.warn("utilisation could not be read: {}", failure.toString());
            }
        }
    }

    private void sampleAll() throws IOException, InterruptedException {
        host.sample();
        Set<Subject> running = subjects.get();
        sources.keySet()
                .removeIf(id -> running.stream().noneMatch(one -> one.dockerId().equals(id)));
        for (Subject subject : running) {
            sample(subject);
        }
    }

    private void sample(Subject subject) {
        try {
            Source source = sources.get(subject.dockerId());
            if (source == null || source.run() != subject.run()) {
                source = find(subject);
                sources.put(subject.dockerId(), source);
            }
            source.meter().add(read(source, subject), clock.instant(), host.cpuNanos());
        } catch (IOException | DockerException ended) {
            sources.remove(subject.dockerId());
        }
    }

    private Source find(Subject subject) throws DockerException {
        Inspected container = docker.inspect(subject.dockerId());
        int pid = container.life().pid();
        return new Source(pid, subject.run(), CgroupFiles.of(PROC, cgroupRoot, pid), new Meter(cores));
    }

    private Reading read(Source source, Subject subject) throws IOException, DockerException {
        if (source.files().isEmpty()) {
            return EngineStats.reading(docker.stats(subject.dockerId()));
        }
        CgroupFiles files = source.files().get();
        return new Reading(
                files.cpuNanos(),
                files.memoryBytes(),
                subject.ownNetwork() ? Optional.of(NetworkFile.read(PROC, source.pid())) : Optional.empty());
    }

    /// The container's counters in the engine's own format; nothing before it was sampled for the first time, or where
    /// the kernel's files are out of reach. `ownNetwork` as of [Subject].
    public Optional<Map<String, Object>> statistics(String dockerId, boolean ownNetwork) {
        Source source = sources.get(dockerId);
        if (source == null || source.files().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Meter.Timed> last = source.meter().latest();
            var counters = new EngineLike.HostCounters(
                    HostMeter.ticks(PROC) * ProcFiles.NANOS_A_TICK, cores, host.memoryBytes());
            return last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(EngineLike.document(
                            source.files().get(),
                            ownNetwork ? NetworkFile.each(PROC, source.pid()) : Map.of(),
                            counters,
                            last.get(),
                            clock.instant()));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    public HostMeter host() {
        return host;
    }

    /// What the container used since this was last asked, under the names of a metric of its task.
    public ContainerMetric take(String dockerId, ContainerMetric named) {
        Source source = sources.get(dockerId);
        if (source == null) {
            return named;
        }
        Meter.Usage usage = source.meter().take();
        return new ContainerMetric(
                named.containerName(),
                named.containerArn(),
                usage.cpu(),
                usage.memory(),
                usage.network(),
                named.storageStatsSet(),
                named.restartStatsSet());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

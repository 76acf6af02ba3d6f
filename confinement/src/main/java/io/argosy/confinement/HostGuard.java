package io.argosy.confinement;

import io.argosy.docker.ContainerRequest;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.HostMount;
import io.argosy.docker.Inspected;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.DockerVolume;
import io.argosy.wire.acs.AcsTask.EfsVolume;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Stands between tasks and the engine: looks at every volume and every request before a container is made, and at what
/// was really mounted before it starts (decision 0070).
public final class HostGuard {
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Docker docker;
    private final HostPolicy policy;
    private final HostPaths paths;
    private final MappedVolumes mapped;
    private final Confinement confinement;
    private final ReentrantLock oneByOne = new ReentrantLock(true);

    public HostGuard(Docker docker, HostPolicy policy, HostPaths paths) {
        this.docker = docker;
        this.policy = policy;
        this.paths = paths;
        this.mapped = new MappedVolumes(policy.fileSystems(), paths);
        this.confinement = new Confinement(policy, paths);
    }

    /// The task's id becomes part of paths of this host.
    public void check(AcsTask task) throws HostRefusal {
        if (!TASK_ID.matcher(task.id()).matches()) {
            throw new HostRefusal("the task's id '" + task.id() + "' is none");
        }
    }

    public void check(ContainerRequest request) throws HostRefusal {
        confinement.check(request);
    }

    /// The path of this host that a volume is, made if need be.
    public Path folder(String volume, String sourcePath) throws HostRefusal, DockerException {
        String what = "volume '" + volume + "'";
        PathWriters.refuse(docker, what, paths.allowed(what, sourcePath), docker.hostMounts(), "");
        return paths.ready(what, sourcePath);
    }

    /// What a file system of the network is on this host: a folder below that of the file system, or a volume of the
    /// engine, to be made under this name.
    public MappedVolumes.Mapped fileSystem(String volume, EfsVolume asked, String name)
            throws HostRefusal, DockerException {
        MappedVolumes.Mapped found = mapped.of(volume, asked, name);
        if (found instanceof MappedVolumes.InFolder(Path path)) {
            PathWriters.refuse(docker, "volume '" + volume + "'", path, docker.hostMounts(), "");
        }
        return found;
    }

    /// Whether the engine may be asked for a volume of this name with these options.
    public void check(String name, DockerVolume volume) throws HostRefusal, DockerException {
        if (!VOLUME.matcher(name).matches()) {
            throw new HostRefusal("'" + name + "' is not the name of a Docker volume");
        }
        VolumeOptions options = VolumeOptions.of(volume);
        if (options.mountsOfTheHost() && !policy.privileged()) {
            throw new HostRefusal("volume '" + name + "' would mount of the host itself; the agent runs without"
                    + " --allow-privileged");
        }
        if (options.bound().isPresent()) {
            folder(name, options.bound().get());
        }
        for (String path : options.otherPaths()) {
            paths.allowed("volume '" + name + "'", path);
        }
    }

    /// Starts the container. One that mounts of this host starts alone, right after a last look: the engine resolves
    /// its paths anew.
    public void start(AcsTask task, String id) throws HostRefusal, DockerException, InterruptedException {
        if (task.volumes().stream().noneMatch(HostGuard::onHost)) {
            docker.start(id);
            return;
        }
        oneByOne.lockInterruptibly();
        try {
            lookAgain(task, id);
            docker.start(id);
        } finally {
            oneByOne.unlock();
        }
    }

    private static boolean onHost(Volume volume) {
        return volume.host()
                        .flatMap(AcsTask.HostVolume::sourcePath)
                        .filter(path -> !path.isBlank())
                        .isPresent()
                || volume.dockerVolumeConfiguration()
                        .map(VolumeOptions::of)
                        .flatMap(VolumeOptions::bound)
                        .isPresent()
                || volume.efsVolumeConfiguration().isPresent();
    }

    private void lookAgain(AcsTask task, String id) throws HostRefusal, DockerException {
        List<HostMount> running = docker.hostMounts();
        for (Inspected.Mount mount : docker.inspect(id).mounts()) {
            if (mount.type().equals("bind") && !paths.ofAgent(mount.source())) {
                checkAgain("mount point '" + mount.destination() + "'", mount.source(), running, id);
            }
        }
        for (Volume volume : task.volumes()) {
            var bound =
                    volume.dockerVolumeConfiguration().map(VolumeOptions::of).flatMap(VolumeOptions::bound);
            if (bound.isPresent()) {
                checkAgain("volume '" + volume.name() + "'", bound.get(), running, id);
            }
        }
    }

    private void checkAgain(String what, String source, List<HostMount> running, String id)
            throws HostRefusal, DockerException {
        Path path = mapped.rulesFor(source).orElse(paths).unchanged(what, source);
        PathWriters.refuse(docker, what, path, running, id);
    }
}

package io.argosy.agent.tasks;

import io.argosy.confinement.HostGuard;
import io.argosy.confinement.HostRefusal;
import io.argosy.confinement.MappedVolumes;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Place;
import io.argosy.docker.VolumeRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.DockerVolume;
import io.argosy.wire.acs.AcsTask.EfsVolume;
import io.argosy.wire.acs.AcsTask.Volume;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The volumes of a task (agent-protocol 5.6): directories of the host, Docker volumes that end with the task, and
/// shared ones that do not.
final class TaskVolumes {
    private static final Logger log = LoggerFactory.getLogger(TaskVolumes.class);

    private final Docker docker;
    private final HostGuard guard;

    TaskVolumes(Docker docker, HostGuard guard) {
        this.docker = docker;
        this.guard = guard;
    }

    /// Where each volume lies, made where need be. Names are fixed in advance, so repeating it is harmless.
    Map<String, Place> ready(TaskRecord task) throws DockerException, ResourceRefused, HostRefusal {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Volume volume : task.task().volumes()) {
            places.put(volume.name(), place(task, volume));
        }
        return places;
    }

    private Place place(TaskRecord task, Volume volume) throws DockerException, ResourceRefused, HostRefusal {
        Optional<String> path =
                volume.host().flatMap(AcsTask.HostVolume::sourcePath).filter(text -> !text.isBlank());
        if (path.isPresent()) {
            return new Place.OnHost(guard.folder(volume.name(), path.get()));
        }
        Optional<DockerVolume> asked = volume.dockerVolumeConfiguration();
        if (asked.isPresent() && shared(asked.get())) {
            return new Place.InVolume(sharedVolume(volume.name(), asked.get()));
        }
        if (volume.efsVolumeConfiguration().isPresent()) {
            return fileSystem(
                    task, volume.name(), volume.efsVolumeConfiguration().get());
        }
        if (!volume.type().orElse("host").matches("host|docker")) {
            throw new ResourceRefused("volumes of type " + volume.type().get() + " are not available");
        }
        return new Place.InVolume(ownVolume(task, volume.name(), asked));
    }

    private Place fileSystem(TaskRecord task, String name, EfsVolume asked) throws DockerException, HostRefusal {
        return switch (guard.fileSystem(name, asked, task.volumes().getOrDefault(name, name))) {
            case MappedVolumes.InFolder(var path) -> new Place.OnHost(path);
            case MappedVolumes.OfEngine(var request) -> {
                docker.createVolume(request);
                yield new Place.InVolume(request.name());
            }
        };
    }

    private static boolean shared(DockerVolume volume) {
        return volume.scope().orElse("task").equals("shared");
    }

    private String sharedVolume(String name, DockerVolume asked) throws DockerException, ResourceRefused, HostRefusal {
        guard.check(name, asked);
        if (!docker.hasVolume(name)) {
            if (!asked.autoprovision()) {
                throw new ResourceRefused("there is no shared volume " + name + " and autoprovision is off");
            }
            docker.createVolume(request(name, asked));
        }
        return name;
    }

    private String ownVolume(TaskRecord task, String name, Optional<DockerVolume> asked)
            throws DockerException, ResourceRefused, HostRefusal {
        if (asked.map(DockerVolume::autoprovision).orElse(false)) {
            throw new ResourceRefused("volume " + name + " of scope task cannot be provisioned automatically");
        }
        String made = task.volumes().getOrDefault(name, name);
        if (asked.isPresent()) {
            guard.check(made, asked.get());
        }
        docker.createVolume(asked.map(volume -> request(made, volume))
                .orElseGet(() -> new VolumeRequest(made, "", Map.of(), Map.of())));
        return made;
    }

    private static VolumeRequest request(String name, DockerVolume asked) {
        return new VolumeRequest(name, asked.driver().orElse(""), asked.driverOpts(), asked.labels());
    }

    /// Removes those that belong to the task alone; false when one has to be tried again.
    boolean remove(TaskRecord task) {
        boolean all = true;
        for (String name : task.volumes().values()) {
            try {
                docker.removeVolume(name);
            } catch (DockerException inUse) {
                log.warn("task={} volume={} not removed yet: {}", task.arn(), name, inUse.text());
                all = false;
            }
        }
        return all;
    }
}

package io.argosy.agent.tasks;

import io.argosy.agent.docker.Docker;
import io.argosy.agent.docker.DockerException;
import io.argosy.agent.docker.VolumeRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.DockerVolume;
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

    TaskVolumes(Docker docker) {
        this.docker = docker;
    }

    /// Where each volume lies, made where need be. Names are fixed in advance, so repeating it is harmless.
    Map<String, String> ready(TaskMemory task) throws DockerException, VolumeRefused {
        Map<String, String> places = new LinkedHashMap<>();
        for (Volume volume : task.task().volumes()) {
            places.put(volume.name(), place(task, volume));
        }
        return places;
    }

    private String place(TaskMemory task, Volume volume) throws DockerException, VolumeRefused {
        Optional<String> path =
                volume.host().flatMap(AcsTask.HostVolume::sourcePath).filter(text -> !text.isBlank());
        if (path.isPresent()) {
            return path.get();
        }
        Optional<DockerVolume> asked = volume.dockerVolumeConfiguration();
        if (asked.isPresent() && shared(asked.get())) {
            return sharedVolume(volume.name(), asked.get());
        }
        if (!volume.type().orElse("host").matches("host|docker")) {
            throw new VolumeRefused("volumes of type " + volume.type().get() + " are not available");
        }
        return ownVolume(task, volume.name(), asked);
    }

    private static boolean shared(DockerVolume volume) {
        return volume.scope().orElse("task").equals("shared");
    }

    private String sharedVolume(String name, DockerVolume asked) throws DockerException, VolumeRefused {
        if (!docker.hasVolume(name)) {
            if (!asked.autoprovision()) {
                throw new VolumeRefused("there is no shared volume " + name + " and autoprovision is off");
            }
            docker.createVolume(request(name, asked));
        }
        return name;
    }

    private String ownVolume(TaskMemory task, String name, Optional<DockerVolume> asked)
            throws DockerException, VolumeRefused {
        if (asked.map(DockerVolume::autoprovision).orElse(false)) {
            throw new VolumeRefused("volume " + name + " of scope task cannot be provisioned automatically");
        }
        String made = task.volumes().getOrDefault(name, name);
        docker.createVolume(asked.map(volume -> request(made, volume))
                .orElseGet(() -> new VolumeRequest(made, "", Map.of(), Map.of())));
        return made;
    }

    private static VolumeRequest request(String name, DockerVolume asked) {
        return new VolumeRequest(name, asked.driver().orElse(""), asked.driverOpts(), asked.labels());
    }

    /// Removes those that belong to the task alone; false when one has to be tried again.
    boolean remove(TaskMemory task) {
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

    /// A volume this host will not have; the text says why.
    static final class VolumeRefused extends Exception {
        private static final long serialVersionUID = 1L;

        VolumeRefused(String message) {
            super(message);
        }
    }
}

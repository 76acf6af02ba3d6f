package io.argosy.agent;

import io.argosy.agent.AgentSettings.Metadata;
import io.argosy.agent.AgentSettings.Starting;
import io.argosy.agent.AgentSettings.Stopping;
import io.argosy.agent.tasks.PullBehavior;
import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.Found;
import io.argosy.docker.Inspected;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Agents and tasks for tests.
final class Agents {
    private Agents() {}

    static Agent start(ControlPlane control, Path directory) throws IOException {
        return start(control, directory, settings -> settings);
    }

    static Agent start(ControlPlane control, Path directory, UnaryOperator<AgentSettings> change) throws IOException {
        var settings = AgentSettings.joining(control.endpoint(), ControlPlane.CLUSTER, directory)
                .withDockerSocket(TestEngine.SOCKET)
                .withMetadata(new Metadata(false, 0))
                .withStarting(new Starting(PullBehavior.PREFER_CACHED, 4, true))
                .withPolicy(HostPolicy.safe())
                .withStopping(new Stopping(Duration.ofSeconds(2), Duration.ofHours(3)));
        var agent = new Agent(
                change.apply(settings),
                new AgentDependencies(
                        ControlPlane.identity(),
                        new Trust.OfSystem(),
                        InstantSource.system(),
                        Agents::freshId,
                        new Random(7)));
        agent.start();
        return agent;
    }

    static String freshId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static String freshArn() {
        return "arn:aws:ecs:us-east-1:111122223333:task/" + ControlPlane.CLUSTER + "/" + freshId();
    }

    static AcsTask task(AcsContainer.Builder... containers) {
        return builder(containers).build();
    }

    static AcsTask.Builder builder(AcsContainer.Builder... containers) {
        return AcsTask.start(freshArn(), "web", "1")
                .networkMode("bridge")
                .containers(List.of(containers).stream()
                        .map(AcsContainer.Builder::build)
                        .toList());
    }

    /// Removes what the tests' tasks left on the engine, volumes of tasks included.
    static void removeContainers(Docker docker) throws Exception {
        for (Found found : docker.containers("com.amazonaws.ecs.cluster=" + ControlPlane.CLUSTER)) {
            List<Inspected.Mount> mounts = docker.inspect(found.id()).mounts();
            docker.remove(found.id());
            for (Inspected.Mount mount : mounts) {
                removeVolume(docker, mount.name());
            }
        }
    }

    private static void removeVolume(Docker docker, String name) throws DockerException {
        try {
            if (name.startsWith("ecs-")) {
                docker.removeVolume(name);
            }
        } catch (DockerException stillUsed) {
            if (stillUsed.reason() != DockerException.Reason.CONFLICT) {
                throw stillUsed;
            }
        }
    }
}

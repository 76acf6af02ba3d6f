package io.argosy.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.docker.ContainerRequest;
import io.argosy.docker.Docker;
import io.argosy.docker.Place;
import io.argosy.docker.TestEngine;
import io.argosy.docker.Wiring;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Paths that change between the agent's look and the engine's, on a real engine.
@Tag("engine")
final class HostGuardTest {
    @TempDir
    private Path host;

    private final List<String> created = new ArrayList<>();
    private Path root;
    private Docker docker;
    private HostGuard guard;

    @BeforeEach
    void connect() throws Exception {
        docker = TestEngine.connect();
        root = Files.createDirectory(host.resolve("volumes"));
        HostPolicy policy = HostPolicy.safe(root);
        guard = new HostGuard(docker, policy, new HostPaths(policy, TestEngine.SOCKET, host.resolve("agent")));
    }

    @AfterEach
    void disconnect() throws Exception {
        for (String id : created) {
            docker.remove(id);
        }
        docker.close();
    }

    private static AcsTask task(Path source, boolean readOnly) {
        var app = AcsContainer.of("app", TestEngine.IMAGE)
                .command(List.of("sleep", "600"))
                .mountPoints(List.of(new MountPoint("v", "/data", readOnly)))
                .build();
        return AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/demo/" + "b".repeat(32), "web", "1")
                .containers(List.of(app))
                .volumes(List.of(Volume.host("v", Optional.of(source.toString()))))
                .build();
    }

    private String created(AcsTask task) throws Exception {
        String source =
                task.volumes().getFirst().host().orElseThrow().sourcePath().orElseThrow();
        Map<String, Place> places = Map.of("v", new Place.OnHost(guard.folder("v", source)));
        var wiring = new Wiring(
                Map.of(),
                places,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Wiring.Usual(4_096, true));
        ContainerRequest request = ContainerRequest.of(task, task.containers().getFirst(), wiring);
        guard.check(request);
        String id = docker.create("argosy-guard-" + Long.toHexString(System.nanoTime()), request);
        created.add(id);
        return id;
    }

    @Test
    void aFolderThatBecameALinkBeforeTheStartIsFoundOut() throws Exception {
        AcsTask task = task(root.resolve("app/x"), false);
        String id = created(task);
        Files.delete(root.resolve("app/x"));
        Files.createSymbolicLink(root.resolve("app/x"), Path.of("/"));

        assertThatThrownBy(() -> guard.start(task, id))
                .isInstanceOf(HostRefusal.class)
                .hasMessageContaining(root.resolve("app/x") + " of mount point '/data' is a symbolic link");
        assertThat(docker.inspect(id).life().startedAt()).isEmpty();
    }

    @Test
    void aFolderOnTheWayIsLookedAtToo() throws Exception {
        AcsTask task = task(root.resolve("app/x/y"), false);
        String id = created(task);
        Files.move(root.resolve("app"), root.resolve("moved"));
        Files.createSymbolicLink(root.resolve("app"), root.resolve("moved"));

        assertThatThrownBy(() -> guard.start(task, id)).hasMessageContaining(root.resolve("app") + " of");
    }

    @Test
    void aPathIsRefusedWhileARunningContainerCouldSwapIt() throws Exception {
        AcsTask writer = task(root.resolve("app"), false);
        AcsTask inside = task(root.resolve("app/x"), false);
        String early = created(inside);
        String above = created(writer);
        guard.start(writer, above);

        assertThatThrownBy(() -> guard.start(inside, early)).hasMessageContaining("may write to and could swap");
        assertThatThrownBy(() -> guard.folder("v", root.resolve("app/x").toString()))
                .hasMessageContaining("may write to and could swap");
        docker.stop(above, java.time.Duration.ZERO);
        guard.start(inside, early);

        assertThat(docker.inspect(early).life().running()).isTrue();
    }

    @Test
    void readersAboveAndSharersOfTheSameFolderAreNoDanger() throws Exception {
        AcsTask reader = task(root, true);
        AcsTask first = task(root.resolve("app"), false);
        guard.start(reader, created(reader));
        guard.start(first, created(first));
        String second = created(first);

        guard.start(first, second);

        assertThat(docker.inspect(second).life().running()).isTrue();
    }

    @Test
    void aRootThatIsTheOperatorsOwnLinkIsFollowedOnce() throws Exception {
        Path big = Files.createDirectory(host.resolve("big"));
        Path named = Files.createSymbolicLink(host.resolve("named"), big);
        var paths = new HostPaths(HostPolicy.safe(named), TestEngine.SOCKET, host.resolve("agent"));

        assertThat(paths.ready("v", named.resolve("a").toString())).isEqualTo(big.resolve("a"));

        Files.delete(named);
        Files.createSymbolicLink(named, Path.of("/etc"));
        assertThat(paths.ready("v", named.resolve("a").toString())).isEqualTo(big.resolve("a"));
    }

    @Test
    void theAgentsOwnStateIsNobodysVolume() {
        var open = new HostPolicy(true, true, true, false, List.of(Path.of("/")));
        var paths = new HostPaths(open, TestEngine.SOCKET, host.resolve("agent"));

        assertThatThrownBy(() -> paths.ready("v", host.resolve("agent/keys").toString()))
                .hasMessageContaining("reaches the agent's own state");
        assertThatThrownBy(() -> paths.ready("v", host.toString())).hasMessageContaining("the agent's own state");
        assertThatThrownBy(() -> paths.ready("v", "/run")).hasMessageContaining("--allow-docker-socket");
        assertThatThrownBy(() ->
                        paths.ready("v", TestEngine.SOCKET.resolveSibling("").toString()))
                .hasMessageContaining("--allow-docker-socket");
    }
}

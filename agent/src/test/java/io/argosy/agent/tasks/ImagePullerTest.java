package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.agent.Waiting;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.RelayedEngine;
import io.argosy.docker.TestEngine;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsContainer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
final class ImagePullerTest {
    private static final String PULL = "POST /images/create.*";

    @TempDir
    private Path directory;

    private Outbound outbound;
    private RelayedEngine engine;
    private Docker docker;
    private AgentStore store;
    private ImagePuller puller;

    @BeforeEach
    void open() throws Exception {
        TestEngine.connect().close();
        outbound = new Outbound(Duration.ofSeconds(1));
        engine = new RelayedEngine(directory);
        docker = new Docker(engine.socket());
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "us-east-1");
        store = AgentStore.open(directory.resolve("store"), _ -> {});
        var keys = new TaskCredentials();
        var nobody = new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, InstantSource.system());
        puller = new ImagePuller(
                docker,
                new Images(docker, store, InstantSource.system()),
                new RegistryLogins(outbound, identity, keys, new SecretReader(nobody, keys), InstantSource.system()),
                PullBehavior.DEFAULT,
                Duration.ofSeconds(1),
                InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        docker.close();
        engine.close();
        outbound.close();
    }

    private PulledImage fetch(String image) throws Exception {
        return puller.fetch("task", AcsContainer.of("app", image).build());
    }

    @Test
    void anEngineThatIsGoneSaysNothingAboutAnImage() {
        engine.goAway();

        assertThatThrownBy(() -> fetch(TestEngine.IMAGE)).isInstanceOf(DockerException.class);
        assertThat(engine.asked(PULL)).isZero();
    }

    @Test
    void aRegistryThatSaysNothingIsNotWaitedForWhereALocalImageWillDo() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String image = "127.0.0.1:" + mute.getLocalPort() + "/web:1";
            TestEngine.run("docker tag " + TestEngine.IMAGE + " " + image);
            try {
                PulledImage first = fetch(image);
                PulledImage second = fetch(image);

                assertThat(first.id()).isEqualTo(second.id());
                assertThat(engine.asked(PULL)).isEqualTo(1);
            } finally {
                TestEngine.run("docker rmi " + image);
            }
        }
    }

    @Test
    void whatOnePullLearnedHoldsForAllWhoWaited() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        List<Thread> askers;
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String image = "127.0.0.1:" + mute.getLocalPort() + "/web:1";
            askers = IntStream.range(0, 5)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> told.add(outcome(image))))
                    .toList();
            Waiting.until(() -> engine.asked(PULL) == 1 && askers.stream().allMatch(ImagePullerTest::waits));
        }
        for (Thread asker : askers) {
            assertThat(asker.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(told).hasSize(5);
        assertThat(told.stream().distinct()).singleElement().asString().contains("connection refused");
        assertThat(engine.asked(PULL)).isEqualTo(ImagePuller.ATTEMPTS);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private String outcome(String image) {
        try {
            return fetch(image).id();
        } catch (Exception failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}

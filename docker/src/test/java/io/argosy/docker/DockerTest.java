package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.argosy.docker.DockerException.Reason;
import io.argosy.wire.acs.AcsContainer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the supervisor relies on, asked of the real engine.
@Tag("engine")
final class DockerTest {
    private final List<String> created = new ArrayList<>();
    private Docker docker;

    @BeforeEach
    void connect() throws Exception {
        docker = TestEngine.connect();
    }

    @AfterEach
    void removeContainers() throws Exception {
        for (String id : created) {
            docker.remove(id);
        }
        docker.close();
    }

    @Test
    void aContainerLivesAndItsExitCodeIsKept() throws Exception {
        String id = create("exit 7");

        docker.start(id);
        Inspected ended = whenEnded(id);

        assertThat(ended.life().exitCode()).isEqualTo(7);
        assertThat(ended.life().startedAt()).isPresent();
        assertThat(ended.life().finishedAt()).isPresent();
        docker.remove(id);
        assertThat(refusal(() -> docker.inspect(id))).isEqualTo(Reason.NOT_FOUND);
        docker.remove(id);
    }

    @Test
    void stopKillsWhatIgnoresTheRequestAfterTheGrace() throws Exception {
        String id = create("trap '' TERM; while true; do sleep 1; done");
        docker.start(id);
        docker.start(id);

        docker.stop(id, Duration.ofSeconds(1));

        assertThat(docker.inspect(id).life().exitCode()).isEqualTo(137);
        docker.stop(id, Duration.ofSeconds(1));
    }

    @Test
    void eventsTellAStartAndADeathWithItsExitCode() throws Exception {
        String label = "argosy-test=" + TestEngine.freshName();
        BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
        try (var feed = new EventFeed(docker, label, listener(heard), InstantSource.system())) {
            feed.start();
            String id = docker.create(
                    TestEngine.freshName(), TestEngine.shell("exit 3", Map.of("argosy-test", label.split("=")[1])));
            created.add(id);
            docker.start(id);

            EngineEvent start =
                    Optional.ofNullable(heard.poll(1, TimeUnit.MINUTES)).orElseThrow();
            EngineEvent death =
                    Optional.ofNullable(heard.poll(1, TimeUnit.MINUTES)).orElseThrow();

            assertThat(start.action()).isEqualTo("start");
            assertThat(death.action()).isEqualTo("die");
            assertThat(death.containerId()).isEqualTo(id);
            assertThat(death.attributes()).containsEntry("exitCode", "3");
        }
    }

    @Test
    void dynamicPortsAreFoundByInspection() throws Exception {
        var container = AcsContainer.of("app", TestEngine.IMAGE)
                .command(List.of("sleep", "60"))
                .portMappings(List.of(new AcsContainer.PortMapping(80, 0, Optional.of("tcp"))))
                .build();
        String id = docker.create(TestEngine.freshName(), TestEngine.request(container, Map.of()));
        created.add(id);

        docker.start(id);

        assertThat(docker.inspect(id).ports())
                .filteredOn(PortBinding::ipv4)
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.containerPort()).isEqualTo(80);
                    assertThat(port.hostPort()).isPositive();
                    assertThat(port.protocol()).isEqualTo("tcp");
                });
    }

    @Test
    void refusalsSayWhatKindTheyAre() throws Exception {
        String name = TestEngine.freshName();
        created.add(docker.create(name, TestEngine.shell("true", Map.of())));
        String broken = docker.create(
                TestEngine.freshName(),
                TestEngine.request(
                        AcsContainer.of("app", TestEngine.IMAGE)
                                .command(List.of("/no/such/program"))
                                .build(),
                        Map.of()));
        created.add(broken);

        assertThat(refusal(() -> docker.image("argosy-test/absent:1"))).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal(() -> docker.create(name, TestEngine.shell("true", Map.of()))))
                .isEqualTo(Reason.CONFLICT);
        assertThatThrownBy(() -> docker.start(broken)).hasMessageContaining("/no/such/program");
    }

    @Test
    void aPullFromNowhereFailsWithTheEnginesWords() {
        var image = ImageReference.parse("127.0.0.1:1/absent:1");

        assertThatThrownBy(() -> docker.pull(image, Optional.empty(), Duration.ofMinutes(1)))
                .hasMessageContaining("connection refused");
    }

    @Test
    void labelsFindContainersAndVolumesComeAndGo() throws Exception {
        String mark = TestEngine.freshName();
        String id = docker.create(mark, TestEngine.shell("true", Map.of("argosy-test", mark)));
        created.add(id);

        assertThat(docker.containers("argosy-test=" + mark)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(id);
            assertThat(found.name()).isEqualTo(mark);
            assertThat(found.running()).isFalse();
            assertThat(found.labels()).containsEntry("argosy-test", mark);
        });

        docker.createVolume(new VolumeRequest(mark, "", Map.of(), Map.of()));
        assertThat(docker.hasVolume(mark)).isTrue();
        docker.removeVolume(mark);
        docker.removeVolume(mark);
        assertThat(docker.hasVolume(mark)).isFalse();
    }

    @Test
    void anEngineThatIsNotThereIsUnreachable() throws Exception {
        try (var nobody = new Docker(java.nio.file.Path.of("/tmp/argosy-test-no-engine.sock"))) {
            assertThat(refusal(nobody::ping)).isEqualTo(Reason.UNREACHABLE);
        }
    }

    private String create(String script) throws Exception {
        String id = docker.create(TestEngine.freshName(), TestEngine.shell(script, Map.of()));
        created.add(id);
        return id;
    }

    private Inspected whenEnded(String id) throws Exception {
        for (int i = 0; i < 200; i++) {
            Inspected now = docker.inspect(id);
            if (!now.life().running()) {
                return now;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("still running: " + id);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static Reason refusal(Call call) {
        return catchThrowableOfType(DockerException.class, call::run).reason();
    }

    private static EventFeed.Listener listener(BlockingQueue<EngineEvent> heard) {
        return new EventFeed.Listener() {
            @Override
            public void hear(EngineEvent event) {
                heard.add(event);
            }

            @Override
            public void resync() {}
        };
    }
}

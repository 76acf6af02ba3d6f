package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two hosts, each with an engine, an agent and a small disk of its own, and a server; then rounds of what happens to
/// machines, from a seed. After each round every service has its count, every container has its task, no task has two
/// containers, and no port is taken that nobody uses. `-Dargosy.chaos.rounds`, `.seed` and `.freeze` (seconds) ask for
/// more. It touches nothing that other tests use, and mostly waits: it runs beside them.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class ChaosTest {
    private static final String CLUSTER = "chaos";
    private static final int FIXED_PORT = 8081;
    private static final Map<String, Integer> WANTED = Map.of("many", 4, "one", 1);
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofSeconds(120);

    private enum Fault {
        DEATH,
        FULL_DISK,
        FROZEN_ENGINE,
        RESTARTS,
        CUT_CABLE
    }

    private final int rounds = Integer.getInteger("argosy.chaos.rounds", Fault.values().length);
    private final long seed = Long.getLong("argosy.chaos.seed", 7);
    private final Duration freeze = Duration.ofSeconds(Integer.getInteger("argosy.chaos.freeze", 20));

    @TempDir
    private Path folder;

    private WiredFleet fleet;
    private ApiClient api;
    private Kept server;
    private List<Host> hosts = List.of();

    @BeforeEach
    void start() throws IOException {
        fleet = new WiredFleet(
                folder, 77, "instances.lost-after=" + LOST_AFTER.toSeconds() + "s", "tasks.healthy-after=1s");
        api = fleet.start();
        server = fleet.server();
        hosts = fleet.hosts();
        WiredFleet.makeCluster(api, CLUSTER);
        fleet.join(api, CLUSTER, List.of(1, 2));
        makeServices();
    }

    private void makeServices() throws IOException {
        define("many", List.of());
        define(
                "one",
                List.of(PortMapping.builder()
                        .containerPort(80)
                        .hostPort(FIXED_PORT)
                        .build()));
        for (var service : WANTED.entrySet()) {
            api.call(
                    Ecs.CREATE_SERVICE,
                    CreateServiceRequest.builder()
                            .cluster(CLUSTER)
                            .serviceName(service.getKey())
                            .taskDefinition(service.getKey())
                            .desiredCount(service.getValue())
                            .placementStrategy(List.of(PlacementStrategy.builder()
                                    .type("spread")
                                    .field("instanceId")
                                    .build()))
                            .deploymentConfiguration(DeploymentConfiguration.builder()
                                    .minimumHealthyPercent(0)
                                    .maximumPercent(100)
                                    .build())
                            .build());
        }
    }

    private void define(String family, List<PortMapping> ports) throws IOException {
        api.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name(family)
                                .image(Busybox.IMAGE)
                                .memory(16)
                                .essential(true)
                                .stopTimeout(2)
                                .command(List.of("sleep", "100000"))
                                .portMappings(ports)
                                .build()))
                        .build());
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void everyRoundEndsAsAsked() {
        var chance = new Random(seed);
        var seen = new Seen(api, CLUSTER, hosts);
        settled(seen, "before the first round");
        List<Fault> faults = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            if (faults.isEmpty()) {
                faults.addAll(List.of(Fault.values()));
                Collections.shuffle(faults, chance);
            }
            Fault fault = faults.removeLast();
            Host host = hosts.get(chance.nextInt(hosts.size()));
            long begun = System.nanoTime();
            happen(fault, host, chance);
            long healed = System.nanoTime();
            settled(seen, "round " + round + " of seed " + seed + ": " + fault);
            System.out.printf(
                    "round %d: %s for %d s, settled after %d s%n",
                    round,
                    fault,
                    Duration.ofNanos(healed - begun).toSeconds(),
                    Duration.ofNanos(System.nanoTime() - healed).toSeconds());
        }
    }

    private void settled(Seen seen, String when) {
        long end = System.nanoTime() + SETTLED.toNanos();
        List<String> faults = seen.faults(WANTED, FIXED_PORT);
        while (!faults.isEmpty() && System.nanoTime() < end) {
            PackagedProgram.pause(Duration.ofMillis(500));
            faults = seen.faults(WANTED, FIXED_PORT);
        }
        assertThat(faults).as(when).isEmpty();
    }

    private void happen(Fault fault, Host host, Random chance) {
        // Before or after the server has given the machine up.
        Duration away = chance.nextBoolean() ? Duration.ofSeconds(1) : LOST_AFTER.plusSeconds(6);
        switch (fault) {
            case DEATH -> {
                host.die();
                PackagedProgram.pause(away);
                host.comeBack();
            }
            case FULL_DISK -> {
                host.fillDisk();
                killOne(host);
                PackagedProgram.pause(Duration.ofSeconds(10));
                host.freeDisk();
            }
            case FROZEN_ENGINE -> host.freezeEngine(freeze);
            case RESTARTS -> restartAll(chance);
            case CUT_CABLE -> {
                host.cut();
                PackagedProgram.pause(away);
                host.mend();
            }
        }
    }

    private static void killOne(Host host) {
        host.docker("ps", "-q").lines().findFirst().ifPresent(id -> host.docker("kill", id));
    }

    private void restartAll(Random chance) {
        List<Runnable> parts = new ArrayList<>();
        parts.add(() -> {
            if (chance.nextBoolean()) {
                server.stop();
            } else {
                server.kill();
            }
            server.start();
        });
        for (Host host : hosts) {
            parts.add(() -> {
                host.stopAgent(chance.nextBoolean());
                host.startAgent();
            });
            parts.add(() -> {
                host.stopEngine(chance.nextBoolean());
                host.startEngine();
            });
        }
        Collections.shuffle(parts, chance);
        parts.forEach(Runnable::run);
    }
}

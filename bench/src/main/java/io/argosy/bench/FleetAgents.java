package io.argosy.bench;

import io.argosy.wire.ApiClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// A process with many simulated agents. It says so when all have joined, and ends with its input.
final class FleetAgents {
    /// The variable with the token that all of them join by.
    static final String TOKEN = "FLEET_JOIN_TOKEN";

    static final String JOINED = "all joined";
    private static final int AT_ONCE = 16;
    private static final int REPORTS = 32;
    private static final Duration LIFE_OF_THE_DYING = Duration.ofMillis(750);
    private static final Duration BEAT = Duration.ofSeconds(20);

    private FleetAgents() {}

    /// Arguments: the server, the cluster, the family whose tasks soon end, how many agents, the number of the
    /// first.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int count = Integer.parseInt(arguments[3]);
        int first = Integer.parseInt(arguments[4]);
        try (var outbound = new Outbound(Duration.ofSeconds(10))) {
            var server = URI.create(arguments[0]);
            var reports = new Semaphore(REPORTS);
            var token = new Secret(System.getenv(TOKEN));
            List<SimulatedAgent> agents = new ArrayList<>();
            List<Future<Integer>> joining = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
                for (int i = 0; i < count; i++) {
                    int number = first + i;
                    ClientIdentity key = new JoinClient(outbound, server)
                            .join(token, UUID.randomUUID().toString().replace("-", ""));
                    var agent = new SimulatedAgent(
                            new ApiClient(outbound, server, key, InstantSource.system()),
                            arguments[1],
                            new SimulatedAgent.Script(arguments[2], LIFE_OF_THE_DYING, 1, () -> {}),
                            reports);
                    agents.add(agent);
                    joining.add(threads.submit(() -> {
                        agent.join(number);
                        return number;
                    }));
                }
                for (Future<Integer> one : joining) {
                    one.get();
                }
            }
            System.out.println(JOINED);
            Thread.startVirtualThread(() -> beat(agents));
            while (System.in.read() >= 0) {
                // Whoever started this closes it to end this.
            }
        }
    }

    private static void beat(List<SimulatedAgent> agents) {
        while (true) {
            agents.forEach(SimulatedAgent::beat);
            Program.pause(BEAT.toMillis());
        }
    }
}

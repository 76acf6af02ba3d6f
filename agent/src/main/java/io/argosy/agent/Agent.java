package io.argosy.agent;

import io.argosy.agent.session.AgentEnd;
import io.argosy.agent.session.Registration;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// One container instance: registers this host with its cluster, runs the tasks it is given, and reports what happens.
/// Closing it leaves every container as it is; the next agent with the same data directory takes them up.
public final class Agent implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Outbound outbound;
    private final Host host;
    private final Membership membership;

    /// Opens the state on disk and the engine; an `IOException` says what of this host cannot be used.
    public Agent(AgentSettings settings, Origins origins) throws IOException {
        var health = new HealthWatch();
        this.outbound = new Outbound(CONNECT);
        var api = new ApiClient(outbound, settings.endpoint(), origins.identity(), origins.clock());
        try {
            this.host = new Host(settings, origins, outbound, api, health);
        } catch (IOException | RuntimeException failure) {
            outbound.close();
            throw failure;
        }
        this.membership = new Membership(settings, origins, host, api, health);
    }

    /// Takes up the tasks of an earlier life, then joins the cluster in the background for as long as it takes.
    public void start() throws IOException {
        host.start();
        membership.start();
    }

    /// Known once the instance was registered for the first time.
    public Optional<String> containerInstanceArn() {
        return Registration.knownArn(host.store());
    }

    /// Waits until the agent is closed or cannot go on; the program ends with what it answers.
    public AgentEnd awaitEnd() throws InterruptedException {
        try {
            return membership.end().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        membership.close();
        host.close();
        outbound.close();
    }
}

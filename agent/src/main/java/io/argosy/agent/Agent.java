package io.argosy.agent;

import io.argosy.agent.session.AgentEnd;
import io.argosy.agent.session.Registration;
import io.argosy.agent.store.StoreFailed;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One container instance: registers this host with its cluster, runs the tasks it is given, and reports what happens.
/// Closing it leaves every container as it is; the next agent with the same data directory takes them up.
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Outbound outbound;
    private final AgentRuntime host;
    private final ControlPlaneLink membership;
    private final CompletableFuture<AgentEnd> end = new CompletableFuture<>();

    /// Opens the state on disk and the engine; an `IOException` says what of this host cannot be used.
    public Agent(AgentSettings settings, AgentDependencies origins) throws IOException {
        var health = new HealthWatch();
        this.outbound = new Outbound(CONNECT, origins.trust());
        var api = new ApiClient(outbound, settings.endpoint(), origins.identity(), origins.clock());
        try {
            this.host = new AgentRuntime(
                    settings, origins, new AgentRuntime.Outside(outbound, api), health, this::endOverStore);
        } catch (IOException | RuntimeException failure) {
            outbound.close();
            throw failure;
        }
        this.membership = new ControlPlaneLink(settings, origins, host, api, health, end);
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
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// After a write of unknown outcome nothing can be trusted: the next life starts from what is on disk.
    private void endOverStore(StoreFailed failure) {
        if (end.complete(AgentEnd.failed(String.valueOf(failure.getMessage())))) {
            log.error("the agent ends, its tasks run on: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        membership.close();
        host.close();
        outbound.close();
    }
}

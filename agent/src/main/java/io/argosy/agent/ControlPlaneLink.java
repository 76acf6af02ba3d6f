package io.argosy.agent;

import io.argosy.agent.session.AcsSession;
import io.argosy.agent.session.AgentEnd;
import io.argosy.agent.session.Capabilities;
import io.argosy.agent.session.Conversation;
import io.argosy.agent.session.Endpoints;
import io.argosy.agent.session.Registration;
import io.argosy.agent.session.TcsSession;
import io.argosy.agent.session.TelemetryMessages;
import io.argosy.imagebuilds.ImageBuilds;
import io.argosy.wire.ApiClient;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's part in its cluster: registers once, then keeps both channels open until it is closed.
final class ControlPlaneLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlPlaneLink.class);

    private final AgentSettings settings;
    private final AgentDependencies origins;
    private final AgentRuntime host;
    private final ApiClient api;
    private final HealthWatch health;
    private final CompletableFuture<AgentEnd> end;
    private final AtomicReference<Runnable> farewell = new AtomicReference<>(() -> {});
    private final Thread thread = Thread.ofVirtual().name("membership").unstarted(this::run);
    private final Thread telemetry = Thread.ofVirtual().name("telemetry").unstarted(this::publish);
    private final CompletableFuture<TcsSession> tcs = new CompletableFuture<>();

    ControlPlaneLink(
            AgentSettings settings,
            AgentDependencies origins,
            AgentRuntime host,
            ApiClient api,
            HealthWatch health,
            CompletableFuture<AgentEnd> end) {
        this.settings = settings;
        this.origins = origins;
        this.host = host;
        this.api = api;
        this.health = health;
        this.end = end;
    }

    void start() {
        thread.start();
        telemetry.start();
    }

    private void run() {
        try {
            host.settle();
            var registration = new Registration(api, host.store(), offer(), origins.chance());
            var self = new AcsSession.Self(
                    settings.cluster(), registration.register(), host.engine().version());
            var endpoints = new Endpoints(api, self.cluster(), self.instance(), origins.clock());
            var sources = new TelemetryMessages.Dependencies(host.supervisors(), host.usage(), host.watch());
            var messages = new TelemetryMessages(self, sources, origins.ids(), origins.clock());
            var telemetrySession =
                    new TcsSession(api, endpoints, self, messages, settings.telemetryEvery(), origins.chance());
            health.tell(telemetrySession::tellHealth);
            host.watch().tell(telemetrySession::tellEngine);
            tcs.complete(telemetrySession);
            var conversation = new Conversation(
                    host.supervisors(), host.keys(), host.store(), host.taskAddresses(), host::connected);
            var acs = new AcsSession(api, endpoints, self, conversation, origins.clock(), origins.chance());
            var builds = new ImageBuilds(
                    new ImageBuilds.Means(
                            api,
                            host.docker(),
                            settings.dataDirectory().resolve("builds"),
                            self.cluster(),
                            self.instance()),
                    settings.limits().builds());
            builds.start();
            farewell.set(() -> {
                builds.close();
                acs.close();
                telemetrySession.close();
            });
            acs.run();
        } catch (Registration.Refused refused) {
            log.error("this host cannot be a container instance of its cluster: {}", refused.getMessage());
            end.complete(AgentEnd.useless(String.valueOf(refused.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            log.error("the agent cannot go on", failure);
            end.complete(AgentEnd.failed(failure.toString()));
        }
    }

    private void publish() {
        try {
            tcs.get().run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (RuntimeException failure) {
            log.error("the agent cannot go on without telemetry", failure);
            end.complete(AgentEnd.failed(failure.toString()));
        }
    }

    private Registration.Offer offer() {
        Capabilities.Reserved reserved = settings.reserved();
        Set<Integer> tcpPorts = new TreeSet<>(reserved.tcpPorts());
        tcpPorts.addAll(host.addresses().ports());
        if (settings.metadata().introspectionPort() > 0) {
            tcpPorts.add(settings.metadata().introspectionPort());
        }
        return new Registration.Offer(
                settings.cluster(),
                host.engine(),
                Capabilities.resources(
                        host.engine(),
                        new Capabilities.Reserved(
                                tcpPorts, reserved.udpPorts(), reserved.memoryMib(), reserved.cpuUnits())),
                settings.attributes(),
                new Capabilities.Host(
                        host.taskLimits(),
                        host.addresses().current().isPresent(),
                        host.sendsLogs(),
                        host.networks().hostAddress(),
                        settings.policy().fileSystems().attributes()));
    }

    @Override
    public void close() {
        farewell.get().run();
        thread.interrupt();
        telemetry.interrupt();
        end.complete(AgentEnd.ASKED);
    }
}

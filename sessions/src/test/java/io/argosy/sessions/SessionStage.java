package io.argosy.sessions;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.ControlSettings;
import io.argosy.control.operations.Workshop;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.Handshake;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.access.QueryString;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A handshakes, one container instance and the channels that are opened as it, all on the test's own thread. The task
/// definition `web` is there.
final class SessionStage implements AutoCloseable {
    static final Caller AGENT = new Caller(Workshop.REALM, "arn:aws:iam::123456789012:root", "AKID", "r");

    final Workshop workshop;
    final AgentHandshake handshakes;
    final ContainerInstanceId instance;
    private final List<Session> sessions = new ArrayList<>();

    /// A channel as both of its ends see it; what is said is heard at once.
    record Connected(Wire wire, ChannelListener listener, Session session) {
        void says(AcsMessage message) {
            says(MessageCodec.ACS.write(message));
        }

        void says(TcsMessage message) {
            says(MessageCodec.TCS.write(message));
        }

        void says(String text) {
            listener.onText(text);
            session.wake();
        }

        void goes(int code, String reason) {
            listener.onClose(code, reason);
            session.wake();
        }
    }

    SessionStage(Path folder) throws IOException {
        this(folder, RoleKeys.NONE);
    }

    SessionStage(Path folder, RoleKeys roles) throws IOException {
        workshop = new Workshop(folder);
        var id = new AtomicInteger();
        handshakes = new AgentHandshake(
                workshop.clusters(),
                ControlSettings.at(URI.create("http://fleet.example:9080")),
                new AgentHandshake.Outside(
                        roles, new TaskSubnets(workshop.clusters().stores(), TaskSubnets.Pool.USUAL)),
                workshop.clock(),
                () -> "m" + id.incrementAndGet(),
                sessions::add);
        workshop.defined("web");
        instance = workshop.joined(1024, 4096);
    }

    Handshake handshake(String more) {
        return new Handshake(
                AGENT,
                "/acs/ws",
                QueryString.parse("clusterArn=default&containerInstanceArn=" + instance.value() + more));
    }

    Connected connect(Handshake handshake) {
        return connected(handshakes.control(handshake));
    }

    Connected telemetry(Caller caller) {
        return connected(handshakes.telemetry(new Handshake(
                caller, "/tcs/ws", QueryString.parse("cluster=default&containerInstance=" + instance.value()))));
    }

    private Connected connected(HandshakeAnswer answer) {
        var accept = (HandshakeAnswer.Accept) answer;
        var wire = new Wire();
        accept.listener().onOpen(wire);
        var agent = new Connected(wire, accept.listener(), sessions.getLast());
        agent.session().wake();
        return agent;
    }

    String run() {
        return run("web");
    }

    String run(String family) {
        var ran = workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition(family).build());
        return ran.tasks().orElse(List.of()).getFirst().taskArn().orElseThrow();
    }

    ContainerInstance known() {
        return workshop.scope().store().read().instance(instance).orElseThrow();
    }

    @Override
    public void close() {
        workshop.close();
    }
}

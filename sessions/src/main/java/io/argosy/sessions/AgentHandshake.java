package io.argosy.sessions;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.Handshake;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers agents' handshakes on both channels: who is registered gets a session, others are told why not
/// (agent-protocol 4.4). A session is handed to the runner once its channel is open.
public final class AgentHandshake {
    private static final int BAD_REQUEST = 400;
    /// Agents try again in a moment, and find the next server.
    private static final HandshakeAnswer GOING =
            new HandshakeAnswer.Refuse(503, JsonTree.write(Map.of("ServerException", "The server ends.")));

    /// What sessions ask of others: the keys of roles, and where addresses of tasks are.
    record Outside(RoleKeys roles, TaskSubnets subnets) {}

    private final Clusters clusters;
    private final ConnectedAgents connectedAgents;
    private final TelemetryStore telemetry;
    private final SessionDependencies tools;

    /// Where nobody knows of roles or subnets.
    public AgentHandshake(
            Clusters clusters,
            ControlSettings settings,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<Session> runner) {
        this(
                clusters,
                settings,
                new Outside(RoleKeys.NONE, new TaskSubnets(clusters.stores(), TaskSubnets.Pool.USUAL)),
                clock,
                ids,
                runner);
    }

    AgentHandshake(
            Clusters clusters,
            ControlSettings settings,
            Outside outside,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<Session> runner) {
        this.clusters = clusters;
        this.connectedAgents = new ConnectedAgents();
        this.telemetry = new TelemetryStore(clock);
        this.tools = new SessionDependencies(
                clock, ids, new Assignments(settings.endpoint()), outside.roles(), outside.subnets(), runner);
        outside.subnets().onChange(connectedAgents::ringAll);
    }

    public ConnectedAgents connectedAgents() {
        return connectedAgents;
    }

    public TelemetryStore telemetry() {
        return telemetry;
    }

    /// What a handshake on `/acs/ws` needs.
    static Permission poll(Handshake handshake) {
        return ClaimedIdentity.permission("ecs:Poll", handshake, "clusterArn", "containerInstanceArn");
    }

    /// What a handshake on `/tcs/ws` needs.
    static Permission startTelemetrySession(Handshake handshake) {
        return ClaimedIdentity.permission("ecs:StartTelemetrySession", handshake, "cluster", "containerInstance");
    }

    /// `/acs/ws`.
    public HandshakeAnswer control(Handshake handshake) {
        if (connectedAgents.closing()) {
            return GOING;
        }
        var verdict = ClaimedIdentity.read(handshake, clusters, "clusterArn", "containerInstanceArn");
        return answer(verdict, agent -> new AgentSession(agent, connectedAgents, tools).listener());
    }

    /// `/tcs/ws`.
    public HandshakeAnswer telemetry(Handshake handshake) {
        if (connectedAgents.closing()) {
            return GOING;
        }
        var verdict = ClaimedIdentity.read(handshake, clusters, "cluster", "containerInstance");
        return answer(verdict, agent -> new TelemetrySession(agent, telemetry, tools).listener());
    }

    private static HandshakeAnswer answer(
            ClaimedIdentity.Verdict verdict, Function<ClaimedIdentity, ChannelListener> session) {
        return switch (verdict) {
            case ClaimedIdentity.Verdict.Accepted(ClaimedIdentity agent) ->
                new HandshakeAnswer.Accept(session.apply(agent));
            case ClaimedIdentity.Verdict.Refused(String name, String text) ->
                new HandshakeAnswer.Refuse(BAD_REQUEST, JsonTree.write(Map.of(name, text)));
        };
    }
}

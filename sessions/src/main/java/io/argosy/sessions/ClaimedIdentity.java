package io.argosy.sessions;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterState;
import io.argosy.wire.Handshake;
import io.argosy.wire.access.Permission;
import java.util.Optional;

/// Who an agent says it is in its handshake (agent-protocol 4.1, 7.1), checked against what is registered.
public record ClaimedIdentity(
        ClusterScope scope, ContainerInstanceId instance, AgentIdentity identity, VersionInfo version) {
    /// An agent that may come in, or the exception's name and text that send it away (4.4).
    sealed interface Verdict {
        record Accepted(ClaimedIdentity agent) implements Verdict {}

        record Refused(String name, String text) implements Verdict {}
    }

    /// What it needs to be the instance that a handshake names.
    static Permission permission(
            String action, Handshake handshake, String clusterParameter, String instanceParameter) {
        var requested = RequestedArns.of(handshake.caller(), handshake.query().first(clusterParameter));
        String instance = handshake.query().first(instanceParameter).orElse("");
        return requested.inCluster(action, requested.containerInstance(instance));
    }

    /// The query parameters have other names on each of the two channels.
    static Verdict read(Handshake handshake, Clusters clusters, String clusterParameter, String instanceParameter) {
        Optional<String> instance = handshake.query().first(instanceParameter);
        if (instance.isEmpty()) {
            return new Verdict.Refused("BadRequestException", instanceParameter + " is missing");
        }
        ClusterScope scope;
        try {
            scope = clusters.named(handshake.caller().realm(), handshake.query().first(clusterParameter));
        } catch (ApiException unknown) {
            return new Verdict.Refused(
                    "InvalidClusterException", unknown.error().message());
        }
        try {
            ContainerInstanceId id = References.containerInstance(instance.get(), scope);
            return verdict(new ClaimedIdentity(scope, id, new AgentIdentity(handshake.caller()), version(handshake)));
        } catch (ApiException unreadable) {
            return new Verdict.Refused(
                    "InvalidInstanceException", unreadable.error().message());
        }
    }

    private static Verdict verdict(ClaimedIdentity agent) {
        Optional<ContainerInstance> known = agent.scope().store().read().instance(agent.instance());
        if (known.isEmpty()) {
            return new Verdict.Refused("InvalidInstanceException", "The container instance is not registered.");
        }
        if (!known.get().registered()) {
            return new Verdict.Refused("InactiveInstanceException", "The container instance was deregistered.");
        }
        if (!agent.mayStay(agent.scope().store().read())) {
            ApiException alarm = agent.identity().refused("ecs:Poll", "container instance " + agent.instance());
            return new Verdict.Refused(alarm.error().code(), alarm.error().message());
        }
        return new Verdict.Accepted(agent);
    }

    /// Whether the key of the handshake still is this instance's.
    boolean mayStay(ClusterState state) {
        return identity.is(instance, state);
    }

    /// The websocket query is the only place where agents tell their version (2.2).
    private static VersionInfo version(Handshake handshake) {
        return VersionInfo.builder()
                .agentVersion(handshake.query().first("agentVersion"))
                .agentHash(handshake.query().first("agentHash"))
                .dockerVersion(handshake.query().first("dockerVersion"))
                .build();
    }

    public String arn() {
        return scope.arns().containerInstance(scope.name(), instance);
    }

    @Override
    public String toString() {
        return scope.name() + "/" + instance;
    }
}

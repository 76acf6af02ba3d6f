package io.argosy.control.access;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What the key of an agent may do at all: what an agent does, and nothing else. For which instance and which tasks it
/// may do so is asked of `AgentIdentity`, by the operations themselves; for which logs says `TaskLogRights`.
public final class AgentRights {
    /// What only a container instance does. The account's own key may not, unless its operator says so.
    public static final Set<String> OF_INSTANCES = Set.of(
            "ecs:RegisterContainerInstance",
            "ecs:Poll",
            "ecs:StartTelemetrySession",
            "ecs:SubmitTaskStateChange",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitAttachmentStateChanges",
            "argosy:AwaitBuilds",
            "argosy:ReportBuild");

    private static final Set<String> OF_EVERYONE = Set.of(
            "ecs:DiscoverPollEndpoint",
            "ecs:DeregisterContainerInstance",
            "ecs:ListTagsForResource",
            "ecr:GetAuthorizationToken");
    private static final Set<String> PULL =
            Set.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability");

    private static final List<String> REGISTERING = List.of("RegisterContainerInstance");

    private AgentRights() {}

    /// Pulling is of a repository: a request for any resource is none of an agent's.
    static Predicate<Permission> in(AccountRegion realm) {
        String repositories = new Arns(realm).repository("");
        return wanted -> OF_INSTANCES.contains(wanted.action())
                || OF_EVERYONE.contains(wanted.action())
                || PULL.contains(wanted.action()) && wanted.resource().startsWith(repositories)
                || tagsWhatItRegisters(wanted);
    }

    /// An agent may be told tags to register with, as the official one is by `ECS_CONTAINER_INSTANCE_TAGS`.
    private static boolean tagsWhatItRegisters(Permission wanted) {
        return wanted.action().equals("ecs:TagResource")
                && REGISTERING.equals(wanted.context().get("ecs:CreateAction"));
    }

    /// What the account's own key may do while it may not be an agent's.
    public static boolean ofAdministrators(Permission wanted) {
        return !OF_INSTANCES.contains(wanted.action());
    }
}

package io.argosy.control.operations.tasks;

import io.argosy.control.PassedRoles;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
import io.argosy.control.TaskDefinitions;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.AccountState;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What it needs to make tasks: to launch their definition, to tag them where they get tags, and to pass them the roles
/// of the definition and of the overrides.
record LaunchPermissions(RequestedArns requested, AccountState account, String reference) {
    /// The launch itself, without its tags.
    Permission launch(String action) {
        return requested.inCluster(action, requested.taskDefinition(account, reference));
    }

    List<Permission> with(Permission launch, Optional<TaskOverride> overrides, Optional<List<Tag>> tags) {
        Optional<TaskDefinition> definition =
                TaskDefinitions.find(account, reference).map(found -> found.content());
        Stream<Optional<String>> roles = Stream.of(
                definition.flatMap(TaskDefinition::taskRoleArn),
                definition.flatMap(TaskDefinition::executionRoleArn),
                overrides.flatMap(TaskOverride::taskRoleArn),
                overrides.flatMap(TaskOverride::executionRoleArn));
        return Stream.concat(
                        RequestedTags.making(launch, requested.newTask(), tags).stream(),
                        PassedRoles.permissions(requested, roles).stream())
                .toList();
    }
}

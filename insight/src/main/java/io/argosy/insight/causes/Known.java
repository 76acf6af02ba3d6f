package io.argosy.insight.causes;

import io.argosy.control.ClusterScope;
import io.argosy.control.access.JoinRefusals;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.state.AccountState;
import io.argosy.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All that an explanation is made of, at one moment: the cluster, the account's definitions, who tried to join in
/// vain, and after how long an absent agent's tasks are given up.
record Known(
        ClusterScope scope,
        ClusterState state,
        AccountState account,
        JoinRefusals refusals,
        Duration lostAfter,
        Instant now) {

    Optional<TaskDefinition> definition(TaskDefinitionId id) {
        return account.taskDefinition(id);
    }

    /// What people call an instance; its id once it is forgotten.
    String name(ContainerInstanceId id) {
        return state.instance(id).map(InstanceNames::of).orElseGet(() -> InstanceNames.brief(id));
    }

    String arn(ContainerInstance instance) {
        return scope.arns().containerInstance(scope.name(), instance.id());
    }

    /// How long ago that was, for people.
    String ago(Instant moment) {
        return Ages.of(Duration.between(moment, now));
    }

    boolean within(Duration time, Instant moment) {
        return moment.plus(time).isAfter(now);
    }
}

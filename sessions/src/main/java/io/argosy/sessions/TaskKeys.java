package io.argosy.sessions;

import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.sessions.RoleKeys.Keys;
import io.argosy.sessions.RoleKeys.Use;
import io.argosy.sessions.RoleKeys.Wanted;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.state.ClusterState;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsMessage;
import io.argosy.wire.acs.RoleCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The keys that an agent was given for its tasks' roles on one connection: with the order to run a task, which comes
/// once a connection, and again before they end (agent-protocol 4.6).
final class TaskKeys {
    /// A role that cannot be had now may be there again: it is asked for again.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final ClaimedIdentity agent;
    private final RoleKeys keys;
    private final Supplier<String> ids;
    private final Map<TaskId, List<Held>> held = new HashMap<>();

    private record Held(Wanted wanted, Instant renewAt) {}

    /// What a task is given; `refused` is the role that it should have and cannot.
    record Given(
            Optional<RoleCredentials> application, Optional<RoleCredentials> execution, Optional<String> refused) {}

    TaskKeys(ClaimedIdentity agent, RoleKeys keys, Supplier<String> ids) {
        this.agent = agent;
        this.keys = keys;
        this.ids = ids;
    }

    Given of(Task task, Instant now) {
        Map<Use, RoleCredentials> given = new HashMap<>();
        Optional<String> refused = Optional.empty();
        List<Held> renewals = new ArrayList<>();
        for (Wanted wanted : wanted(task)) {
            Optional<Keys> found = keys.of(wanted);
            found.ifPresent(known -> given.put(wanted.use(), known.credentials()));
            renewals.add(new Held(wanted, found.map(Keys::renewAt).orElse(now.plus(AGAIN))));
            if (found.isEmpty()) {
                refused = Optional.of(wanted.role());
            }
        }
        if (!renewals.isEmpty()) {
            held.put(task.id(), renewals);
        }
        return new Given(
                Optional.ofNullable(given.get(Use.APPLICATION)),
                Optional.ofNullable(given.get(Use.EXECUTION)),
                refused);
    }

    private List<Wanted> wanted(Task task) {
        Optional<TaskDefinition> definition =
                agent.scope().account().read().taskDefinition(task.definition()).map(known -> known.content());
        String arn = agent.scope().arns().task(agent.scope().name(), task.id());
        List<Wanted> wanted = new ArrayList<>();
        task.overrides()
                .taskRoleArn()
                .or(() -> definition.flatMap(TaskDefinition::taskRoleArn))
                .filter(role -> !role.isEmpty())
                .ifPresent(role -> wanted.add(new Wanted(arn, role, Use.APPLICATION)));
        task.overrides()
                .executionRoleArn()
                .or(() -> definition.flatMap(TaskDefinition::executionRoleArn))
                .filter(role -> !role.isEmpty())
                .ifPresent(role -> wanted.add(new Wanted(arn, role, Use.EXECUTION)));
        return wanted;
    }

    /// Keys that follow those which are about to end.
    List<IAMRoleCredentialsMessage> due(ClusterState state, Instant now) {
        held.keySet()
                .removeIf(task ->
                        state.task(task).filter(known -> known.on().isPresent()).isEmpty());
        List<IAMRoleCredentialsMessage> messages = new ArrayList<>();
        held.replaceAll(
                (_, all) -> all.stream().map(one -> renewed(one, now, messages)).toList());
        return messages;
    }

    private Held renewed(Held old, Instant now, List<IAMRoleCredentialsMessage> messages) {
        if (old.renewAt().isAfter(now)) {
            return old;
        }
        Optional<Keys> found = keys.of(old.wanted());
        found.ifPresent(known -> messages.add(new IAMRoleCredentialsMessage(
                ids.get(),
                old.wanted().task(),
                Optional.of(agent.scope().arn()),
                old.wanted().use().roleType(),
                known.credentials())));
        return new Held(
                old.wanted(), found.map(Keys::renewAt).filter(now::isBefore).orElse(now.plus(AGAIN)));
    }

    /// When the next are to be followed.
    Optional<Instant> next() {
        return held.values().stream().flatMap(List::stream).map(Held::renewAt).min(Instant::compareTo);
    }
}

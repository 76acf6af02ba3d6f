package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import io.argosy.access.principals.TemporaryKey.TaskUse;
import io.argosy.state.AccountTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keys of the roles that tasks have: good for six hours, followed by others at half time, and dead when the task ends.
public final class TaskRoles {
    private static final Duration LIFE = Duration.ofHours(6);
    private static final Duration RENEWED = Duration.ofHours(3);
    private static final String EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    private final AccountAccess access;
    private final RoleTrust trust;
    private final KeyMaker keys;
    private final InstantSource clock;
    private final NewRoles newRoles;

    public TaskRoles(AccountAccess access, RoleTrust trust, KeyMaker keys, InstantSource clock, NewRoles newRoles) {
        this.access = access;
        this.trust = trust;
        this.keys = keys;
        this.clock = clock;
        this.newRoles = newRoles;
    }

    /// What a task wants keys for, by its ARN and that of the role.
    public record Wanted(String task, String role, TaskUse use) {}

    /// Keys, and when others are to follow them.
    public record Given(TemporaryKey key, String path, String role, Instant renewAt) {}

    /// Whether tasks can have this role. `source` is the ARN of one, or what the ARNs of all of them begin with.
    public boolean assumable(String roleArn, TaskUse use, String source) {
        return role(roleArn, use).filter(role -> trust.ofTasks(role, source)).isPresent();
    }

    /// The keys of a task that it has, or new ones when those are half over; nothing if the role cannot be had.
    public Optional<Given> keys(Wanted wanted) {
        return role(wanted.role(), wanted.use())
                .filter(role -> trust.ofTasks(role, wanted.task()))
                .map(role -> given(role, wanted));
    }

    private Given given(Role role, Wanted wanted) {
        TemporaryKey key =
                fresh(access.read(), role, wanted).orElseGet(() -> access.write(tx -> made(tx, role, wanted)));
        String path = key.holder() instanceof Holder.OfTask task ? task.path() : "";
        return new Given(key, path, wanted.role(), key.issuedAt().plus(RENEWED));
    }

    private Optional<TemporaryKey> fresh(AccessState state, Role role, Wanted wanted) {
        return last(state, wanted)
                .filter(key -> clock.instant().isBefore(key.issuedAt().plus(RENEWED)))
                .filter(key ->
                        key.holder() instanceof Holder.OfTask task && task.id().equals(role.id()));
    }

    private static Optional<TemporaryKey> last(AccessState state, Wanted wanted) {
        return state.temporary().under(TemporaryKey.BY_TASK, wanted.task()).stream()
                .filter(key -> key.holder() instanceof Holder.OfTask task && task.use() == wanted.use())
                .max(Comparator.comparing(TemporaryKey::issuedAt));
    }

    /// A task's containers know one path for all their lives.
    private TemporaryKey made(AccountTransaction tx, Role role, Wanted wanted) {
        Optional<TemporaryKey> last = last(AccessState.of(tx.state()), wanted);
        String path = last.map(TemporaryKey::holder)
                .filter(Holder.OfTask.class::isInstance)
                .map(holder -> ((Holder.OfTask) holder).path())
                .orElseGet(keys::path);
        var holder = new Holder.OfTask(role.name(), role.id(), wanted.task(), wanted.use(), path);
        TemporaryKey key = keys.temporary(holder, LIFE, tx.now());
        tx.add(key);
        return key;
    }

    /// One that is not there may be made: an execution role may do what those of a wizard may; a task's own role
    /// nothing, until somebody says what.
    private Optional<Role> role(String arn, TaskUse use) {
        return access.read()
                .roleOf(access.account(), arn)
                .or(() ->
                        newRoles.make(arn, RoleTrust.TASKS, use == TaskUse.EXECUTION ? List.of(EXECUTION) : List.of()));
    }
}

package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
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
    private static final int USUAL_SESSION = 3_600;
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private final AccountAccess access;
    private final RoleTrust trust;
    private final KeyMaker keys;
    private final InstantSource clock;
    private final boolean createRoles;

    /// `createRoles` says that a role which is not there is made when a task asks for it.
    public TaskRoles(AccountAccess access, RoleTrust trust, KeyMaker keys, InstantSource clock, boolean createRoles) {
        this.access = access;
        this.trust = trust;
        this.keys = keys;
        this.clock = clock;
        this.createRoles = createRoles;
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

    private Optional<Role> role(String arn, TaskUse use) {
        Optional<Role> known = access.read().roleOf(access.account(), arn);
        return known.isPresent() || !createRoles ? known : made(arn, use);
    }

    /// An execution role may do what those of a wizard may; a task's own role nothing, until somebody says what.
    private Optional<Role> made(String arn, TaskUse use) {
        String prefix = "arn:aws:iam::" + access.account() + ":role/";
        if (!arn.matches(java.util.regex.Pattern.quote(prefix) + "([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}")) {
            return Optional.empty();
        }
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        String path = arn.substring(prefix.length() - 1, arn.lastIndexOf('/') + 1);
        return access.write(tx -> {
            Optional<Role> known = AccessState.of(tx.state()).role(name);
            if (known.isPresent()) {
                return known.filter(role -> role.arn(access.account()).equals(arn));
            }
            var role = new Role(
                    name,
                    path,
                    keys.id("AROA"),
                    TRUST,
                    new Role.Settings("Made when a task first asked for it", USUAL_SESSION),
                    List.of(),
                    use == TaskUse.EXECUTION ? Grants.NONE.attach(EXECUTION) : Grants.NONE,
                    tx.now());
            tx.add(role);
            return Optional.of(role);
        });
    }
}

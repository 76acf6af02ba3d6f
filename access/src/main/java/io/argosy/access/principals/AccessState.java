package io.argosy.access.principals;

import io.argosy.model.Kind;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who there is in an account at one moment, and which keys and policies they have.
public record AccessState(
        Table<User> users,
        Table<UserKey> keys,
        Table<Role> roles,
        Table<ManagedPolicy> policies,
        Table<TemporaryKey> temporary) {
    /// The kinds of entities that the room keeps in the account's store.
    public static final List<Kind<?>> KINDS =
            List.of(User.KIND, UserKey.KIND, Role.KIND, ManagedPolicy.KIND, TemporaryKey.KIND);

    public static AccessState of(AccountState account) {
        return new AccessState(
                account.table(User.KIND),
                account.table(UserKey.KIND),
                account.table(Role.KIND),
                account.table(ManagedPolicy.KIND),
                account.table(TemporaryKey.KIND));
    }

    public Optional<User> user(String name) {
        return users.get(User.key(name));
    }

    public Optional<Role> role(String name) {
        return roles.get(Role.key(name));
    }

    /// The role that this ARN names, path and all.
    public Optional<Role> roleOf(String account, String arn) {
        return role(arn.substring(arn.lastIndexOf('/') + 1))
                .filter(role -> role.arn(account).equals(arn));
    }

    /// A policy of the account's or one that is built in, by its ARN.
    public Optional<ManagedPolicy> policy(String arn) {
        return policies.get(ManagedPolicy.key(arn.substring(arn.lastIndexOf('/') + 1)))
                .filter(policy -> policy.arn().equals(arn))
                .or(() -> BuiltInPolicies.find(arn));
    }

    public List<UserKey> keysOf(String user) {
        return keys.under(UserKey.BY_USER, User.key(user));
    }

    /// To how many users and roles a policy is attached.
    public int attachments(String arn) {
        return usersWith(arn).size() + rolesWith(arn).size();
    }

    public Collection<User> usersWith(String arn) {
        return users.under(User.BY_POLICY, arn);
    }

    public Collection<Role> rolesWith(String arn) {
        return roles.under(Role.BY_POLICY, arn);
    }
}

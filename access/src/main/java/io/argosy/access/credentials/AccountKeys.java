package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Rights;
import io.argosy.wire.access.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of users, of sessions and of tasks as credentials, straight from what is durable: a key that was given is
/// known before its owner hears of it, and what was taken away ends with the next request.
public final class AccountKeys {
    static final String OF_USERS = "AKIA";
    static final String TEMPORARY = "ASIA";

    /// What keys of `GetSessionToken` may ask of STS; of IAM nothing, for nobody shows a second factor here.
    private static final Set<String> OF_SESSIONS = Set.of("sts:AssumeRole", "sts:GetCallerIdentity");

    private final AccountAccess access;
    private final LiveTasks tasks;
    private final ParsedPolicies policies;
    private final InstantSource clock;

    public AccountKeys(AccountAccess access, ParsedPolicies policies, InstantSource clock) {
        this.access = access;
        this.tasks = new LiveTasks(access.stores());
        this.policies = policies;
        this.clock = clock;
    }

    public Optional<Credential> credential(String accessKeyId) {
        if (accessKeyId.startsWith(OF_USERS)) {
            AccessState state = access.read();
            return state.keys().get(accessKeyId).filter(UserKey::active).flatMap(key -> ofUser(key, state));
        }
        if (accessKeyId.startsWith(TEMPORARY)) {
            AccessState state = access.read();
            return state.temporary().get(accessKeyId).flatMap(key -> temporary(key, state));
        }
        return Optional.empty();
    }

    /// What conditions read of the holder of a key; nothing of one that is not this room's.
    Map<String, List<String>> principalKeys(String accessKeyId) {
        AccessState state = access.read();
        Instant now = clock.instant();
        String account = access.account();
        if (accessKeyId.startsWith(OF_USERS)) {
            return state.keys()
                    .get(accessKeyId)
                    .flatMap(key -> state.user(key.user()))
                    .map(user -> PrincipalKeys.of(user, account, now))
                    .orElse(Map.of());
        }
        return state.temporary()
                .get(accessKeyId)
                .map(key -> switch (key.holder()) {
                    case Holder.OfAccount() -> Map.<String, List<String>>of();
                    case Holder.OfUser(String name, var _) ->
                        state.user(name)
                                .map(user -> PrincipalKeys.of(user, account, now))
                                .orElse(Map.of());
                    case Holder.OfRole(String name, var _, String session, var _) ->
                        state.role(name)
                                .map(role -> PrincipalKeys.of(role, session, account, now))
                                .orElse(Map.of());
                    case Holder.OfTask task ->
                        state.role(task.role())
                                .map(role -> PrincipalKeys.of(role, LiveTasks.id(task.task()), account, now))
                                .orElse(Map.of());
                })
                .orElse(Map.of());
    }

    private Optional<Credential> ofUser(UserKey key, AccessState state) {
        return state.user(key.user())
                .map(user -> new Credential(
                        AccessKey.lasting(key.id(), key.secret()),
                        access.account(),
                        user.arn(access.account()),
                        Instant.MAX,
                        rights(user, state, PrincipalKeys.of(user, access.account(), clock.instant()))));
    }

    private Rights rights(User user, AccessState state, Map<String, List<String>> keys) {
        return new PolicyRights(policies.of(user.grants(), state), PolicyRights.IDENTITY, keys);
    }

    private Optional<Credential> temporary(TemporaryKey key, AccessState state) {
        return switch (key.holder()) {
            case Holder.OfAccount() ->
                Optional.of(credential(
                        key, "arn:aws:iam::" + access.account() + ":root", Rights.where(AccountKeys::ofSessions)));
            case Holder.OfUser(String name, String id) ->
                state.user(name).filter(user -> user.id().equals(id)).map(user -> session(key, user, state));
            case Holder.OfRole(String name, String id, String session, List<String> documents) ->
                role(name, id, state).map(role -> session(key, role, session, documents, state));
            case Holder.OfTask task ->
                role(task.role(), task.id(), state)
                        .filter(_ -> tasks.lives(task.task()))
                        .map(role -> session(key, role, LiveTasks.id(task.task()), List.of(), state));
        };
    }

    private static Optional<Role> role(String name, String id, AccessState state) {
        return state.role(name).filter(role -> role.id().equals(id));
    }

    private Credential session(TemporaryKey key, User user, AccessState state) {
        Map<String, List<String>> keys = PrincipalKeys.of(user, access.account(), clock.instant());
        PrincipalKeys.temporary(keys, key.issuedAt());
        return credential(
                key,
                user.arn(access.account()),
                Rights.where(AccountKeys::ofSessions).and(rights(user, state, keys)));
    }

    private Credential session(TemporaryKey key, Role role, String session, List<String> documents, AccessState state) {
        Map<String, List<String>> keys = PrincipalKeys.of(role, session, access.account(), clock.instant());
        PrincipalKeys.temporary(keys, key.issuedAt());
        Rights whole = new PolicyRights(policies.of(role.grants(), state), PolicyRights.IDENTITY, keys);
        Rights rights = documents.isEmpty()
                ? whole
                : whole.and(new PolicyRights(
                        documents.stream().map(policies::identity).toList(), PolicyRights.SESSION, keys));
        return credential(key, role.sessionArn(access.account(), session), rights);
    }

    private static boolean ofSessions(Permission permission) {
        String action = permission.action();
        return OF_SESSIONS.contains(action) || !action.startsWith("iam:") && !action.startsWith("sts:");
    }

    private Credential credential(TemporaryKey key, String principal, Rights rights) {
        var pair = new AccessKey(key.id(), new Secret(key.secret()), new Secret(key.token()));
        return new Credential(pair, access.account(), principal, key.expiresAt(), rights);
    }
}

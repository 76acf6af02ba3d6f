package io.argosy.access.operations;

import io.argosy.access.credentials.AccountAccess;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
import io.argosy.access.principals.InlinePolicy;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.access.principals.Principal;
import io.argosy.access.principals.Role;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Users, roles and policies as operations find, name and change them; what is not there is refused.
final class Identities {
    static final int ATTACHED = 10;
    static final int INLINE_OF_USER = 2_048;
    static final int INLINE_OF_ROLE = 10_240;

    private final AccountAccess access;

    Identities(AccountAccess access) {
        this.access = access;
    }

    String account() {
        return access.account();
    }

    AccessState read() {
        return access.read();
    }

    <R> R write(Function<AccountTransaction, R> command) {
        return access.write(command);
    }

    User user(String name) {
        return user(read(), name);
    }

    static User user(AccessState state, String name) {
        return state.user(name).orElseThrow(() -> IamErrors.noUser(name).thrown());
    }

    Role role(String name) {
        return role(read(), name);
    }

    static Role role(AccessState state, String name) {
        return state.role(name).orElseThrow(() -> IamErrors.noRole(name).thrown());
    }

    static ManagedPolicy policy(AccessState state, String arn) {
        return state.policy(arn).orElseThrow(() -> IamErrors.noPolicy(arn).thrown());
    }

    /// The action on a user; of one that is there, whatever its path, by its own ARN.
    List<Permission> onUser(String action, String name) {
        return List.of(Permission.on(action, arn(read().user(name), "user/", name)));
    }

    /// On the user that is named, or else on whoever asks.
    List<Permission> onUserOr(String action, Caller caller, Optional<String> name) {
        return name.map(named -> onUser(action, named))
                .orElseGet(() -> List.of(Permission.on(action, caller.principalArn())));
    }

    List<Permission> onRole(String action, String name) {
        return List.of(Permission.on(action, arn(read().role(name), "role/", name)));
    }

    List<Permission> onPolicy(String action, String arn) {
        return List.of(Permission.on(action, arn));
    }

    /// Something to be made: `kind` is `user`, `role` or `policy`.
    List<Permission> onNew(String action, String kind, Optional<String> path, String name) {
        return List.of(Permission.on(action, "arn:aws:iam::" + account() + ":" + kind + path.orElse("/") + name));
    }

    /// A list of all of a kind.
    List<Permission> onAll(String action, String kind, Optional<String> path) {
        return List.of(Permission.on(action, "arn:aws:iam::" + account() + ":" + kind + path.orElse("/")));
    }

    private String arn(Optional<? extends Principal> known, String kind, String name) {
        return known.map(principal -> principal.arn(account()))
                .orElseGet(() -> "arn:aws:iam::" + account() + ":" + kind + name);
    }

    /// The user that a request names, or else the one that signed it.
    String userOr(Caller caller, Optional<String> name) {
        return name.orElseGet(() -> {
            String principal = caller.principalArn();
            return read().user(principal.substring(principal.lastIndexOf('/') + 1))
                    .filter(user -> user.arn(account()).equals(principal))
                    .map(User::name)
                    .orElseThrow(() -> IamErrors.invalid("Must specify userName when calling with non-User credentials")
                            .thrown());
        });
    }

    void grantUser(String name, UnaryOperator<Grants> change) {
        write(tx -> {
            User user = user(AccessState.of(tx.state()), name);
            Grants now = change.apply(user.grants());
            if (now.inlineLetters() > Math.max(INLINE_OF_USER, user.grants().inlineLetters())) {
                throw IamErrors.limit("Maximum policy size of " + INLINE_OF_USER + " bytes exceeded for user " + name)
                        .thrown();
            }
            if (now.attached().size() > ATTACHED) {
                throw IamErrors.quota("PoliciesPerUser", ATTACHED).thrown();
            }
            tx.update(user.granted(now));
            return now;
        });
    }

    void grantRole(String name, UnaryOperator<Grants> change) {
        write(tx -> {
            Role role = role(AccessState.of(tx.state()), name);
            Grants now = change.apply(role.grants());
            if (now.inlineLetters() > Math.max(INLINE_OF_ROLE, role.grants().inlineLetters())) {
                throw IamErrors.limit("Maximum policy size of " + INLINE_OF_ROLE + " bytes exceeded for role " + name)
                        .thrown();
            }
            if (now.attached().size() > ATTACHED) {
                throw IamErrors.quota("PoliciesPerRole", ATTACHED).thrown();
            }
            tx.update(role.granted(now));
            return now;
        });
    }

    /// Attaches a policy that is there.
    UnaryOperator<Grants> attaching(String arn) {
        if (read().policy(arn).isEmpty()) {
            throw IamErrors.notAttachable(arn).thrown();
        }
        return grants -> grants.attach(arn);
    }

    static UnaryOperator<Grants> detaching(String arn) {
        return grants -> {
            if (!grants.attached().contains(arn)) {
                throw IamErrors.noPolicy(arn).thrown();
            }
            return grants.detach(arn);
        };
    }

    static UnaryOperator<Grants> removing(String kind, String name) {
        return grants -> {
            inline(grants, kind, name);
            return grants.without(name);
        };
    }

    static InlinePolicy inline(Grants grants, String kind, String name) {
        return grants.inline(name)
                .orElseThrow(() -> IamErrors.noInline(kind, name).thrown());
    }

    /// Whoever is to be deleted has no policies any more.
    static void requireNoPolicies(Principal principal) {
        if (!principal.grants().attached().isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must detach all policies first.")
                    .thrown();
        }
        if (!principal.grants().inline().isEmpty()) {
            throw IamErrors.conflict("Cannot delete entity, must delete policies first.")
                    .thrown();
        }
    }
}

package io.argosy.access.principals;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;

/// A key that ends: of a session of a role, of a task, or of a user's or the account's own. It is a row, and no token
/// that says everything itself, so that it can end before its time (decision 0220). Its secrets are left out of
/// `toString`.
public record TemporaryKey(String id, String secret, String token, Holder holder, Instant issuedAt, Instant expiresAt)
        implements AccountEntity {
    public static final Index<TemporaryKey> BY_TASK =
            new Index<>("task", key -> key.holder() instanceof Holder.OfTask task ? List.of(task.task()) : List.of());
    public static final Kind<TemporaryKey> KIND =
            Kind.of("TemporaryKey", TemporaryKey.class).indexed(BY_TASK);

    /// Whose the key is.
    public sealed interface Holder {
        /// `GetSessionToken` of the account's own key.
        record OfAccount() implements Holder {}

        /// `GetSessionToken` of a user, known by its id as well: another of the same name is another.
        record OfUser(String user, String id) implements Holder {}

        /// `AssumeRole`; `policies` are documents that take away what they do not allow.
        record OfRole(String role, String id, String session, List<String> policies) implements Holder {
            public OfRole {
                policies = List.copyOf(policies);
            }
        }

        /// A task's, by its ARN: it ends with the task. `path` is the credentials id by which containers ask for it.
        record OfTask(String role, String id, String task, TaskUse use, String path) implements Holder {}
    }

    /// What a task has a role for.
    public enum TaskUse {
        APPLICATION,
        EXECUTION
    }

    @Override
    public String key() {
        return id;
    }

    @Override
    public String toString() {
        return "TemporaryKey[" + id + ", until " + expiresAt + "]";
    }
}

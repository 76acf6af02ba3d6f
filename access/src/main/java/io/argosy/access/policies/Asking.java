package io.argosy.access.policies;

import io.argosy.access.policies.Principals.Meant;
import io.argosy.access.policies.Principals.Named;

/// Who asks for a role, as trust policies name principals.
public sealed interface Asking {
    /// A user, or a session of a role: `role` is then that role's own ARN, and the user's ARN otherwise.
    record Somebody(String account, String arn, String role) implements Asking {}

    /// `ecs-tasks.amazonaws.com`.
    record Service(String name) implements Asking {}

    default Meant meantBy(Named named) {
        return switch (this) {
            case Somebody(String account, String arn, String role) ->
                switch (named) {
                    case Named.Anybody() -> Meant.BY_NAME;
                    case Named.Account(String id) -> id.equals(account) ? Meant.BY_ACCOUNT : Meant.NOT;
                    case Named.Arn(String name) -> name.equals(arn) || name.equals(role) ? Meant.BY_NAME : Meant.NOT;
                    case Named.Service _, Named.Stranger _ -> Meant.NOT;
                };
            case Service(String name) ->
                switch (named) {
                    case Named.Service(String service) -> service.equals(name) ? Meant.BY_NAME : Meant.NOT;
                    case Named.Anybody _, Named.Account _, Named.Arn _, Named.Stranger _ -> Meant.NOT;
                };
        };
    }
}

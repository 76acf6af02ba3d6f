package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// The builds of realms, as operations and passes find and change them.
record BuildStore(Stores stores) {
    Table<Build> in(AccountRegion realm) {
        return stores.account(realm).read().table(Build.KIND);
    }

    Build existing(AccountRegion realm, String id) {
        return in(realm).get(id).orElseThrow(() -> unknown("There is no build " + id + "."));
    }

    /// An action on a build is one on the repository that it is for.
    List<Permission> permissions(String action, Caller caller, String id) {
        return List.of(in(caller.realm())
                .get(id)
                .map(build -> Permission.on(action, build.target().arn(caller.realm())))
                .orElseGet(() -> Permission.on(action)));
    }

    /// Changes the build unless it has changed since it was seen; what it is now, if it is still there. The
    /// change is told what time it is.
    Optional<Build> change(AccountRegion realm, Build seen, BiFunction<Build, Instant, Build> change) {
        return stores.account(realm).write(tx -> {
            Optional<Build> now = tx.state().table(Build.KIND).get(seen.id());
            if (!now.equals(Optional.of(seen))) {
                return now;
            }
            Build changed = change.apply(seen, tx.now());
            tx.update(changed);
            return Optional.of(changed);
        });
    }

    static ApiException unknown(String message) {
        return new ApiError("ResourceNotFoundException", message).thrown();
    }

    static ApiException invalid(String message) {
        return ApiError.invalidParameter(message).thrown();
    }

    static ApiException limit(String message) {
        return new ApiError("LimitExceededException", message, 400, Map.of()).thrown();
    }
}

package io.argosy.schedules.webhooks;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.state.AccountState;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Function;

/// The connections and destinations of the caller's account and region.
final class WebhookStore {
    private final Stores stores;

    WebhookStore(Stores stores) {
        this.stores = stores;
    }

    AccountState read(AccountRegion realm) {
        return stores.account(realm).read();
    }

    <R> R write(Caller caller, Function<AccountTransaction, R> command) {
        return stores.account(caller.realm()).write(command);
    }

    static Connection connection(AccountState state, String name) {
        return state.table(Connection.KIND)
                .get(name)
                .orElseThrow(() ->
                        notFound("Failed to describe the connection(s). Connection '" + name + "' does not exist."));
    }

    static ApiDestination destination(AccountState state, String name) {
        return state.table(ApiDestination.KIND)
                .get(name)
                .orElseThrow(() -> notFound(
                        "Failed to describe the api-destination(s). ApiDestination '" + name + "' does not exist."));
    }

    static ApiException notFound(String message) {
        return new ApiError("ResourceNotFoundException", message).thrown();
    }

    static ApiException invalid(String message) {
        return new ApiError("ValidationException", message).thrown();
    }

    static ApiException exists(String message) {
        return new ApiError("ResourceAlreadyExistsException", message).thrown();
    }

    static List<Permission> onConnection(String action, Caller caller, String name) {
        return List.of(Permission.on("events:" + action, Connection.arn(caller.realm(), name)));
    }

    static List<Permission> onDestination(String action, Caller caller, String name) {
        return List.of(Permission.on("events:" + action, ApiDestination.arn(caller.realm(), name)));
    }
}

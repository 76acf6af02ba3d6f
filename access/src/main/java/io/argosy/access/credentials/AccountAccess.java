package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.model.AccountRegion;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.util.function.Function;

/// An account's users, roles and policies, which are the same in every region: they lie with the region that AWS's own
/// IAM is signed for.
public final class AccountAccess {
    private static final String REGION = "us-east-1";

    private final Stores stores;
    private final String account;

    public AccountAccess(Stores stores, String account) {
        this.stores = stores;
        this.account = account;
    }

    public String account() {
        return account;
    }

    public Stores stores() {
        return stores;
    }

    public AccessState read() {
        return AccessState.of(stores.account(realm()).read());
    }

    public <R> R write(Function<AccountTransaction, R> command) {
        return stores.account(realm()).write(command);
    }

    private AccountRegion realm() {
        return new AccountRegion(account, REGION);
    }

    /// Of a session, the ARN of its role; anybody else's own.
    String roleOf(String principal) {
        String[] parts = principal.split("/");
        return principal.contains(":assumed-role/")
                ? read().role(parts[1]).map(role -> role.arn(account)).orElse(principal)
                : principal;
    }
}

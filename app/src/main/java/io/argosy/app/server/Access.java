package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.Clusters;
import io.argosy.control.access.AgentKeys;
import io.argosy.control.access.AgentRights;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.TokenHolder;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;

/// Every key this server accepts: the account's own and those of its agents. A registry password is worth what the key
/// it was asked for with is worth at the moment it is used.
final class Access implements RegistryRights {
    private final CredentialStore credentials;
    private final InstantSource clock;

    Access(RootKeys roots, ServerConfiguration configuration, Clusters clusters, InstantSource clock) {
        var agents = new AgentKeys(clusters);
        this.credentials = new CredentialStore(
                List.of(),
                id -> agents.credential(id)
                        .or(() -> roots.key(id, clock.instant()).map(root -> account(root, configuration))));
        this.clock = clock;
    }

    private static Credential account(AccessKey root, ServerConfiguration configuration) {
        Credential whole = Credential.root(root, configuration.accountId());
        return configuration.agents().rootKey() ? whole : whole.limitedTo(AgentRights::ofAdministrators);
    }

    CredentialStore credentials() {
        return credentials;
    }

    @Override
    public boolean allow(TokenHolder holder, Permission permission) {
        return credentials
                .lookup(holder.accessKeyId())
                .filter(credential -> !credential.expiredAt(clock.instant()))
                .filter(credential -> credential.allows(permission))
                .isPresent();
    }
}

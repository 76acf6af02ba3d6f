package io.argosy.app.server;

import io.argosy.access.AccessControl;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.builds.BuildRights;
import io.argosy.control.Clusters;
import io.argosy.control.access.AgentKeys;
import io.argosy.control.access.AgentRights;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.TokenHolder;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;

/// Every key this server accepts: the account's own, those of its users and sessions, and those of its agents. A
/// registry password is worth what the key
/// it was asked for with is worth at the moment it is used.
final class Access implements RegistryRights {
    private final AccessControl control;
    private final RepositoryRights repositories;
    private final CredentialStore credentials;
    private final InstantSource clock;

    Access(RootKeys roots, ServerConfiguration configuration, Clusters clusters, Environment chance) {
        this.clock = chance.clock();
        this.control = AccessControl.open(
                clusters.stores(),
                configuration.accountId(),
                configuration.roles().createMissing(),
                new AccessControl.Sources(clock, chance.ids(), chance.secrets()));
        this.repositories = new RepositoryRights(clusters.stores(), control.resources());
        var agents = new AgentKeys(clusters, new BuildRights(clusters.stores())::allows);
        this.credentials = new CredentialStore(
                List.of(),
                id -> agents.credential(id)
                        .or(() -> control.credential(id).map(key -> noAgent(key, configuration)))
                        .or(() -> roots.key(id, clock.instant())
                                .map(root -> noAgent(Credential.root(root, configuration.accountId()), configuration)))
                        .map(repositories::with));
    }

    /// What only container instances do takes a key of theirs, whatever policies say, unless the operator lets it be.
    private static Credential noAgent(Credential key, ServerConfiguration configuration) {
        return configuration.agents().rootKey() ? key : key.limitedTo(AgentRights::ofAdministrators);
    }

    AccessControl control() {
        return control;
    }

    RepositoryRights repositories() {
        return repositories;
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

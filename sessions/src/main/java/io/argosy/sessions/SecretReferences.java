package io.argosy.sessions;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.Secret;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.AsmAuth;
import io.argosy.wire.acs.AcsContainer.RegistryAuthentication;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a definition says of secrets, as agents are told it (agent-protocol 5.9, 5.10): where the values are, never the
/// values themselves.
final class SecretReferences {
    private static final int REGION = 3;

    private SecretReferences() {}

    static List<AcsContainer.Secret> of(ContainerDefinition definition, AccountRegion realm) {
        return Stream.concat(
                        definition.secrets().orElse(List.of()).stream()
                                .map(secret -> AcsContainer.Secret.variable(
                                        secret.name(),
                                        secret.valueFrom(),
                                        region(secret.valueFrom(), realm),
                                        provider(secret))),
                        definition
                                .logConfiguration()
                                .flatMap(LogConfiguration::secretOptions)
                                .orElse(List.of())
                                .stream()
                                .map(secret -> AcsContainer.Secret.logOption(
                                        secret.name(),
                                        secret.valueFrom(),
                                        region(secret.valueFrom(), realm),
                                        provider(secret))))
                .toList();
    }

    static Optional<RegistryAuthentication> login(ContainerDefinition definition, AccountRegion realm) {
        return definition
                .repositoryCredentials()
                .map(credentials -> credentials.credentialsParameter())
                .map(secret -> RegistryAuthentication.asm(new AsmAuth(secret, region(secret, realm))));
    }

    private static String provider(Secret secret) {
        return secret.valueFrom().contains(":secretsmanager:")
                ? AcsContainer.Secret.SECRETS
                : AcsContainer.Secret.PARAMETERS;
    }

    private static String region(String arnOrName, AccountRegion realm) {
        String[] parts = arnOrName.split(":", REGION + 2);
        return arnOrName.startsWith("arn:") && parts.length > REGION ? parts[REGION] : realm.region();
    }
}

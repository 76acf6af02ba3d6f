package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.RepositoryCredentials;
import io.argosy.shapes.ecs.Secret;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.AsmAuth;
import io.argosy.wire.acs.AcsContainer.RegistryAuthentication;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where agents are told to find what is secret.
final class SecretReferencesTest {
    private static final String SECRET = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:db-a1b2c3";

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    @Test
    void theStoreAndItsRegionComeFromTheReference() {
        ContainerDefinition definition = ContainerDefinition.builder()
                .secrets(List.of(
                        secret("A", SECRET + ":user::"),
                        secret("B", "arn:aws:ssm:eu-north-1:123456789012:parameter/b"),
                        secret("C", "/c")))
                .logConfiguration(LogConfiguration.builder()
                        .logDriver("gelf")
                        .secretOptions(List.of(secret("tag", "tag")))
                        .build())
                .build();

        assertThat(SecretReferences.of(definition, Workshop.REALM))
                .containsExactly(
                        AcsContainer.Secret.variable("A", SECRET + ":user::", "eu-north-1", "asm"),
                        AcsContainer.Secret.variable(
                                "B", "arn:aws:ssm:eu-north-1:123456789012:parameter/b", "eu-north-1", "ssm"),
                        AcsContainer.Secret.variable("C", "/c", "local-1", "ssm"),
                        AcsContainer.Secret.logOption("tag", "tag", "local-1", "ssm"));
    }

    @Test
    void theLoginOfARegistryIsASecretByNameOrArn() {
        assertThat(SecretReferences.login(with(SECRET), Workshop.REALM))
                .contains(RegistryAuthentication.asm(new AsmAuth(SECRET, "eu-north-1")));
        assertThat(SecretReferences.login(with("registry"), Workshop.REALM))
                .contains(RegistryAuthentication.asm(new AsmAuth("registry", "local-1")));
        assertThat(SecretReferences.login(ContainerDefinition.builder().build(), Workshop.REALM))
                .isEmpty();
    }

    private static ContainerDefinition with(String secret) {
        return ContainerDefinition.builder()
                .repositoryCredentials(RepositoryCredentials.builder()
                        .credentialsParameter(secret)
                        .build())
                .build();
    }
}

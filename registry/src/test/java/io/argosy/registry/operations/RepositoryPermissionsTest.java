package io.argosy.registry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Permissions name the repository that the operation acts on, and nothing of this registry where it acts on none.
final class RepositoryPermissionsTest {
    private static final Caller CALLER = new Caller(
            new AccountRegion("123456789012", "local-1"), "arn:aws:iam::123456789012:root", "AKID", "request-1");
    private static final String ARN = "arn:aws:ecr:local-1:123456789012:repository/";

    @Test
    void aRepositoryIsNamedInTheRegistryThatTheRequestMeans() {
        assertThat(resource("team/web", Optional.empty())).isEqualTo(ARN + "team/web");
        assertThat(resource("team/web", Optional.of("123456789012"))).isEqualTo(ARN + "team/web");
        assertThat(resource("team/web", Optional.of("210987654321")))
                .isEqualTo("arn:aws:ecr:local-1:210987654321:repository/team/web");
    }

    @Test
    void whatIsNoNameStaysAsItIs() {
        for (String hostile :
                List.of("*", "w", "web/", "/web", "team//web", "team/../web", "web:latest", ARN + "web")) {
            assertThat(resource(hostile, Optional.empty())).isEqualTo(hostile);
        }
        assertThat(resource("", Optional.empty())).isEqualTo("*");
    }

    @Test
    void whoNamesNoneNeedsItOnAnything() {
        assertThat(RepositoryPermissions.onEach("ecr:DescribeRepositories", CALLER, List.of(), Optional.empty()))
                .containsExactly(Permission.on("ecr:DescribeRepositories"));
    }

    private static String resource(String name, Optional<String> registryId) {
        return RepositoryPermissions.on("ecr:ListImages", CALLER, name, registryId)
                .getFirst()
                .resource();
    }
}

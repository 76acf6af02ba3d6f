package io.argosy.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies of resources beside those of users: what either allows is allowed, what either denies is denied.
final class ResourcePoliciesTest {
    private static final Permission PULL =
            Permission.on("ecr:BatchGetImage", "arn:aws:ecr:local-1:123456789012:repository/web");

    @TempDir
    private Path folder;

    private AccessServer server;
    private AccessKey key;

    @BeforeEach
    void start() throws Exception {
        server = new AccessServer(folder);
        server.iam(AccessServer.ROOT, "CreateUser", "UserName", "ann");
        key = server.iam(AccessServer.ROOT, "CreateAccessKey", "UserName", "ann")
                .key();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String policy(String effect, String principal) {
        return """
                {"Version":"2012-10-17",
                "Statement":[{"Effect":"%s","Principal":%s,"Action":"ecr:*"}]}""".formatted(effect, principal);
    }

    /// Her key as it is worth by now.
    private Credential ann() {
        return server.control().credential(key.id()).orElseThrow();
    }

    private boolean may(String text) {
        return server.control().resources().under(ann(), _ -> Optional.of(text)).allows(PULL);
    }

    private void granted(String effect) throws Exception {
        server.iam(
                AccessServer.ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "own",
                "PolicyDocument",
                AccessServer.policy(effect, "ecr:*", "*"));
    }

    @Test
    void whoIsNamedMayWithoutAPolicyOfTheirOwn() {
        assertThat(ann().allows(PULL)).isFalse();
        assertThat(may(policy("Allow", "{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}")))
                .isTrue();
        assertThat(may(policy("Allow", "\"*\""))).isTrue();
        assertThat(may(policy("Allow", "{\"AWS\":\"arn:aws:iam::123456789012:user/bob\"}")))
                .isFalse();
        assertThat(may(policy("Allow", "{\"AWS\":\"123456789012\"}"))).isFalse();
    }

    @Test
    void aDenyOfEitherOutweighsAnAllowOfTheOther() throws Exception {
        granted("Allow");
        assertThat(may(policy("Deny", "\"*\""))).isFalse();
        assertThat(may(policy("Allow", "{\"AWS\":\"123456789012\"}"))).isTrue();

        granted("Deny");
        assertThat(may(policy("Allow", "\"*\""))).isFalse();
    }

    @Test
    void aPolicyThatCannotBeReadDeniesEverything() throws Exception {
        granted("Allow");

        assertThat(server.control().resources().readable("{}")).isFalse();
        assertThat(may("{}")).isFalse();
    }
}

package io.argosy.access;

import static io.argosy.access.AccessServer.EVERYTHING;
import static io.argosy.access.AccessServer.ROOT;
import static io.argosy.access.AccessServer.policy;
import static io.argosy.access.AccessServer.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may take which role, and what its keys are worth.
final class RolesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/deployer";
    private static final String ANN = "{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}";
    private static final String ACCOUNT = "{\"AWS\":\"123456789012\"}";

    @TempDir
    Path folder;

    private AccessServer server;

    @BeforeEach
    void open() throws IOException {
        server = new AccessServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private AccessServer.Reply assume(AccessKey key, String... more) throws Exception {
        var parameters = new java.util.ArrayList<>(java.util.List.of("RoleArn", ROLE, "RoleSessionName", "s1"));
        parameters.addAll(java.util.List.of(more));
        return server.sts(key, "AssumeRole", parameters.toArray(String[]::new));
    }

    private void allowed(String action) throws Exception {
        server.iam(
                ROOT,
                "PutRolePolicy",
                "RoleName",
                "deployer",
                "PolicyName",
                "p",
                "PolicyDocument",
                policy("Allow", action, "*"));
    }

    @Test
    void whoIsTrustedByNameGetsKeysOfTheRole() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        allowed("iam:ListUsers");

        var reply = assume(ann);

        assertThat(reply.outcome()).isEqualTo("ok");
        assertThat(reply.value("Expiration")).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(server.sts(reply.key(), "GetCallerIdentity").value("Arn"))
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/deployer/s1");
        assertThat(server.iam(reply.key(), "ListUsers").outcome()).isEqualTo("ok");
        assertThat(server.iam(reply.key(), "ListRoles").outcome())
                .startsWith("AccessDenied: User: arn:aws:sts::123456789012:assumed-role/deployer/s1 is not authorized");
    }

    @Test
    void whoIsOneOfATrustedAccountNeedsAPolicyToo() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ACCOUNT));
        var without = assume(ann);

        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "a",
                "PolicyDocument",
                policy("Allow", "sts:AssumeRole", ROLE));

        assertThat(without.outcome())
                .isEqualTo("AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform:"
                        + " sts:AssumeRole on resource: " + ROLE);
        assertThat(assume(ann).outcome()).isEqualTo("ok");
    }

    @Test
    void aDenyOfTheCallersOwnCountsEvenWhereItIsTrustedByName() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "a",
                "PolicyDocument",
                policy("Deny", "sts:*", "*"));

        assertThat(assume(ann).status()).isEqualTo(403);
    }

    @Test
    void nobodyElseAndNotTheAccountsOwnKeyTakesIt() throws Exception {
        server.user("ann");
        AccessKey eve = server.user("eve");
        server.iam(ROOT, "PutUserPolicy", "UserName", "eve", "PolicyName", "a", "PolicyDocument", EVERYTHING);
        server.role("deployer", trusting(ANN));

        assertThat(assume(eve).status()).isEqualTo(403);
        assertThat(assume(ROOT).outcome()).isEqualTo("AccessDenied: Roles may not be assumed by root accounts.");
    }

    @Test
    void aRoleThatIsNotThereIsRefusedLikeOneThatTrustsNobody() throws Exception {
        AccessKey ann = server.user("ann");

        assertThat(assume(ann).outcome()).endsWith("sts:AssumeRole on resource: " + ROLE);
    }

    @Test
    void aSessionPolicyTakesAway() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        allowed("iam:*");

        AccessKey key =
                assume(ann, "Policy", policy("Allow", "iam:ListUsers", "*")).key();

        assertThat(server.iam(key, "ListUsers").outcome()).isEqualTo("ok");
        assertThat(server.iam(key, "ListRoles").outcome())
                .endsWith("because no session policy allows the iam:ListRoles action");
    }

    @Test
    void keysEndWithTheirTime() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        AccessKey key = assume(ann, "DurationSeconds", "900").key();

        server.pass(Duration.ofMinutes(15));

        assertThat(server.sts(key, "GetCallerIdentity").value("Code")).isEqualTo("ExpiredToken");
        server.pass(Duration.ofMinutes(16));
        server.control().cleanUp();
        assertThat(server.sts(key, "GetCallerIdentity").value("Code")).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void keysOutliveARestartAndNeedTheirToken() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        AccessKey key = assume(ann).key();

        server.restart();

        var bare = new AccessKey(key.id(), key.secret(), Secret.NONE);
        var wrong = new AccessKey(key.id(), key.secret(), new Secret("x"));
        assertThat(server.sts(key, "GetCallerIdentity").outcome()).isEqualTo("ok");
        assertThat(server.sts(bare, "GetCallerIdentity").value("Code")).isEqualTo("InvalidClientTokenId");
        assertThat(server.sts(wrong, "GetCallerIdentity").value("Code")).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void keysOfARoleEndWithItThoughAnotherOfItsNameIsMade() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));
        AccessKey key = assume(ann).key();

        server.iam(ROOT, "DeleteRole", "RoleName", "deployer");
        server.role("deployer", trusting(ANN));

        assertThat(server.sts(key, "GetCallerIdentity").value("Code")).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void moreTimeThanTheRoleGivesIsRefused() throws Exception {
        AccessKey ann = server.user("ann");
        server.role("deployer", trusting(ANN));

        assertThat(assume(ann, "DurationSeconds", "3600").outcome()).isEqualTo("ok");
        assertThat(assume(ann, "DurationSeconds", "3601").outcome())
                .isEqualTo("ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                        + " role.");
    }

    @Test
    void aSessionOfAUsersOwnMayDoWhatItMayExceptIam() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "PutUserPolicy", "UserName", "ann", "PolicyName", "a", "PolicyDocument", EVERYTHING);

        AccessKey key = server.sts(ann, "GetSessionToken").key();

        assertThat(server.sts(key, "GetCallerIdentity").value("Arn")).isEqualTo("arn:aws:iam::123456789012:user/ann");
        assertThat(server.iam(key, "ListUsers").status()).isEqualTo(403);
        assertThat(server.sts(key, "GetSessionToken").status()).isEqualTo(403);
    }

    @Test
    void rolesAreShownAsTheyAre() throws Exception {
        String trust = trusting(ANN);
        server.iam(
                ROOT,
                "CreateRole",
                "RoleName",
                "deployer",
                "Path",
                "/teams/blue/",
                "Description",
                "ships",
                "AssumeRolePolicyDocument",
                trust,
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "blue");

        var role = server.iam(ROOT, "GetRole", "RoleName", "Deployer");

        assertThat(role.value("Arn")).isEqualTo("arn:aws:iam::123456789012:role/teams/blue/deployer");
        assertThat(role.value("RoleId")).matches("AROA[A-Z2-7]{17}");
        assertThat(role.value("AssumeRolePolicyDocument")).startsWith("%7B%22Version%22%3A%222012-10-17%22");
        assertThat(role.value("Description")).isEqualTo("ships");
        assertThat(server.iam(ROOT, "ListRoles", "PathPrefix", "/teams/").value("RoleName"))
                .isEqualTo("deployer");
        assertThat(server.iam(ROOT, "ListRoles", "PathPrefix", "/x/").value("RoleName"))
                .isEmpty();
        assertThat(server.iam(ROOT, "CreateRole", "RoleName", "DEPLOYER", "AssumeRolePolicyDocument", trust)
                        .outcome())
                .isEqualTo("EntityAlreadyExists: Role with name DEPLOYER already exists.");
    }
}

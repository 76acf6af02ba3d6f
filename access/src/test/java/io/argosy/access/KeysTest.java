package io.argosy.access;

import static io.argosy.access.AccessServer.EVERYTHING;
import static io.argosy.access.AccessServer.ROOT;
import static io.argosy.access.AccessServer.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keys of users may do.
final class KeysTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly";
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

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

    @Test
    void aNewKeyMayDoNothingAndIsToldWhat() throws Exception {
        AccessKey ann = server.user("ann");

        var reply = server.iam(ann, "ListUsers");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.outcome())
                .isEqualTo("AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform:"
                        + " iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based"
                        + " policy allows the iam:ListUsers action");
    }

    @Test
    void aPolicyAllowsAtOnceAndItsEndForbidsAtOnce() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "AttachUserPolicy", "UserName", "ann", "PolicyArn", ADMINISTRATOR);
        assertThat(server.iam(ann, "ListUsers").outcome()).isEqualTo("ok");

        server.iam(ROOT, "DetachUserPolicy", "UserName", "ann", "PolicyArn", ADMINISTRATOR);

        assertThat(server.iam(ann, "ListUsers").status()).isEqualTo(403);
    }

    @Test
    void aDenyIsToldAsOne() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "AttachUserPolicy", "UserName", "ann", "PolicyArn", ADMINISTRATOR);
        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "no",
                "PolicyDocument",
                policy("Deny", "iam:List*", "*"));

        var reply = server.iam(ann, "ListUsers");

        assertThat(reply.outcome()).endsWith(" with an explicit deny in an identity-based policy");
    }

    @Test
    void aKeyThatIsSwitchedOffOrDeletedIsNobodys() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "UpdateAccessKey", "UserName", "ann", "AccessKeyId", ann.id(), "Status", "Inactive");
        var off = server.sts(ann, "GetCallerIdentity");
        server.iam(ROOT, "UpdateAccessKey", "UserName", "ann", "AccessKeyId", ann.id(), "Status", "Active");
        var on = server.sts(ann, "GetCallerIdentity");

        server.iam(ROOT, "DeleteAccessKey", "UserName", "ann", "AccessKeyId", ann.id());
        var deleted = server.sts(ann, "GetCallerIdentity");

        assertThat(off.value("Code")).isEqualTo("InvalidClientTokenId");
        assertThat(on.value("Arn")).isEqualTo("arn:aws:iam::123456789012:user/ann");
        assertThat(deleted.value("Code")).isEqualTo("InvalidClientTokenId");
    }

    @Test
    void aUserHasTwoKeysAtMost() throws Exception {
        server.user("ann");
        server.iam(ROOT, "CreateAccessKey", "UserName", "ann");

        var third = server.iam(ROOT, "CreateAccessKey", "UserName", "ann");

        assertThat(third.status()).isEqualTo(409);
        assertThat(third.outcome()).isEqualTo("LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void usersMayManageTheirOwnKeysByAVariable() throws Exception {
        AccessKey ann = server.user("ann");
        server.user("bob");
        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "own",
                "PolicyDocument",
                policy("Allow", "iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}"));

        assertThat(server.iam(ann, "ListAccessKeys").outcome()).isEqualTo("ok");
        assertThat(server.iam(ann, "ListAccessKeys", "UserName", "bob").status())
                .isEqualTo(403);
    }

    @Test
    void aConditionReadsWhereARequestComesFrom() throws Exception {
        AccessKey ann = server.user("ann");
        String condition = ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"%s\"},\"Bool\":"
                + "{\"aws:SecureTransport\":\"false\"}}}]}";
        String document = policy("Allow", "iam:ListUsers", "*").replace("}]}", "") + condition;
        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "here",
                "PolicyDocument",
                document.formatted("10.0.0.0/8"));
        var elsewhere = server.iam(ann, "ListUsers");

        server.iam(
                ROOT,
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "here",
                "PolicyDocument",
                document.formatted("127.0.0.0/8"));

        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(server.iam(ann, "ListUsers").outcome()).isEqualTo("ok");
    }

    @Test
    void everythingOutlivesARestart() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "PutUserPolicy", "UserName", "ann", "PolicyName", "all", "PolicyDocument", EVERYTHING);

        server.restart();

        assertThat(server.iam(ann, "GetUser").value("UserName")).isEqualTo("ann");
    }

    @Test
    void aUserIsDeletedOnceNothingIsLeftOfIt() throws Exception {
        AccessKey ann = server.user("ann");
        server.iam(ROOT, "AttachUserPolicy", "UserName", "ann", "PolicyArn", READ_ONLY);
        var attached = server.iam(ROOT, "DeleteUser", "UserName", "ann");
        server.iam(ROOT, "DetachUserPolicy", "UserName", "ann", "PolicyArn", READ_ONLY);
        var keys = server.iam(ROOT, "DeleteUser", "UserName", "ann");
        server.iam(ROOT, "DeleteAccessKey", "UserName", "ann", "AccessKeyId", ann.id());

        var last = server.iam(ROOT, "DeleteUser", "UserName", "ann");

        assertThat(attached.outcome())
                .isEqualTo("DeleteConflict: Cannot delete entity, must detach all policies first.");
        assertThat(keys.outcome()).isEqualTo("DeleteConflict: Cannot delete entity, must delete access keys first.");
        assertThat(last.outcome()).isEqualTo("ok");
        assertThat(server.iam(ROOT, "GetUser", "UserName", "ann").outcome())
                .isEqualTo("NoSuchEntity: The user with name ann cannot be found.");
    }
}

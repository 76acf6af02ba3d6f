package io.argosy.access;

import static io.argosy.access.AccessServer.ROOT;
import static io.argosy.access.AccessServer.policy;
import static io.argosy.access.AccessServer.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies that users and roles share, and the limits of all.
final class PoliciesTest {
    private static final String MINE = "arn:aws:iam::123456789012:policy/mine";

    @TempDir
    Path folder;

    private AccessServer server;

    @BeforeEach
    void open() throws Exception {
        server = new AccessServer(folder);
        server.role("web", trusting("{\"Service\":\"ecs-tasks.amazonaws.com\"}"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private AccessServer.Reply create(String name, String document) throws Exception {
        return server.iam(ROOT, "CreatePolicy", "PolicyName", name, "PolicyDocument", document);
    }

    @Test
    void aPolicyIsAttachedShownAndDeletedOnceNobodyHasIt() throws Exception {
        create("mine", policy("Allow", "ecs:*", "*"));
        server.iam(ROOT, "AttachRolePolicy", "RoleName", "web", "PolicyArn", MINE);
        server.iam(ROOT, "AttachRolePolicy", "RoleName", "web", "PolicyArn", MINE);

        var shown = server.iam(ROOT, "GetPolicy", "PolicyArn", MINE);
        var listed = server.iam(ROOT, "ListAttachedRolePolicies", "RoleName", "web");
        var who = server.iam(ROOT, "ListEntitiesForPolicy", "PolicyArn", MINE);
        var early = server.iam(ROOT, "DeletePolicy", "PolicyArn", MINE);
        server.iam(ROOT, "DetachRolePolicy", "RoleName", "web", "PolicyArn", MINE);
        var twice = server.iam(ROOT, "DetachRolePolicy", "RoleName", "web", "PolicyArn", MINE);

        assertThat(shown.value("AttachmentCount")).isEqualTo("1");
        assertThat(listed.value("PolicyArn")).isEqualTo(MINE);
        assertThat(who.value("RoleName")).isEqualTo("web");
        assertThat(early.outcome()).isEqualTo("DeleteConflict: Cannot delete a policy attached to entities.");
        assertThat(twice.outcome()).isEqualTo("NoSuchEntity: Policy " + MINE + " was not found.");
        assertThat(server.iam(ROOT, "DeletePolicy", "PolicyArn", MINE).outcome())
                .isEqualTo("ok");
    }

    @Test
    void thoseThatAreBuiltInAreThere() throws Exception {
        var all = server.iam(ROOT, "ListPolicies", "Scope", "AWS");
        var version = server.iam(
                ROOT,
                "GetPolicyVersion",
                "VersionId",
                "v1",
                "PolicyArn",
                "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");

        assertThat(all.text())
                .contains(
                        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
                        "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
                        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
                        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
                        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess",
                        "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess",
                        "arn:aws:iam::aws:policy/AmazonECS_FullAccess",
                        "arn:aws:iam::aws:policy/AdministratorAccess");
        assertThat(version.value("Document")).contains("ecr%3AGetAuthorizationToken");
        assertThat(server.iam(ROOT, "DeletePolicy", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aListComesInPages() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            create(name, policy("Allow", "ecs:*", "*"));
        }

        var first = server.iam(ROOT, "ListPolicies", "Scope", "Local", "MaxItems", "2");
        var second =
                server.iam(ROOT, "ListPolicies", "Scope", "Local", "MaxItems", "2", "Marker", first.value("Marker"));

        assertThat(first.value("IsTruncated")).isEqualTo("true");
        assertThat(second.value("PolicyName")).isEqualTo("c");
        assertThat(second.value("IsTruncated")).isEqualTo("false");
        assertThat(server.iam(ROOT, "ListPolicies", "Marker", "made-up").outcome())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    @Test
    void whatIsNoPolicyIsRefused() throws Exception {
        assertThat(create("mine", "{").outcome())
                .isEqualTo("MalformedPolicyDocument: This policy contains invalid Json");
        assertThat(server.iam(
                                ROOT,
                                "CreateRole",
                                "RoleName",
                                "x",
                                "AssumeRolePolicyDocument",
                                policy("Allow", "sts:AssumeRole", "*"))
                        .outcome())
                .isEqualTo("MalformedPolicyDocument: AssumeRole policy must contain principals: Missing required field"
                        + " Principal");
        assertThat(server.iam(
                                ROOT,
                                "AttachRolePolicy",
                                "RoleName",
                                "web",
                                "PolicyArn",
                                "arn:aws:iam::aws:policy/NoSuchThing")
                        .outcome())
                .isEqualTo("NoSuchEntity: Policy arn:aws:iam::aws:policy/NoSuchThing does not exist or is not"
                        + " attachable.");
    }

    @Test
    void documentsHaveTheLimitsThatTheyHaveInIam() throws Exception {
        String frame = policy("Allow", "ecs:*", "arn:aws:ecs:::");

        assertThat(create("edge", padded(frame, 6_144)).outcome()).isEqualTo("ok");
        assertThat(create("past", padded(frame, 6_145)).outcome())
                .isEqualTo("LimitExceeded: Cannot exceed quota for PolicySize: 6144");
        assertThat(put("a", padded(frame, 5_000)).outcome()).isEqualTo("ok");
        assertThat(put("b", padded(frame, 5_240)).outcome()).isEqualTo("ok");
        assertThat(put("b", padded(frame, 5_241)).outcome())
                .isEqualTo("LimitExceeded: Maximum policy size of 10240 bytes exceeded for role web");
    }

    private AccessServer.Reply put(String name, String document) throws Exception {
        return server.iam(ROOT, "PutRolePolicy", "RoleName", "web", "PolicyName", name, "PolicyDocument", document);
    }

    private static String padded(String document, int letters) {
        return document.replace("ecs:::", "ecs:::" + "x".repeat(letters - document.length()));
    }

    @Test
    void tenPoliciesAreAttachedAtMost() throws Exception {
        for (int i = 0; i <= 10; i++) {
            create("p" + i, policy("Allow", "ecs:*", "*"));
        }
        for (int i = 0; i < 10; i++) {
            server.iam(ROOT, "AttachRolePolicy", "RoleName", "web", "PolicyArn", MINE.replace("mine", "p" + i));
        }

        var eleventh =
                server.iam(ROOT, "AttachRolePolicy", "RoleName", "web", "PolicyArn", MINE.replace("mine", "p10"));

        assertThat(eleventh.outcome()).isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10");
    }
}

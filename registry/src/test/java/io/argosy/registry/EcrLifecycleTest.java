package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static io.argosy.registry.EcrCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.lifecycle.ImageUses;
import io.argosy.shapes.ecr.DeleteLifecyclePolicyRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.GetLifecyclePolicyPreviewResponse;
import io.argosy.shapes.ecr.GetLifecyclePolicyRequest;
import io.argosy.shapes.ecr.GetLifecyclePolicyResponse;
import io.argosy.shapes.ecr.PutLifecyclePolicyRequest;
import io.argosy.shapes.ecr.StartLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.UpdateImageStorageClassRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lifecycle policies and the archive over the wire.
final class EcrLifecycleTest {
    private static final String RULE = "{\"rules\":[{\"rulePriority\":1,\"description\":\"" + "d".repeat(40)
            + "\",\"selection\":{%s},\"action\":{\"type\":\"%s\"}}]}";
    private static final String KEEP_ONE =
            RULE.formatted("\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1", "expire");

    @TempDir
    Path folder;

    private RegistryServer server;
    private EcrCalls ecr;
    private OciClient client;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        ecr = new EcrCalls(server);
        client = server.client();
        ecr.create(WEB);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void put(String policy) throws IOException {
        server.call(
                Ecr.PUT_LIFECYCLE_POLICY,
                PutLifecyclePolicyRequest.builder()
                        .repositoryName(WEB)
                        .lifecyclePolicyText(policy)
                        .build());
    }

    private GetLifecyclePolicyResponse policy() throws IOException {
        return server.call(
                Ecr.GET_LIFECYCLE_POLICY,
                GetLifecyclePolicyRequest.builder().repositoryName(WEB).build());
    }

    private GetLifecyclePolicyPreviewResponse preview() throws IOException {
        return server.call(
                Ecr.GET_LIFECYCLE_POLICY_PREVIEW,
                GetLifecyclePolicyPreviewRequest.builder().repositoryName(WEB).build());
    }

    @Test
    void aPolicyIsKeptCarriedOutAndTakenAway() throws IOException {
        client.pushImage(WEB, "v1", "one");
        client.pushImage(WEB, "v2", "two");
        assertRefused(this::policy, "LifecyclePolicyNotFoundException", "Lifecycle policy does not exist");

        put(KEEP_ONE);
        server.restart();
        assertThat(policy().lifecyclePolicyText()).contains(KEEP_ONE);
        assertThat(policy().lastEvaluatedAt()).isEmpty();
        assertThat(server.registry().carryOutLifecyclePolicies()).isOne();

        assertThat(ecr.list(WEB, "ANY")).hasSize(1).allMatch(id -> id.imageTag().equals(Optional.of("v2")));
        assertThat(policy().lastEvaluatedAt()).isPresent();

        server.call(
                Ecr.DELETE_LIFECYCLE_POLICY,
                DeleteLifecyclePolicyRequest.builder().repositoryName(WEB).build());
        assertRefused(this::policy, "LifecyclePolicyNotFoundException", WEB);
    }

    @Test
    void aPreviewSaysWhatWouldGoAndTakesNothing() throws IOException {
        client.pushImage(WEB, "v1", "one");
        client.pushImage(WEB, "v2", "two");
        assertRefused(this::preview, "LifecyclePolicyPreviewNotFoundException", WEB);

        var started = server.call(
                Ecr.START_LIFECYCLE_POLICY_PREVIEW,
                StartLifecyclePolicyPreviewRequest.builder()
                        .repositoryName(WEB)
                        .lifecyclePolicyText(KEEP_ONE)
                        .build());
        var shown = preview();

        assertThat(started.status()).contains("IN_PROGRESS");
        assertThat(shown.status()).contains("COMPLETE");
        assertThat(shown.previewResults().orElseThrow()).singleElement().satisfies(result -> {
            assertThat(result.imageTags()).contains(List.of("v1"));
            assertThat(result.appliedRulePriority()).contains(1);
            assertThat(result.action().flatMap(action -> action.type())).contains("EXPIRE");
        });
        assertThat(shown.summary().flatMap(summary -> summary.expiringImageTotalCount()))
                .contains(1);
        assertThat(ecr.list(WEB, "ANY")).hasSize(2);
        assertRefused(this::policy, "LifecyclePolicyNotFoundException", WEB);
        server.advance(Duration.ofHours(25));
        assertThat(preview().status()).contains("EXPIRED");
    }

    @Test
    void aPreviewLeavesOutWhatIsInUse() throws IOException {
        Digest used = client.pushImage(WEB, "v1", "one");
        client.pushImage(WEB, "v2", "two");
        server.uses.add(new ImageUses.Use(WEB + ":v1", used.toString()));
        server.call(
                Ecr.START_LIFECYCLE_POLICY_PREVIEW,
                StartLifecyclePolicyPreviewRequest.builder()
                        .repositoryName(WEB)
                        .lifecyclePolicyText(KEEP_ONE)
                        .build());

        assertThat(preview().previewResults().orElseThrow()).isEmpty();
    }

    @Test
    void policiesGoWithTheirRepository() throws IOException {
        put(KEEP_ONE);
        ecr.delete(WEB, true);
        ecr.create(WEB);

        assertRefused(this::policy, "LifecyclePolicyNotFoundException", WEB);
    }

    @Test
    void whatIsNotInTheGrammarIsRefusedInEcrsWords() {
        String tagged = "\"tagStatus\":\"tagged\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1";
        String days =
                "\"tagStatus\":\"any\",\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\",\"countNumber\":9";
        for (var wrong : Map.of(
                        RULE.formatted(tagged, "expire"),
                        "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.",
                        RULE.formatted(days, "expire"),
                        "instance failed to match exactly one schema (matched 0 out of 4)",
                        RULE.formatted(tagged.replace("tagged", "TAGGED"), "expire"),
                        "instance value (TAGGED) not found in enum",
                        KEEP_ONE.replace("countNumber\":1", "countNumber\":0"),
                        "numeric instance is lower than the required minimum (minimum: 1, found: 0)",
                        RULE.formatted("\"x\":1," + tagged, "expire"),
                        "object instance has properties which are not allowed by the schema: ([\"x\"])",
                        KEEP_ONE.replace("\"rules\"", "\"rule\""),
                        "object has missing required properties ([\"rules\"])",
                        "[" + KEEP_ONE + "]",
                        "Could not map policyString into LifecyclePolicy.",
                        KEEP_ONE.replace("\"rulePriority\":1", "\"rulePriority\":null"),
                        "instance type (null)")
                .entrySet()) {
            assertRefused(
                    () -> {
                        put(wrong.getKey());
                        return wrong;
                    },
                    "InvalidParameterException",
                    "Lifecycle policy validation failure: " + wrong.getValue());
        }
        assertRefused(
                () -> {
                    put("{\"rules\":[]}");
                    return "";
                },
                "InvalidParameterException",
                "Member must have length greater than or equal to 100");
    }

    private String store(String tag, String wanted) throws IOException {
        return server.call(
                        Ecr.UPDATE_IMAGE_STORAGE_CLASS,
                        UpdateImageStorageClassRequest.builder()
                                .repositoryName(WEB)
                                .imageId(EcrCalls.tagged(tag))
                                .targetStorageClass(wanted)
                                .build())
                .imageStatus()
                .orElseThrow();
    }

    @Test
    void whatIsArchivedCannotBePulledUntilItIsBack() throws IOException {
        client.pushImage(WEB, "v1", "one");

        assertThat(store("v1", "ARCHIVE")).isEqualTo("ARCHIVED");
        assertThat(client.get("/v2/" + WEB + "/manifests/v1").statusCode()).isEqualTo(404);
        assertThat(ecr.list(WEB, "ANY")).isEmpty();
        assertRefused(() -> store("v1", "ARCHIVE"), "ImageStorageClassUpdateNotSupportedException", "archived already");

        assertThat(store("v1", "STANDARD")).isEqualTo("ACTIVATING");
        assertThat(client.get("/v2/" + WEB + "/manifests/v1").statusCode()).isEqualTo(200);

        store("v1", "ARCHIVE");
        client.pushImage(WEB, "v1", "one");
        assertThat(client.get("/v2/" + WEB + "/manifests/v1").statusCode()).isEqualTo(200);
    }
}

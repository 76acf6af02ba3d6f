package io.argosy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.Blob;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.DeleteSecretRequest;
import io.argosy.shapes.secretsmanager.DescribeSecretRequest;
import io.argosy.shapes.secretsmanager.Filter;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.ListSecretVersionIdsRequest;
import io.argosy.shapes.secretsmanager.ListSecretsRequest;
import io.argosy.shapes.secretsmanager.ListSecretsResponse;
import io.argosy.shapes.secretsmanager.PutSecretValueRequest;
import io.argosy.shapes.secretsmanager.RestoreSecretRequest;
import io.argosy.shapes.secretsmanager.SecretListEntry;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.secretsmanager.Tag;
import io.argosy.shapes.secretsmanager.TagResourceRequest;
import io.argosy.shapes.secretsmanager.UntagResourceRequest;
import io.argosy.shapes.secretsmanager.UpdateSecretRequest;
import io.argosy.shapes.secretsmanager.UpdateSecretVersionStageRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets Manager as a client sees it.
final class SecretsManagerTest {
    private static final String FIRST = "1".repeat(32);
    private static final String SECOND = "2".repeat(32);
    private static final String THIRD = "3".repeat(32);

    private SecretsServer server;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new SecretsServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String create(String name, String value, String token) throws IOException {
        return server.call(
                        SecretsManager.CREATE_SECRET,
                        CreateSecretRequest.builder()
                                .name(name)
                                .secretString(value)
                                .clientRequestToken(token)
                                .build())
                .arn()
                .orElseThrow();
    }

    private void put(String id, String value, String token, List<String> stages) throws IOException {
        server.call(
                SecretsManager.PUT_SECRET_VALUE,
                PutSecretValueRequest.builder()
                        .secretId(id)
                        .secretString(value)
                        .clientRequestToken(token)
                        .versionStages(Optional.of(stages).filter(all -> !all.isEmpty()))
                        .build());
    }

    private String value(GetSecretValueRequest.Builder request) throws IOException {
        return server.call(SecretsManager.GET_SECRET_VALUE, request.build())
                .secretString()
                .orElseThrow();
    }

    private String refused(GetSecretValueRequest.Builder request) throws IOException {
        return server.outcome(SecretsManager.GET_SECRET_VALUE, request.build());
    }

    private static GetSecretValueRequest.Builder get(String id) {
        return GetSecretValueRequest.builder().secretId(id);
    }

    @Test
    void aSecretIsFoundByNameByArnAndByAPartOfIt() throws IOException {
        String arn = create("shop/db", "hush", FIRST);

        assertThat(arn).matches("arn:aws:secretsmanager:local-1:123456789012:secret:shop/db-[A-Za-z0-9]{6}");
        assertThat(value(get("shop/db"))).isEqualTo("hush");
        assertThat(value(get(arn))).isEqualTo("hush");
        assertThat(value(get(arn.substring(0, arn.length() - 7)))).isEqualTo("hush");
        assertThat(refused(get(arn.substring(0, arn.length() - 1) + "!")))
                .isEqualTo("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
        assertThat(refused(get(arn.replace("local-1", "local-2"))))
                .isEqualTo("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    }

    @Test
    void bytesComeBackAsBytes() throws IOException {
        server.call(
                SecretsManager.CREATE_SECRET,
                CreateSecretRequest.builder()
                        .name("pem")
                        .secretBinary(new Blob(new byte[] {0, -1, 7}))
                        .clientRequestToken(FIRST)
                        .build());

        var read = server.call(SecretsManager.GET_SECRET_VALUE, get("pem").build());

        assertThat(read.secretBinary()).contains(new Blob(new byte[] {0, -1, 7}));
        assertThat(read.secretString()).isEmpty();
    }

    @Test
    void aNewValueMovesTheStages() throws IOException {
        create("db", "one", FIRST);
        put("db", "two", SECOND, List.of());
        put("db", "three", THIRD, List.of("AWSPENDING"));

        assertThat(value(get("db"))).isEqualTo("two");
        assertThat(value(get("db").versionStage("AWSPREVIOUS"))).isEqualTo("one");
        assertThat(value(get("db").versionStage("AWSPENDING"))).isEqualTo("three");
        assertThat(value(get("db").versionId(FIRST))).isEqualTo("one");
        assertThat(refused(get("db").versionId(FIRST).versionStage("AWSCURRENT")))
                .isEqualTo("InvalidRequestException: You provided a VersionStage that is not associated to the"
                        + " provided VersionId.");
        assertThat(refused(get("db").versionStage("green")))
                .isEqualTo("ResourceNotFoundException: Secrets Manager can't find the specified secret value for"
                        + " staging label: green");
    }

    @Test
    void aRequestThatIsRepeatedMakesNoSecondVersion() throws IOException {
        String arn = create("db", "one", FIRST);
        put("db", "two", SECOND, List.of());
        put("db", "two", SECOND, List.of());

        assertThat(create("db", "one", FIRST)).isEqualTo(arn);
        assertThat(value(get("db").versionStage("AWSPREVIOUS"))).isEqualTo("one");
        assertThat(server.outcome(
                        SecretsManager.PUT_SECRET_VALUE,
                        PutSecretValueRequest.builder()
                                .secretId("db")
                                .secretString("other")
                                .clientRequestToken(SECOND)
                                .build()))
                .startsWith("ResourceExistsException: You can't use ClientRequestToken " + SECOND)
                .doesNotContain("other");
        assertThat(server.outcome(
                        SecretsManager.CREATE_SECRET,
                        CreateSecretRequest.builder()
                                .name("db")
                                .secretString("x")
                                .clientRequestToken(THIRD)
                                .build()))
                .isEqualTo("ResourceExistsException: The operation failed because the secret db already exists.");
    }

    @Test
    void stagesAreMovedByHandButTheCurrentOneIsNeverLost() throws IOException {
        create("db", "one", FIRST);
        put("db", "two", SECOND, List.of());
        var move = UpdateSecretVersionStageRequest.builder().secretId("db").versionStage("AWSCURRENT");

        assertThat(server.outcome(
                        SecretsManager.UPDATE_SECRET_VERSION_STAGE,
                        move.moveToVersionId(FIRST).build()))
                .contains("Staging label AWSCURRENT is currently attached to version " + SECOND);
        server.call(
                SecretsManager.UPDATE_SECRET_VERSION_STAGE,
                move.removeFromVersionId(SECOND).build());

        assertThat(value(get("db"))).isEqualTo("one");
        assertThat(value(get("db").versionStage("AWSPREVIOUS"))).isEqualTo("two");
        assertThat(server.outcome(
                        SecretsManager.UPDATE_SECRET_VERSION_STAGE,
                        UpdateSecretVersionStageRequest.builder()
                                .secretId("db")
                                .versionStage("AWSCURRENT")
                                .removeFromVersionId(FIRST)
                                .build()))
                .startsWith("InvalidParameterException: You can only move staging label AWSCURRENT");
    }

    @Test
    void aDeletedSecretEndsWithItsWindow() throws IOException {
        create("db", "one", FIRST);
        var delete = DeleteSecretRequest.builder().secretId("db").recoveryWindowInDays(7L);
        server.call(SecretsManager.DELETE_SECRET, delete.build());

        assertThat(refused(get("db")))
                .isEqualTo("InvalidRequestException: You can't perform this operation on the secret because it was"
                        + " marked for deletion.");
        server.pass(Duration.ofDays(7).minusSeconds(1));
        server.call(
                SecretsManager.RESTORE_SECRET,
                RestoreSecretRequest.builder().secretId("db").build());
        assertThat(value(get("db"))).isEqualTo("one");

        server.call(SecretsManager.DELETE_SECRET, delete.build());
        server.pass(Duration.ofDays(7));
        assertThat(refused(get("db"))).startsWith("ResourceNotFoundException");
    }

    @Test
    void aWindowHasBounds() throws IOException {
        create("db", "one", FIRST);

        assertThat(server.outcome(
                        SecretsManager.DELETE_SECRET,
                        deletion().recoveryWindowInDays(6L).build()))
                .startsWith("InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days");
        assertThat(server.outcome(
                        SecretsManager.DELETE_SECRET,
                        deletion().recoveryWindowInDays(31L).build()))
                .startsWith("InvalidParameterException");
        assertThat(server.outcome(
                        SecretsManager.DELETE_SECRET,
                        deletion()
                                .recoveryWindowInDays(7L)
                                .forceDeleteWithoutRecovery(true)
                                .build()))
                .startsWith("InvalidParameterException: You can't use ForceDeleteWithoutRecovery");
        assertThat(server.outcome(
                        SecretsManager.DELETE_SECRET,
                        deletion().forceDeleteWithoutRecovery(true).build()))
                .isEqualTo("ok");
        assertThat(refused(get("db"))).startsWith("ResourceNotFoundException");
    }

    private static DeleteSecretRequest.Builder deletion() {
        return DeleteSecretRequest.builder().secretId("db");
    }

    @Test
    void aListHasPagesFiltersAndNoValues() throws IOException {
        for (int i = 0; i < 5; i++) {
            create("shop/" + i, "hush" + i, FIRST);
        }
        create("bank/0", "hush", FIRST);
        var filter = Filter.builder().key("name").values(List.of("shop/")).build();
        var request = ListSecretsRequest.builder().filters(List.of(filter)).maxResults(3);

        ListSecretsResponse first = server.call(SecretsManager.LIST_SECRETS, request.build());
        ListSecretsResponse second = server.call(
                SecretsManager.LIST_SECRETS,
                request.nextToken(first.nextToken()).build());

        assertThat(names(first)).containsExactly("shop/0", "shop/1", "shop/2");
        assertThat(names(second)).containsExactly("shop/3", "shop/4");
        assertThat(second.nextToken()).isEmpty();
    }

    private static List<String> names(ListSecretsResponse answer) {
        return answer.secretList().orElseThrow().stream()
                .map(SecretListEntry::name)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void whatIsSaidOfASecretChangesAlone() throws IOException {
        create("db", "one", FIRST);
        var tag = Tag.builder().key("team").value("shop").build();
        server.call(
                SecretsManager.TAG_RESOURCE,
                TagResourceRequest.builder().secretId("db").tags(List.of(tag)).build());
        server.call(
                SecretsManager.UPDATE_SECRET,
                UpdateSecretRequest.builder()
                        .secretId("db")
                        .description("the shop's")
                        .build());

        var described = server.call(
                SecretsManager.DESCRIBE_SECRET,
                DescribeSecretRequest.builder().secretId("db").build());
        assertThat(described.tags()).contains(List.of(tag));
        assertThat(described.description()).contains("the shop's");
        assertThat(described.versionIdsToStages().orElseThrow()).containsOnlyKeys(FIRST);

        server.call(
                SecretsManager.UNTAG_RESOURCE,
                UntagResourceRequest.builder()
                        .secretId("db")
                        .tagKeys(List.of("team"))
                        .build());
        assertThat(server.call(
                                SecretsManager.DESCRIBE_SECRET,
                                DescribeSecretRequest.builder().secretId("db").build())
                        .tags())
                .contains(List.of());
    }

    @Test
    void versionsWithoutAStageMakeRoomForOthers() throws IOException {
        create("db", "0", "%032d".formatted(0));
        for (int i = 1; i <= 120; i++) {
            put("db", String.valueOf(i), "%032d".formatted(i), List.of());
        }

        var versions = server.call(
                        SecretsManager.LIST_SECRET_VERSION_IDS,
                        ListSecretVersionIdsRequest.builder()
                                .secretId("db")
                                .includeDeprecated(true)
                                .build())
                .versions()
                .orElseThrow();
        assertThat(versions).hasSize(100);
        assertThat(value(get("db"))).isEqualTo("120");
    }
}

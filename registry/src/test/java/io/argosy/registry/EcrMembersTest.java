package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.Member;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import io.argosy.shapes.ecr.CreateRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.DescribeImagesFilter;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.EncryptionConfiguration;
import io.argosy.shapes.ecr.EncryptionConfigurationForRepositoryCreationTemplate;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecr.ListImagesFilter;
import io.argosy.shapes.ecr.ListImagesRequest;
import io.argosy.shapes.ecr.PutRegistryScanningConfigurationRequest;
import io.argosy.shapes.ecr.Tag;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of every member a caller may send to ECR, in one table: `honoured`; `ignored`, and why; or `refused`,
/// and the words that say so. The table has every member of the model and nothing else. docs/compatibility.md is made
/// of it.
final class EcrMembersTest {
    private static final Path TABLE = Path.of("src/test/resources/members.csv");

    @TempDir
    Path folder;

    private RegistryServer server;
    private EcrCalls ecr;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        ecr = new EcrCalls(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTableHasEveryMemberOfTheModel() throws IOException {
        Set<String> known = new LinkedHashSet<>();
        Set<String> walked = new LinkedHashSet<>();
        for (Operation<?, ?> operation : server.registry().operations()) {
            walk(operation.model().input(), known, walked);
        }

        assertThat(Files.readAllLines(TABLE))
                .map(line -> line.split(" \\| ")[0])
                .filteredOn(member -> !member.contains("="))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static void walk(Structure<?> structure, Set<String> known, Set<String> walked) {
        if (walked.add(structure.name())) {
            for (Member member : structure.members()) {
                known.add(structure.name() + "." + member.name());
                nested(member.type()).ifPresent(below -> walk(below, known, walked));
            }
        }
    }

    private static Optional<Structure<?>> nested(Type type) {
        return switch (type) {
            case Type.Nested nested -> Optional.of(nested.structure());
            case Type.ListOf list -> nested(list.element());
            case Type.MapOf map -> nested(map.value());
            case Type.Scalar _ -> Optional.empty();
        };
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(TABLE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String words(String member) {
        return lines().stream()
                .map(line -> line.split(" \\| "))
                .filter(columns -> columns[0].equals(member) && columns[1].equals("refused"))
                .map(columns -> columns[2])
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(CreateRepositoryRequest.Builder request, String member) throws IOException {
        EcrCalls.assertRefused(() -> ecr.create(request), "InvalidParameterException", words(member));
    }

    private static CreateRepositoryRequest.Builder encrypted(EncryptionConfiguration.Builder by) {
        return CreateRepositoryRequest.builder().repositoryName("team/secret").encryptionConfiguration(by.build());
    }

    @Test
    void whatTheTableSaysIsRefusedIs() throws IOException {
        assertRefused(
                CreateRepositoryRequest.builder().repositoryName("n".repeat(256)),
                "CreateRepositoryRequest.repositoryName=256 characters");
        assertRefused(
                encrypted(EncryptionConfiguration.builder().encryptionType("KMS")),
                "EncryptionConfiguration.encryptionType=KMS");
        assertRefused(
                encrypted(EncryptionConfiguration.builder()
                        .encryptionType("AES256")
                        .kmsKey("alias/mine")),
                "EncryptionConfiguration.kmsKey");
    }

    @Test
    void whatTemplatesCannotHaveIsRefused() {
        var kms = EncryptionConfigurationForRepositoryCreationTemplate.builder().encryptionType("KMS");
        var tag = Tag.builder().key("team").value("shop").build();
        assertRefused(
                template().encryptionConfiguration(kms.build()),
                "InvalidParameterException",
                "EncryptionConfigurationForRepositoryCreationTemplate.encryptionType=KMS");
        assertRefused(
                template().customRoleArn("arn:aws:iam::123456789012:role/maker"),
                "InvalidParameterException",
                "CreateRepositoryCreationTemplateRequest.customRoleArn");
        assertRefused(
                template().resourceTags(List.of(tag)),
                "ValidationException",
                "CreateRepositoryCreationTemplateRequest.resourceTags");
    }

    private static CreateRepositoryCreationTemplateRequest.Builder template() {
        return CreateRepositoryCreationTemplateRequest.builder().prefix("team").appliedFor(List.of("CREATE_ON_PUSH"));
    }

    private void assertRefused(CreateRepositoryCreationTemplateRequest.Builder request, String code, String member) {
        EcrCalls.assertRefused(
                () -> server.call(Ecr.CREATE_REPOSITORY_CREATION_TEMPLATE, request.build()), code, words(member));
    }

    @Test
    void scanningByAServiceIsRefused() {
        var enhanced = PutRegistryScanningConfigurationRequest.builder().scanType("ENHANCED");

        EcrCalls.assertRefused(
                () -> server.call(Ecr.PUT_REGISTRY_SCANNING_CONFIGURATION, enhanced.build()),
                "ValidationException",
                words("PutRegistryScanningConfigurationRequest.scanType=ENHANCED"));
    }

    @Test
    void whatSwitchesNothingOnIsTaken() throws IOException {
        ecr.create(encrypted(EncryptionConfiguration.builder().encryptionType("AES256")));

        assertThat(ecr.describe("team/secret")).hasSize(1);
    }

    @Test
    void anotherRegistrysTokenIsTheCallersAllTheSame() throws IOException {
        var answer = server.call(
                Ecr.GET_AUTHORIZATION_TOKEN,
                GetAuthorizationTokenRequest.builder()
                        .registryIds(List.of("999999999999"))
                        .build());

        assertThat(answer.authorizationData().orElseThrow()).hasSize(1);
    }

    @Test
    void noImageIsArchived() throws IOException {
        ecr.create("team/web");
        try (var client = server.client()) {
            Digest image = client.pushImage("team/web", "v1", "layer");

            assertThat(image.toString()).startsWith("sha256:");
        }
        for (String status : List.of("ARCHIVED", "ACTIVATING")) {
            assertThat(described(status)).isZero();
            assertThat(listed(status)).isZero();
        }
        for (String status : List.of("ACTIVE", "ANY")) {
            assertThat(described(status)).isOne();
            assertThat(listed(status)).isOne();
        }
    }

    private int described(String status) throws IOException {
        var request = DescribeImagesRequest.builder()
                .repositoryName("team/web")
                .filter(DescribeImagesFilter.builder().imageStatus(status).build());
        return server.call(Ecr.DESCRIBE_IMAGES, request.build())
                .imageDetails()
                .orElseThrow()
                .size();
    }

    private int listed(String status) throws IOException {
        var request = ListImagesRequest.builder()
                .repositoryName("team/web")
                .filter(ListImagesFilter.builder().imageStatus(status).build());
        return server.call(Ecr.LIST_IMAGES, request.build())
                .imageIds()
                .orElseThrow()
                .size();
    }
}

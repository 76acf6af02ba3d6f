package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static io.argosy.registry.EcrCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecr.BatchGetRepositoryScanningConfigurationRequest;
import io.argosy.shapes.ecr.CreateRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.DeleteRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.DeleteRepositoryPolicyRequest;
import io.argosy.shapes.ecr.DeregisterPullTimeUpdateExclusionRequest;
import io.argosy.shapes.ecr.DescribeImageScanFindingsRequest;
import io.argosy.shapes.ecr.DescribeRegistryRequest;
import io.argosy.shapes.ecr.DescribeRepositoryCreationTemplatesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAccountSettingRequest;
import io.argosy.shapes.ecr.GetRegistryScanningConfigurationRequest;
import io.argosy.shapes.ecr.GetRepositoryPolicyRequest;
import io.argosy.shapes.ecr.ImageScanningConfiguration;
import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import io.argosy.shapes.ecr.ListPullTimeUpdateExclusionsRequest;
import io.argosy.shapes.ecr.PutAccountSettingRequest;
import io.argosy.shapes.ecr.PutImageScanningConfigurationRequest;
import io.argosy.shapes.ecr.PutImageTagMutabilityRequest;
import io.argosy.shapes.ecr.PutRegistryScanningConfigurationRequest;
import io.argosy.shapes.ecr.RegisterPullTimeUpdateExclusionRequest;
import io.argosy.shapes.ecr.RegistryScanningRule;
import io.argosy.shapes.ecr.RepositoryCreationTemplate;
import io.argosy.shapes.ecr.ScanningRepositoryFilter;
import io.argosy.shapes.ecr.SetRepositoryPolicyRequest;
import io.argosy.shapes.ecr.StartImageScanRequest;
import io.argosy.shapes.ecr.UpdateRepositoryCreationTemplateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of repositories and of a registry: policies, templates, settings, what would be scanned.
final class EcrSettingsTest {
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"%s","Principal":"*","Action":"ecr:*"}]}""";

    @TempDir
    Path folder;

    private RegistryServer server;
    private EcrCalls ecr;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder, settings -> settings.with(new RegistrySettings.Pushes(false, true)));
        ecr = new EcrCalls(server);
        ecr.create(WEB);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void set(String text, boolean force) throws IOException {
        server.call(
                Ecr.SET_REPOSITORY_POLICY,
                SetRepositoryPolicyRequest.builder()
                        .repositoryName(WEB)
                        .policyText(text)
                        .force(force)
                        .build());
    }

    private String policy() throws IOException {
        return server.call(
                        Ecr.GET_REPOSITORY_POLICY,
                        GetRepositoryPolicyRequest.builder().repositoryName(WEB).build())
                .policyText()
                .orElseThrow();
    }

    @Test
    void aPolicyIsKeptAsItWasGivenUnlessItLocksItsAuthorOut() throws IOException {
        assertRefused(this::policy, "RepositoryPolicyNotFoundException", "Repository policy does not exist");
        set(POLICY.formatted("Allow"), false);
        assertThat(policy()).isEqualTo(POLICY.formatted("Allow"));

        assertRefused(
                () -> {
                    set(POLICY.formatted("Deny"), false);
                    return "";
                },
                "InvalidParameterException",
                "force");
        assertRefused(
                () -> {
                    set(POLICY.formatted("Maybe"), true);
                    return "";
                },
                "InvalidParameterException",
                "Invalid repository policy provided");
        set(POLICY.formatted("Deny"), true);
        assertThat(server.call(
                                Ecr.DELETE_REPOSITORY_POLICY,
                                DeleteRepositoryPolicyRequest.builder()
                                        .repositoryName(WEB)
                                        .build())
                        .policyText())
                .contains(POLICY.formatted("Deny"));
        assertRefused(this::policy, "RepositoryPolicyNotFoundException", WEB);
    }

    private RepositoryCreationTemplate template(String prefix, String mutability) throws IOException {
        return server.call(
                        Ecr.CREATE_REPOSITORY_CREATION_TEMPLATE,
                        CreateRepositoryCreationTemplateRequest.builder()
                                .prefix(prefix)
                                .appliedFor(List.of("CREATE_ON_PUSH"))
                                .imageTagMutability(mutability)
                                .repositoryPolicy(POLICY.formatted("Allow"))
                                .build())
                .repositoryCreationTemplate()
                .orElseThrow();
    }

    @Test
    void aPushMakesARepositoryByTheTemplateOfTheLongestPrefix() throws IOException {
        try (OciClient client = server.client()) {
            byte[] nothing = new byte[0];
            assertThat(client.send("POST", "/v2/shop/web/blobs/uploads/", nothing)
                            .statusCode())
                    .isEqualTo(404);
            template("ROOT", "MUTABLE");
            template("shop", "IMMUTABLE");

            client.pushImage("shop/web", "v1", "layer");
            client.pushImage("shopping", "v1", "layer");
        }

        assertThat(ecr.describe("shop/web").getFirst().imageTagMutability()).contains("IMMUTABLE");
        assertThat(ecr.describe("shopping").getFirst().imageTagMutability()).contains("MUTABLE");
        assertThat(server.call(
                                Ecr.GET_REPOSITORY_POLICY,
                                GetRepositoryPolicyRequest.builder()
                                        .repositoryName("shop/web")
                                        .build())
                        .policyText())
                .contains(POLICY.formatted("Allow"));
    }

    @Test
    void aTemplateIsMadeChangedShownAndDeleted() throws IOException {
        template("shop", "MUTABLE");
        assertRefused(() -> template("shop", "MUTABLE"), "TemplateAlreadyExistsException", "'shop'");
        var changed = server.call(
                Ecr.UPDATE_REPOSITORY_CREATION_TEMPLATE,
                UpdateRepositoryCreationTemplateRequest.builder()
                        .prefix("shop")
                        .repositoryPolicy("")
                        .build());
        assertThat(changed.repositoryCreationTemplate().orElseThrow().repositoryPolicy())
                .isEmpty();
        assertThat(changed.repositoryCreationTemplate().orElseThrow().imageTagMutability())
                .contains("MUTABLE");

        var wanted = DescribeRepositoryCreationTemplatesRequest.builder().prefixes(List.of("shop"));
        assertThat(server.call(Ecr.DESCRIBE_REPOSITORY_CREATION_TEMPLATES, wanted.build())
                        .repositoryCreationTemplates()
                        .orElseThrow())
                .hasSize(1);
        var gone = DeleteRepositoryCreationTemplateRequest.builder().prefix("shop");
        server.call(Ecr.DELETE_REPOSITORY_CREATION_TEMPLATE, gone.build());
        assertRefused(
                () -> server.call(Ecr.DELETE_REPOSITORY_CREATION_TEMPLATE, gone.build()),
                "TemplateNotFoundException",
                "'shop'");
        assertRefused(
                () -> server.call(Ecr.DESCRIBE_REPOSITORY_CREATION_TEMPLATES, wanted.build()),
                "TemplateNotFoundException",
                "'shop'");
    }

    @Test
    void aRegistryHasFiftyTemplatesAtMost() throws IOException {
        for (int i = 0; i < 50; i++) {
            template("shop-" + i, "MUTABLE");
        }

        assertRefused(() -> template("one-more", "MUTABLE"), "LimitExceededException", "at most 50");
    }

    @Test
    void settingsHaveOnlyValuesThatAreTrueHere() throws IOException {
        var scope = GetAccountSettingRequest.builder().name("REGISTRY_POLICY_SCOPE");
        assertThat(server.call(Ecr.GET_ACCOUNT_SETTING, scope.build()).value()).contains("V2");
        server.call(
                Ecr.PUT_ACCOUNT_SETTING,
                PutAccountSettingRequest.builder()
                        .name("REGISTRY_POLICY_SCOPE")
                        .value("V1")
                        .build());
        assertThat(server.call(Ecr.GET_ACCOUNT_SETTING, scope.build()).value()).contains("V1");
        assertRefused(
                () -> server.call(
                        Ecr.PUT_ACCOUNT_SETTING,
                        PutAccountSettingRequest.builder()
                                .name("BLOB_MOUNTING")
                                .value("DISABLED")
                                .build()),
                "InvalidParameterException",
                "[ENABLED]");
        assertRefused(
                () -> server.call(
                        Ecr.GET_ACCOUNT_SETTING,
                        GetAccountSettingRequest.builder().name("NONE").build()),
                "InvalidParameterException",
                "BASIC_SCAN_TYPE_VERSION");
    }

    @Test
    void whatWouldBeScannedIsKeptAndNothingIsScanned() throws IOException {
        try (OciClient client = server.client()) {
            client.pushImage(WEB, "v1", "layer");
        }
        assertThat(frequency()).isEqualTo("MANUAL");
        server.call(
                Ecr.PUT_IMAGE_SCANNING_CONFIGURATION,
                PutImageScanningConfigurationRequest.builder()
                        .repositoryName(WEB)
                        .imageScanningConfiguration(ImageScanningConfiguration.builder()
                                .scanOnPush(true)
                                .build())
                        .build());
        assertThat(frequency()).isEqualTo("SCAN_ON_PUSH");

        assertRefused(
                () -> server.call(
                        Ecr.START_IMAGE_SCAN,
                        StartImageScanRequest.builder()
                                .repositoryName(WEB)
                                .imageId(EcrCalls.tagged("v1"))
                                .build()),
                "ValidationException",
                "This feature is disabled");
        assertRefused(
                () -> server.call(
                        Ecr.DESCRIBE_IMAGE_SCAN_FINDINGS,
                        DescribeImageScanFindingsRequest.builder()
                                .repositoryName(WEB)
                                .imageId(EcrCalls.tagged("v1"))
                                .build()),
                "ScanNotFoundException",
                "Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}'");
    }

    private String frequency() throws IOException {
        var answer = server.call(
                Ecr.BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION,
                BatchGetRepositoryScanningConfigurationRequest.builder()
                        .repositoryNames(List.of(WEB, "team/nobody"))
                        .build());
        assertThat(answer.failures().orElseThrow()).hasSize(1);
        return answer.scanningConfigurations()
                .orElseThrow()
                .getFirst()
                .scanFrequency()
                .orElseThrow();
    }

    @Test
    void rulesOfScanningFitByPartsOfNames() throws IOException {
        var filter = ScanningRepositoryFilter.builder().filter("*web").filterType("WILDCARD");
        server.call(
                Ecr.PUT_REGISTRY_SCANNING_CONFIGURATION,
                PutRegistryScanningConfigurationRequest.builder()
                        .rules(List.of(RegistryScanningRule.builder()
                                .scanFrequency("SCAN_ON_PUSH")
                                .repositoryFilters(List.of(filter.build()))
                                .build()))
                        .build());

        assertThat(frequency()).isEqualTo("SCAN_ON_PUSH");
        assertThat(server.call(
                                Ecr.GET_REGISTRY_SCANNING_CONFIGURATION,
                                GetRegistryScanningConfigurationRequest.builder()
                                        .build())
                        .scanningConfiguration()
                        .orElseThrow()
                        .rules()
                        .orElseThrow())
                .hasSize(1);
    }

    @Test
    void pullsOfTheExcludedAreNoUse() throws IOException {
        String root = "arn:aws:iam::123456789012:root";
        var excluded = RegisterPullTimeUpdateExclusionRequest.builder().principalArn(root);
        assertRefused(
                () -> server.call(Ecr.REGISTER_PULL_TIME_UPDATE_EXCLUSION, excluded.build()),
                "InvalidParameterException",
                "principalArn");
        String role = "arn:aws:iam::123456789012:role/scanner";
        server.call(
                Ecr.REGISTER_PULL_TIME_UPDATE_EXCLUSION,
                RegisterPullTimeUpdateExclusionRequest.builder()
                        .principalArn(role)
                        .build());
        assertRefused(
                () -> server.call(
                        Ecr.REGISTER_PULL_TIME_UPDATE_EXCLUSION,
                        RegisterPullTimeUpdateExclusionRequest.builder()
                                .principalArn(role)
                                .build()),
                "ExclusionAlreadyExistsException",
                role);

        assertThat(server.call(
                                Ecr.LIST_PULL_TIME_UPDATE_EXCLUSIONS,
                                ListPullTimeUpdateExclusionsRequest.builder().build())
                        .pullTimeUpdateExclusions())
                .contains(List.of(role));
        server.call(
                Ecr.DEREGISTER_PULL_TIME_UPDATE_EXCLUSION,
                DeregisterPullTimeUpdateExclusionRequest.builder()
                        .principalArn(role)
                        .build());
        assertRefused(
                () -> server.call(
                        Ecr.DEREGISTER_PULL_TIME_UPDATE_EXCLUSION,
                        DeregisterPullTimeUpdateExclusionRequest.builder()
                                .principalArn(role)
                                .build()),
                "ExclusionNotFoundException",
                role);
    }

    @Test
    void aRegistrySendsItsImagesNowhere() throws IOException {
        var registry = server.call(
                Ecr.DESCRIBE_REGISTRY, DescribeRegistryRequest.builder().build());

        assertThat(registry.registryId()).contains(RegistryServer.ACCOUNT);
        assertThat(registry.replicationConfiguration().orElseThrow().rules()).isEmpty();
    }

    private String mutability(String wanted, String... filters) throws IOException {
        return server.call(
                        Ecr.PUT_IMAGE_TAG_MUTABILITY,
                        PutImageTagMutabilityRequest.builder()
                                .repositoryName(WEB)
                                .imageTagMutability(wanted)
                                .imageTagMutabilityExclusionFilters(
                                        filters.length == 0
                                                ? Optional.empty()
                                                : Optional.of(Stream.of(filters)
                                                        .map(filter -> ImageTagMutabilityExclusionFilter.builder()
                                                                .filterType("WILDCARD")
                                                                .filter(filter)
                                                                .build())
                                                        .toList()))
                                .build())
                .imageTagMutability()
                .orElseThrow();
    }

    @Test
    void exclusionsGoWithTheirMutabilityAndHaveTwoStarsAtMost() throws IOException {
        assertThat(mutability("MUTABLE_WITH_EXCLUSION", "v*.*")).isEqualTo("MUTABLE_WITH_EXCLUSION");
        assertRefused(
                () -> mutability("IMMUTABLE_WITH_EXCLUSION"),
                "InvalidParameterException",
                "can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION");
        assertRefused(
                () -> mutability("IMMUTABLE", "v*"),
                "InvalidParameterException",
                "Exclusion filters need an imageTagMutability with exclusion");
        assertRefused(
                () -> mutability("IMMUTABLE_WITH_EXCLUSION", "v*.*.*"), "InvalidParameterException", "at most 2 *");
    }
}

package io.argosy.registry;

import static io.argosy.registry.EcrCalls.WEB;
import static io.argosy.registry.EcrCalls.assertRefused;
import static io.argosy.registry.EcrCalls.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.DescribeRepositoriesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecr.ListTagsForResourceRequest;
import io.argosy.shapes.ecr.Repository;
import io.argosy.shapes.ecr.TagResourceRequest;
import io.argosy.shapes.ecr.UntagResourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ECR's operations on repositories: what they write, answer and refuse.
final class EcrRepositoriesTest {
    private static final String ARN = "arn:aws:ecr:eu-central-1:123456789012:repository/team/web";

    @TempDir
    Path folder;

    private RegistryServer server;
    private OciClient client;
    private EcrCalls ecr;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.over(folder);
        client = server.client();
        ecr = new EcrCalls(server);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aRepositoryIsDescribedAsItWasCreated() throws IOException {
        ecr.create(CreateRepositoryRequest.builder().repositoryName(WEB).imageTagMutability("IMMUTABLE"));
        server.restart();

        Repository repository = ecr.describe(WEB).getFirst();

        assertThat(repository.repositoryArn()).contains(ARN);
        assertThat(repository.repositoryUri()).contains(server.authority() + "/" + WEB);
        assertThat(repository.registryId()).contains(RegistryServer.ACCOUNT);
        assertThat(repository.imageTagMutability()).contains("IMMUTABLE");
    }

    @Test
    void refusalsAboutRepositoriesAreInEcrsWords() throws IOException {
        ecr.create(WEB);
        client.pushImage(WEB, "v1", "layer");

        assertRefused(
                () -> ecr.create(WEB),
                "RepositoryAlreadyExistsException",
                "The repository with name 'team/web' already exists in the registry with id '123456789012'");
        assertRefused(
                () -> ecr.describe("team/nobody"),
                "RepositoryNotFoundException",
                "The repository with name 'team/nobody' does not exist in the registry with id '123456789012'");
        assertRefused(
                () -> ecr.delete(WEB, false),
                "RepositoryNotEmptyException",
                "The repository with name 'team/web' in registry with id '123456789012' cannot be deleted because it"
                        + " still contains images");
        assertRefused(
                () -> ecr.create(CreateRepositoryRequest.builder().repositoryName("Upper")),
                "InvalidParameterException",
                "repositoryName");
    }

    @Test
    void aDeletedRepositoryTakesItsImagesWithIt() throws IOException {
        client.pushImage(WEB, "v1", "layer");

        ecr.delete(WEB, true);
        ecr.create(WEB);

        assertThat(ecr.list(WEB, "ANY")).isEmpty();
        assertThat(client.get("/v2/team/web/blobs/" + Digest.of("layer")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void repositoriesComePageByPage() throws IOException {
        for (String name : List.of("cc", "aa", "bb")) {
            ecr.create(name);
        }

        var first = server.call(
                Ecr.DESCRIBE_REPOSITORIES,
                DescribeRepositoriesRequest.builder().maxResults(2).build());
        var second = server.call(
                Ecr.DESCRIBE_REPOSITORIES,
                DescribeRepositoriesRequest.builder()
                        .nextToken(first.nextToken().orElseThrow())
                        .build());

        assertThat(first.repositories().orElseThrow())
                .extracting(r -> r.repositoryName().orElse(""))
                .containsExactly("aa", "bb");
        assertThat(second.repositories().orElseThrow())
                .extracting(r -> r.repositoryName().orElse(""))
                .containsExactly("cc");
        assertThat(second.nextToken()).isEmpty();
        var forged = DescribeRepositoriesRequest.builder().nextToken("YWE=").build();
        assertThatThrownBy(() -> server.call(Ecr.DESCRIBE_REPOSITORIES, forged))
                .hasMessageContaining("InvalidParameterException");
    }

    @Test
    void tagsOfARepositoryComeAndGo() throws IOException {
        ecr.create(CreateRepositoryRequest.builder()
                .repositoryName(WEB)
                .tags(List.of(tag("team", "a"), tag("stage", "dev"))));

        server.call(
                Ecr.TAG_RESOURCE,
                TagResourceRequest.builder()
                        .resourceArn(ARN)
                        .tags(List.of(tag("team", "b")))
                        .build());
        server.call(
                Ecr.UNTAG_RESOURCE,
                UntagResourceRequest.builder()
                        .resourceArn(ARN)
                        .tagKeys(List.of("stage"))
                        .build());

        assertThat(server.call(
                                Ecr.LIST_TAGS_FOR_RESOURCE,
                                ListTagsForResourceRequest.builder()
                                        .resourceArn(ARN)
                                        .build())
                        .tags()
                        .orElseThrow())
                .containsExactly(tag("team", "b"));
    }

    @Test
    void aTokenNamesTheServerAndEndsAfterTwelveHours() throws IOException {
        var data = server.call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .orElseThrow()
                .getFirst();

        assertThat(data.proxyEndpoint()).contains(server.endpoint().toString());
        assertThat(Duration.between(Instant.now(), data.expiresAt().orElseThrow()))
                .isBetween(Duration.ofMinutes(719), Duration.ofMinutes(720));
    }
}

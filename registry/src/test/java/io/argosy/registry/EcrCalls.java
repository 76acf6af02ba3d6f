package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.BatchDeleteImageRequest;
import io.argosy.shapes.ecr.BatchDeleteImageResponse;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.DeleteRepositoryRequest;
import io.argosy.shapes.ecr.DescribeRepositoriesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.ListImagesFilter;
import io.argosy.shapes.ecr.ListImagesRequest;
import io.argosy.shapes.ecr.Repository;
import io.argosy.shapes.ecr.Tag;
import java.io.IOException;
import java.util.List;

/// ECR's operations as tests use them, signed and over the wire, each with what the test cares about.
record EcrCalls(RegistryServer server) {
    static final String WEB = "team/web";

    interface Call {
        Object run() throws IOException;
    }

    static void assertRefused(Call call, String code, String message) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(code);
            assertThat(refused.error().message()).contains(message);
        });
    }

    Repository create(String name) throws IOException {
        return create(CreateRepositoryRequest.builder().repositoryName(name));
    }

    Repository create(CreateRepositoryRequest.Builder request) throws IOException {
        return server.call(Ecr.CREATE_REPOSITORY, request.build()).repository().orElseThrow();
    }

    Repository delete(String name, boolean force) throws IOException {
        return server.call(
                        Ecr.DELETE_REPOSITORY,
                        DeleteRepositoryRequest.builder()
                                .repositoryName(name)
                                .force(force)
                                .build())
                .repository()
                .orElseThrow();
    }

    BatchDeleteImageResponse delete(ImageIdentifier image) throws IOException {
        return server.call(
                Ecr.BATCH_DELETE_IMAGE,
                BatchDeleteImageRequest.builder()
                        .repositoryName(WEB)
                        .imageIds(List.of(image))
                        .build());
    }

    List<Repository> describe(String name) throws IOException {
        return server.call(
                        Ecr.DESCRIBE_REPOSITORIES,
                        DescribeRepositoriesRequest.builder()
                                .repositoryNames(List.of(name))
                                .build())
                .repositories()
                .orElseThrow();
    }

    List<ImageIdentifier> list(String name, String tagStatus) throws IOException {
        var filter = ListImagesFilter.builder().tagStatus(tagStatus).build();
        return server.call(
                        Ecr.LIST_IMAGES,
                        ListImagesRequest.builder()
                                .repositoryName(name)
                                .filter(filter)
                                .build())
                .imageIds()
                .orElseThrow();
    }

    static ImageIdentifier tagged(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    static ImageIdentifier id(String digest, String tag) {
        return ImageIdentifier.builder().imageDigest(digest).imageTag(tag).build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}

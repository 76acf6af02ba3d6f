package io.argosy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ssm.AddTagsToResourceRequest;
import io.argosy.shapes.ssm.DeleteParametersRequest;
import io.argosy.shapes.ssm.DescribeParametersRequest;
import io.argosy.shapes.ssm.GetParameterHistoryRequest;
import io.argosy.shapes.ssm.GetParameterRequest;
import io.argosy.shapes.ssm.GetParametersByPathRequest;
import io.argosy.shapes.ssm.GetParametersByPathResult;
import io.argosy.shapes.ssm.GetParametersRequest;
import io.argosy.shapes.ssm.LabelParameterVersionRequest;
import io.argosy.shapes.ssm.ListTagsForResourceRequest;
import io.argosy.shapes.ssm.Parameter;
import io.argosy.shapes.ssm.ParameterHistory;
import io.argosy.shapes.ssm.ParameterMetadata;
import io.argosy.shapes.ssm.ParameterStringFilter;
import io.argosy.shapes.ssm.PutParameterRequest;
import io.argosy.shapes.ssm.RemoveTagsFromResourceRequest;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.shapes.ssm.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Parameter Store as a client sees it.
final class ParametersTest {
    private SecretsServer server;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new SecretsServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static PutParameterRequest.Builder put(String name, String value) {
        return PutParameterRequest.builder().name(name).value(value).type("String");
    }

    private long stored(PutParameterRequest.Builder request) throws IOException {
        return server.call(Ssm.PUT_PARAMETER, request.build()).version().orElseThrow();
    }

    private String refused(PutParameterRequest.Builder request) throws IOException {
        return server.outcome(Ssm.PUT_PARAMETER, request.build());
    }

    private Parameter get(String name) throws IOException {
        return server.call(
                        Ssm.GET_PARAMETER,
                        GetParameterRequest.builder()
                                .name(name)
                                .withDecryption(true)
                                .build())
                .parameter()
                .orElseThrow();
    }

    private String missing(String name) throws IOException {
        return server.outcome(
                Ssm.GET_PARAMETER, GetParameterRequest.builder().name(name).build());
    }

    @Test
    void aParameterIsFoundByNameAndArn() throws IOException {
        stored(put("/shop/db/host", "db.local"));
        stored(put("plain", "one"));

        assertThat(get("/shop/db/host").value()).contains("db.local");
        assertThat(get("/shop/db/host").arn()).contains("arn:aws:ssm:local-1:123456789012:parameter/shop/db/host");
        assertThat(get("arn:aws:ssm:local-1:123456789012:parameter/shop/db/host")
                        .value())
                .contains("db.local");
        assertThat(get("arn:aws:ssm:local-1:123456789012:parameter/plain").value())
                .contains("one");
        assertThat(missing("/shop/db")).startsWith("ParameterNotFound: ");
        assertThat(missing("arn:aws:ssm:local-2:123456789012:parameter/plain")).startsWith("ParameterNotFound: ");
    }

    @Test
    void eachOverwriteIsAVersionThatASelectorNames() throws IOException {
        stored(put("/a", "one"));

        assertThat(refused(put("/a", "two")))
                .isEqualTo("ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the"
                        + " overwrite option in the request to true.");
        assertThat(stored(put("/a", "two").overwrite(true))).isEqualTo(2);
        assertThat(get("/a").value()).contains("two");
        assertThat(get("/a:1").value()).contains("one");
        assertThat(get("/a:1").selector()).contains(":1");
        assertThat(get("arn:aws:ssm:local-1:123456789012:parameter/a:1").value())
                .contains("one");
        assertThat(missing("/a:3"))
                .isEqualTo("ParameterVersionNotFound: Systems Manager could not find version 3 of /a. Verify the"
                        + " version and try again.");
        assertThat(missing("/a:green")).startsWith("ParameterVersionNotFound: ");
    }

    @Test
    void aSecureValueIsToldInClearOnlyWhenAsked() throws IOException {
        stored(put("/a", "hush").type("SecureString"));

        Parameter sealed = server.call(
                        Ssm.GET_PARAMETER,
                        GetParameterRequest.builder().name("/a").build())
                .parameter()
                .orElseThrow();
        assertThat(sealed.value().orElseThrow()).isNotEqualTo("hush").hasSizeGreaterThan(100);
        assertThat(get("/a").value()).contains("hush");
    }

    @Test
    void ofManyTheUnknownAreNamed() throws IOException {
        stored(put("/a", "one"));
        stored(put("/b", "two"));

        var answer = server.call(
                Ssm.GET_PARAMETERS,
                GetParametersRequest.builder()
                        .names(List.of("/a", "/b:1", "/c", "/b:7"))
                        .build());

        assertThat(values(answer.parameters().orElseThrow())).containsExactly("one", "two");
        assertThat(answer.invalidParameters()).contains(List.of("/c", "/b:7"));
        var deleted = server.call(
                Ssm.DELETE_PARAMETERS,
                DeleteParametersRequest.builder().names(List.of("/a", "/c")).build());
        assertThat(deleted.deletedParameters()).contains(List.of("/a"));
        assertThat(deleted.invalidParameters()).contains(List.of("/c"));
        assertThat(missing("/a")).startsWith("ParameterNotFound");
    }

    private static List<String> values(List<Parameter> parameters) {
        return parameters.stream()
                .map(Parameter::value)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aFolderIsReadAloneOrWithAllUnderItInPages() throws IOException {
        for (int i = 0; i < 12; i++) {
            stored(put("/shop/%02d".formatted(i), String.valueOf(i)));
        }
        stored(put("/shop/db/host", "h"));
        stored(put("/shopping", "no"));
        var flat = GetParametersByPathRequest.builder().path("/shop");

        GetParametersByPathResult first = server.call(Ssm.GET_PARAMETERS_BY_PATH, flat.build());
        GetParametersByPathResult second = server.call(
                Ssm.GET_PARAMETERS_BY_PATH, flat.nextToken(first.nextToken()).build());
        assertThat(first.parameters().orElseThrow()).hasSize(10);
        assertThat(values(second.parameters().orElseThrow())).containsExactly("10", "11");
        assertThat(values(server.call(
                                Ssm.GET_PARAMETERS_BY_PATH,
                                GetParametersByPathRequest.builder()
                                        .path("/shop/")
                                        .recursive(true)
                                        .nextToken(Optional.empty())
                                        .build())
                        .parameters()
                        .orElseThrow()))
                .hasSize(10);
        assertThat(values(server.call(
                                Ssm.GET_PARAMETERS_BY_PATH,
                                GetParametersByPathRequest.builder()
                                        .path("/shop/db")
                                        .build())
                        .parameters()
                        .orElseThrow()))
                .containsExactly("h");
        assertThat(server.outcome(
                        Ssm.GET_PARAMETERS_BY_PATH,
                        GetParametersByPathRequest.builder().path("shop").build()))
                .startsWith("ValidationException: The parameter doesn't meet the parameter name requirements.");
    }

    @Test
    void labelsMoveAndHoldTheirVersion() throws IOException {
        stored(put("/a", "0"));
        server.call(
                Ssm.LABEL_PARAMETER_VERSION,
                LabelParameterVersionRequest.builder()
                        .name("/a")
                        .labels(List.of("kept", "1st"))
                        .build());
        for (int i = 1; i < 100; i++) {
            stored(put("/a", String.valueOf(i)).overwrite(true));
        }

        assertThat(refused(put("/a", "100").overwrite(true))).startsWith("ParameterMaxVersionLimitExceeded: ");
        var label = server.call(
                Ssm.LABEL_PARAMETER_VERSION,
                LabelParameterVersionRequest.builder()
                        .name("/a")
                        .labels(List.of("kept", "aws", "1st"))
                        .build());
        assertThat(label.invalidLabels()).contains(List.of("aws", "1st"));
        assertThat(label.parameterVersion()).contains(100L);
        assertThat(get("/a:kept").value()).contains("99");
        assertThat(stored(put("/a", "100").overwrite(true))).isEqualTo(101);
        List<ParameterHistory> history = server.call(
                        Ssm.GET_PARAMETER_HISTORY,
                        GetParameterHistoryRequest.builder().name("/a").build())
                .parameters()
                .orElseThrow();
        assertThat(history).hasSize(50);
        assertThat(history.getFirst().version()).contains(2L);
    }

    @Test
    void whatIsNoNameNoValueOrNoMatchIsRefused() throws IOException {
        assertThat(refused(put("/aws/a", "1"))).startsWith("ValidationException: Parameter name: can't be prefixed");
        assertThat(refused(put("/a:1", "1"))).startsWith("ValidationException: Parameter name");
        assertThat(refused(put("a b", "1"))).startsWith("ValidationException: Parameter name");
        assertThat(refused(put("/a".repeat(16), "1"))).startsWith("HierarchyLevelLimitExceededException");
        assertThat(refused(put("/a".repeat(15), "1"))).isEqualTo("ok");
        assertThat(refused(put("/b", "x".repeat(4_097))))
                .startsWith("ValidationException: Standard tier parameters support a maximum parameter value of 4096");
        assertThat(refused(put("/b", "x".repeat(4_097)).tier("Intelligent-Tiering")))
                .isEqualTo("ok");
        assertThat(refused(put("/c", "x").allowedPattern("[0-9]+")))
                .isEqualTo("ParameterPatternMismatchException: Parameter value, cannot be validated against"
                        + " allowedPattern: [0-9]+");
        assertThat(refused(put("/c", "a".repeat(2_000)).allowedPattern(".*.*.*.*b")))
                .startsWith("InvalidAllowedPatternException");
        assertThat(refused(PutParameterRequest.builder().name("/d").value("1")))
                .isEqualTo("ValidationException: A parameter type is required when you create a parameter.");
    }

    @Test
    void parametersAreFoundByWhatIsSaidOfThem() throws IOException {
        stored(put("/shop/a", "1").description("one").tags(List.of(tag("team", "shop"))));
        stored(put("/shop/db/b", "2").type("SecureString"));
        stored(put("c", "3"));

        assertThat(described("Type", "Equals", "SecureString")).containsExactly("/shop/db/b");
        assertThat(described("Name", "BeginsWith", "/shop")).containsExactly("/shop/a", "/shop/db/b");
        assertThat(described("Name", "Contains", "db")).containsExactly("/shop/db/b");
        assertThat(described("Path", "OneLevel", "/shop")).containsExactly("/shop/a");
        assertThat(described("Path", "Recursive", "/shop")).containsExactly("/shop/a", "/shop/db/b");
        assertThat(described("tag:team", "Equals", "shop")).containsExactly("/shop/a");
    }

    private List<String> described(String key, String option, String value) throws IOException {
        return server
                .call(
                        Ssm.DESCRIBE_PARAMETERS,
                        DescribeParametersRequest.builder()
                                .parameterFilters(List.of(ParameterStringFilter.builder()
                                        .key(key)
                                        .option(option)
                                        .values(List.of(value))
                                        .build()))
                                .build())
                .parameters()
                .orElseThrow()
                .stream()
                .map(ParameterMetadata::name)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void tagsAreAddedListedAndRemoved() throws IOException {
        stored(put("/a", "1").tags(List.of(tag("team", "shop"))));
        server.call(
                Ssm.ADD_TAGS_TO_RESOURCE,
                AddTagsToResourceRequest.builder()
                        .resourceType("Parameter")
                        .resourceId("/a")
                        .tags(List.of(tag("team", "bank"), tag("tier", "one")))
                        .build());
        server.call(
                Ssm.REMOVE_TAGS_FROM_RESOURCE,
                RemoveTagsFromResourceRequest.builder()
                        .resourceType("Parameter")
                        .resourceId("/a")
                        .tagKeys(List.of("tier"))
                        .build());

        assertThat(server.call(
                                Ssm.LIST_TAGS_FOR_RESOURCE,
                                ListTagsForResourceRequest.builder()
                                        .resourceType("Parameter")
                                        .resourceId("/a")
                                        .build())
                        .tagList())
                .contains(List.of(tag("team", "bank")));
        assertThat(server.outcome(
                        Ssm.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder()
                                .resourceType("Parameter")
                                .resourceId("/b")
                                .build()))
                .startsWith("InvalidResourceId");
    }
}

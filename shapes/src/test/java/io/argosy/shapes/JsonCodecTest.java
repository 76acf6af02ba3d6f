package io.argosy.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.CreateClusterResponse;
import io.argosy.shapes.ecs.DescribeTasksResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.TaskSet;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonCodecTest {
    @Test
    void readsWhatIsThereAndLeavesTheRestAbsent() {
        var request = read("""
                {"taskDefinition":"web:1","count":2,"group":null,"later":{"unknown":[1,{}]},
                 "overrides":{"containerOverrides":[{"name":"web","environment":[{"name":"A","value":""}]}]}}""");

        assertThat(request.taskDefinition()).isEqualTo("web:1");
        assertThat(request.count()).contains(2);
        assertThat(request.group()).isEmpty();
        assertThat(request.tags()).isEmpty();
        assertThat(request.overrides().orElseThrow().containerOverrides().orElseThrow())
                .singleElement()
                .satisfies(override -> assertThat(override.name()).contains("web"));
    }

    @Test
    void writesOnlyWhatIsPresent() {
        var answer = CreateClusterResponse.builder()
                .cluster(Cluster.builder().clusterName("a").tags(List.of()).build())
                .build();

        assertThat(text(answer)).isEqualTo("{\"cluster\":{\"clusterName\":\"a\",\"tags\":[]}}");
    }

    @Test
    void timestampsAreSecondsWithMilliseconds() {
        var task = Task.builder()
                .createdAt(Instant.ofEpochMilli(1_700_000_000_120L))
                .startedAt(Instant.ofEpochSecond(1_700_000_001))
                .build();
        var answer = DescribeTasksResponse.builder().tasks(List.of(task)).build();

        assertThat(text(answer)).isEqualTo("{\"tasks\":[{\"createdAt\":1700000000.12,\"startedAt\":1700000001}]}");
        assertThat(JsonCodec.read(JsonCodec.write(answer), DescribeTasksResponse.STRUCTURE))
                .isEqualTo(answer);
    }

    /// Ten bytes of exponent stand for a number of a billion digits: whoever works them out is busy for seconds.
    @ParameterizedTest
    @ValueSource(
            strings = {"1e-9999999", "1e-999999999", "1e999999999", "0e-999999999", "1e-21", "1e21", "-1e-2147483647"})
    void aMomentWithAHugeExponentIsRefusedAtOnce(String number) {
        String body = "{\"tasks\":[{\"createdAt\":" + number + "}]}";

        assertTimeout(
                Duration.ofMillis(500),
                () -> assertThatThrownBy(() ->
                                JsonCodec.read(body.getBytes(StandardCharsets.UTF_8), DescribeTasksResponse.STRUCTURE))
                        .isInstanceOfSatisfying(
                                ShapeException.class,
                                refused -> assertThat(refused.kind()).isEqualTo(ShapeException.Kind.SERIALIZATION)));
    }

    @ParameterizedTest
    @CsvSource({"1700000000.123, 1700000000123", "1.7e9, 1700000000000", "17e8, 1700000000000", "1e-20, 0", "-0.5, -500"
    })
    void aMomentMayBeWrittenAsAnyUsualNumber(String number, long millis) {
        String body = "{\"tasks\":[{\"createdAt\":" + number + "}]}";
        var read = JsonCodec.read(body.getBytes(StandardCharsets.UTF_8), DescribeTasksResponse.STRUCTURE);

        assertThat(read.tasks().orElseThrow().getFirst().createdAt()).contains(Instant.ofEpochMilli(millis));
    }

    @Test
    void aNumberTooLargeForADoubleIsRefused() {
        String body = "{\"scale\":{\"value\":1e999}}";

        assertThatThrownBy(() -> JsonCodec.read(body.getBytes(StandardCharsets.UTF_8), TaskSet.STRUCTURE))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    void anEmptyStructureSwitchesOffWhatItIsAbout() {
        String text = "{\"service\":\"a\",\"serviceConnectConfiguration\":{},\"deploymentConfiguration\":"
                + "{\"deploymentCircuitBreaker\":{},\"alarms\":{},\"earlySuccessCriteria\":{}}}";
        var asked = JsonCodec.read(text.getBytes(StandardCharsets.UTF_8), UpdateServiceRequest.STRUCTURE);

        var configuration = asked.deploymentConfiguration().orElseThrow();
        assertThat(configuration.deploymentCircuitBreaker().orElseThrow().enable())
                .isFalse();
        assertThat(configuration.deploymentCircuitBreaker().orElseThrow().rollback())
                .isFalse();
        assertThat(configuration.alarms().orElseThrow().enable()).isFalse();
        assertThat(configuration.alarms().orElseThrow().alarmNames()).isEmpty();
        assertThat(configuration.earlySuccessCriteria().orElseThrow().enable()).isFalse();
        assertThat(asked.serviceConnectConfiguration().orElseThrow().enabled()).isFalse();
    }

    @Test
    void anEmptyStructureThatSaysNothingWithoutItsMembersIsStillAFault() {
        var text = "{\"family\":\"a\",\"containerDefinitions\":[{\"healthCheck\":{}}]}";

        assertThatThrownBy(() ->
                        JsonCodec.read(text.getBytes(StandardCharsets.UTF_8), RegisterTaskDefinitionRequest.STRUCTURE))
                .isInstanceOfSatisfying(
                        ShapeException.class,
                        refused -> assertThat(refused.memberPath())
                                .isEqualTo("containerDefinitions.1.member.healthCheck.command"));
    }

    @Test
    void aMissingRequiredMemberIsNamed() {
        var refused = refused("{\"cluster\":\"a\"}");

        assertThat(refused.kind()).isEqualTo(ShapeException.Kind.VALIDATION);
        assertThat(refused.memberPath()).isEqualTo("taskDefinition");
        assertThat(refused)
                .hasMessage("1 validation error detected: Value null at 'taskDefinition'"
                        + " failed to satisfy constraint: Member must not be null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"taskDefinition":1} | taskDefinition | NUMBER_VALUE can not be converted to a String
            {"count":1.5} | count | DECIMAL_VALUE can not be converted to an Integer
            {"count":"1"} | count | STRING_VALUE can not be converted to an Integer
            {"count":2147483648} | count | The number does not fit into an Integer
            {"count":99999999999999999999} | count | The number does not fit into an Integer
            {"enableExecuteCommand":"true"} | enableExecuteCommand | STRING_VALUE can not be converted to a Boolean
            {"tags":{}} | tags | A structure or map can not be converted to a list
            {"overrides":[]} | overrides | A list can not be converted to a structure
            {"tags":[{"key":"a"},{"key":{}}]} | tags.2.member.key | A structure or map can not be converted to a String
            {"tags":[3]} | tags.1.member | NUMBER_VALUE can not be converted to a structure
            """)
    void aWrongTypeIsNamedWhereItStands(String body, String path, String message) {
        var refused = refused(body);

        assertThat(refused.kind()).isEqualTo(ShapeException.Kind.SERIALIZATION);
        assertThat(refused.memberPath()).isEqualTo(path);
        assertThat(refused).hasMessage(message + " at '" + path + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [] | A list can not be converted to a structure
            nonsense | The body is not valid JSON
            {"count": | The body is not valid JSON
            {"taskDefinition":"a"} {} | Unexpected content after the JSON object
            null | The value can not be converted to a structure
            """)
    void aBodyThatIsNoObjectIsRefused(String body, String message) {
        assertThat(refused(body)).hasMessage(message);
    }

    @Test
    void deepNestingIsRefusedEvenWhereUnknown() {
        String deep = "{\"unknown\":" + "[".repeat(100) + "]".repeat(100) + "}";

        assertThat(refused(deep)).hasMessageContaining("nesting depth 64");
    }

    @Test
    void anEmptyBodyIsAnEmptyRequest() {
        assertThat(JsonCodec.read(new byte[0], Ecs.LIST_CLUSTERS.input()).maxResults())
                .isEmpty();
    }

    @Test
    void aRequestOfManyPartsSurvives() {
        String body = """
                {"family":"web","containerDefinitions":[{"name":"c","image":"i","memory":64,"essential":true,\
                "environment":[{"name":"A","value":"1"}],"dockerLabels":{"b":"2","a":"1"}}]}""";

        var request = JsonCodec.read(body.getBytes(StandardCharsets.UTF_8), RegisterTaskDefinitionRequest.STRUCTURE);

        assertThat(JsonCodec.read(JsonCodec.write(request), RegisterTaskDefinitionRequest.STRUCTURE))
                .isEqualTo(request);
        assertThat(request.toBuilder().build()).isEqualTo(request);
        assertThat(text(request)).contains("\"dockerLabels\":{\"b\":\"2\",\"a\":\"1\"}");
    }

    private static RunTaskRequest read(String body) {
        return JsonCodec.read(body.getBytes(StandardCharsets.UTF_8), Ecs.RUN_TASK.input());
    }

    private static ShapeException refused(String body) {
        return catchThrowableOfType(ShapeException.class, () -> read(body));
    }

    private static String text(Shape shape) {
        return new String(JsonCodec.write(shape), StandardCharsets.UTF_8);
    }
}

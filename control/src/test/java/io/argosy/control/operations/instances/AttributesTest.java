package io.argosy.control.operations.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.DeleteAttributesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListAttributesRequest;
import io.argosy.shapes.ecs.PutAttributesRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AttributesTest {
    @TempDir
    private Path folder;

    private Workshop workshop;
    private String arn = "";

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        arn = workshop.registered(1024, 1024, Workshop.attribute("ecs.os-type", "linux"));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void attributesAreSetReplacedListedAndDropped() {
        put(on("stack", "test"), on("rack", "7"));
        put(on("stack", "prod"));

        assertThat(list(request -> request.attributeName("stack"))).containsExactly(on("stack", "prod"));
        assertThat(list(request -> request)).hasSize(3);
        assertThat(list(request -> request.attributeName("stack").attributeValue("test")))
                .isEmpty();

        workshop.call(
                Ecs.DELETE_ATTRIBUTES,
                DeleteAttributesRequest.builder()
                        .attributes(List.of(
                                Attribute.builder().name("stack").targetId(arn).build()))
                        .build());
        assertThat(list(request -> request)).extracting(Attribute::name).containsExactly("ecs.os-type", "rack");
    }

    @Test
    void anInstanceHasAtMostTenOfItsOwn() {
        put(IntStream.range(0, 10).mapToObj(i -> on("a" + i, "x")).toArray(Attribute[]::new));

        assertThatThrownBy(() -> put(on("eleventh", "x"))).hasMessageStartingWith("AttributeLimitExceededException");
        assertThat(list(request -> request)).hasSize(11);
    }

    @Test
    void oneUnknownTargetSpoilsTheWholeCall() {
        String stranger = "f".repeat(32);

        assertThatThrownBy(() -> put(on("stack", "x"), target("stack", "x", stranger, "container-instance")))
                .hasMessage("TargetNotFoundException: Could not find " + stranger);

        assertThat(list(request -> request.attributeName("stack"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(String text, List<Attribute> attributes) {
        assertThatThrownBy(() -> put(attributes.toArray(Attribute[]::new)))
                .hasMessageStartingWith("InvalidParameterException: " + text);
    }

    static Stream<Arguments> refusals() {
        String id = "0".repeat(31) + "1";
        return Stream.of(
                Arguments.of("attributes can not be empty", List.of()),
                Arguments.of("Invalid attribute name", List.of(target("a b", "x", id, "container-instance"))),
                Arguments.of("Invalid value", List.of(target("a", " x", id, "container-instance"))),
                Arguments.of("Attribute names of ECS", List.of(target("ecs.x", "x", id, "container-instance"))),
                Arguments.of("targetType must be container-instance", List.of(target("a", "x", id, "task"))),
                Arguments.of(
                        "targetId can not be empty",
                        List.of(Attribute.builder().name("a").build())));
    }

    @Test
    void onlyContainerInstancesHaveThem() {
        assertThatThrownBy(() -> workshop.call(
                        Ecs.LIST_ATTRIBUTES,
                        ListAttributesRequest.builder().targetType("task").build()))
                .hasMessage("InvalidParameterException: targetType must be container-instance");
    }

    private Attribute on(String name, String value) {
        return Attribute.builder().name(name).value(value).targetId(arn).build();
    }

    private static Attribute target(String name, String value, String target, String type) {
        return Attribute.builder()
                .name(name)
                .value(value)
                .targetId(target)
                .targetType(type)
                .build();
    }

    private void put(Attribute... attributes) {
        workshop.call(
                Ecs.PUT_ATTRIBUTES,
                PutAttributesRequest.builder().attributes(List.of(attributes)).build());
    }

    private List<Attribute> list(UnaryOperator<ListAttributesRequest.Builder> change) {
        return workshop.call(
                        Ecs.LIST_ATTRIBUTES,
                        change.apply(ListAttributesRequest.builder().targetType("container-instance"))
                                .build())
                .attributes()
                .orElseThrow();
    }
}

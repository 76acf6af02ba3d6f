package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Names and ids are what their rules say, at their edges and past them.
final class NamesTest {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f-]{36}");

    private static Stream<String> texts() {
        Stream<String> repeated = Stream.of(0, 1, 31, 32, 33, 35, 36, 37, 255, 256)
                .flatMap(count -> Stream.of("a", "f", "g", "A", "0", "-", "_", ".", "é", "\n")
                        .map(one -> one.repeat(count)));
        Stream<String> spoiled = Stream.of("/", ":", "@", "[", "`", "{", "g", "-", "F", " ")
                .flatMap(bad ->
                        Stream.of(bad + "a".repeat(31), "a".repeat(31) + bad, "a".repeat(35) + bad, "web" + bad));
        return Stream.concat(repeated, spoiled);
    }

    @Test
    void namesFollowTheirRule() {
        assertThat(texts())
                .allSatisfy(text -> assertThat(Names.valid(text))
                        .isEqualTo(NAME.matcher(text).matches()));
    }

    @Test
    void idsFollowTheirRule() {
        assertThat(texts())
                .allSatisfy(text ->
                        assertThat(Ids.valid(text)).isEqualTo(ID.matcher(text).matches()));
    }
}

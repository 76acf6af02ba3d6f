package io.argosy.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordCodecTest {
    public record Sample(int count, long bytes, Instant at) {}

    @Test
    void valuesAtTheEdgeAreTaken() throws MalformedJson {
        assertThat(read("{\"count\":-2147483648,\"bytes\":9223372036854775807,\"at\":\"2026-01-01T00:00:00Z\"}"))
                .isEqualTo(new Sample(Integer.MIN_VALUE, Long.MAX_VALUE, Instant.parse("2026-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"count\":2147483648",
                "\"bytes\":9223372036854775808",
                "\"bytes\":1e300",
                "\"bytes\":1e999",
                "\"count\":1.5",
                "\"at\":\"yesterday\"",
                "\"at\":\"2026-13-41T00:00:00Z\""
            })
    void valuesBeyondItAreMalformed(String member) {
        String good = "\"count\":1,\"bytes\":1,\"at\":\"2026-01-01T00:00:00Z\"";
        String name = member.substring(0, member.indexOf(':'));
        String bad = good.replaceFirst(name + ":(\"[^\"]*\"|[0-9]+)", member);

        assertThatThrownBy(() -> read("{" + bad + "}")).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T23:59:59.5Z",
                "2026-01-01T00:00:00.123456Z",
                "0000-01-01T00:00:00.000001Z",
                "-0001-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:00+01:00",
                "2026-06-30T23:59:60Z"
            })
    void momentsAreReadAsJavaReadsThem(String at) throws MalformedJson {
        Sample read = RecordCodec.read("{\"count\":1,\"bytes\":1,\"at\":\"" + at + "\"}", Sample.class);

        assertThat(read.at()).isEqualTo(Instant.parse(at));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-02-30T00:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T00:00Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:0xZ",
                "2026-01-01T00:00:00,5Z"
            })
    void whatIsNoMomentIsMalformed(String at) {
        assertThatThrownBy(() -> RecordCodec.read("{\"count\":1,\"bytes\":1,\"at\":\"" + at + "\"}", Sample.class))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("Sample.at is not a moment");
    }

    @Test
    void aDifferenceUndoesAChange() throws MalformedJson {
        record Note(String id, Optional<String> text, List<Integer> numbers) {}
        Note before = new Note("1", Optional.of("a"), List.of());
        Note after = new Note("1", Optional.empty(), List.of(1, 2));

        var tree = JsonTree.object(RecordCodec.text(after));
        RecordCodec.undo(tree, RecordCodec.difference(before, after));

        assertThat(RecordCodec.difference(before, after)).isEqualTo("{\"text\":\"a\",\"numbers\":null}");
        assertThat(RecordCodec.read(tree, Note.class)).isEqualTo(before);
        assertThat(RecordCodec.difference(after, after)).isEqualTo("{}");
    }

    public sealed interface Part {}

    public record Named(String name, Optional<String> note, List<String> words) implements Part {}

    public record Nothing() implements Part {}

    public enum Colour {
        RED,
        BLUE
    }

    public record Whole(
            Part one,
            List<Part> parts,
            Set<Integer> numbers,
            Map<Colour, Double> shares,
            Map<String, List<String>> free,
            Optional<Boolean> flag,
            Instant at,
            long count) {}

    /// The text is written without the tree, and is the tree's nevertheless.
    @Test
    void theTextIsThatOfTheTree() throws MalformedJson {
        var letters = new StringBuilder();
        for (char letter = 0; letter < 300; letter++) {
            letters.append(letter);
        }
        String odd = letters + "\ud83d\ude00 \u2028 \\ \"quoted\"";
        var whole = new Whole(
                new Named(odd, Optional.of(""), List.of()),
                List.of(new Nothing(), new Named("", Optional.empty(), List.of(odd, "b"))),
                Set.of(7),
                Map.of(Colour.BLUE, 0.1, Colour.RED, 1e300),
                Map.of(odd, List.of("x"), "empty", List.of()),
                Optional.of(false),
                Instant.parse("2026-01-01T00:00:00.123456789Z"),
                Long.MIN_VALUE);

        String text = RecordCodec.text(whole);

        assertThat(JsonTree.object(text)).isEqualTo(JsonTree.object(JsonTree.write(RecordCodec.tree(whole))));
        assertThat(RecordCodec.read(text, Whole.class)).isEqualTo(whole);
        assertThat(RecordCodec.text(new Nothing())).isEqualTo("{\"is\":\"Nothing\"}");
    }

    private static Sample read(String json) throws MalformedJson {
        return RecordCodec.read(JsonTree.object(json), Sample.class);
    }
}

package io.argosy.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import java.time.Instant;
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

    private static Sample read(String json) throws MalformedJson {
        return RecordCodec.read(JsonTree.object(json), Sample.class);
    }
}

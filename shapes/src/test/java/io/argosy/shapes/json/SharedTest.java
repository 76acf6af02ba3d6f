package io.argosy.shapes.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharedTest {
    record Name(String value) {}

    record Line(Name name, Optional<String> note, String text, long number) {}

    @Test
    void whatComesAgainIsKeptOnceAlsoWhereOneHoldsTheOther() throws MalformedJson {
        Line first = read(1);
        Line second = read(2);

        assertThat(second.text()).isSameAs(first.text());
        assertThat(second.note()).isSameAs(first.note());
        assertThat(second.name()).isSameAs(first.name());
        assertThat(second.number()).isEqualTo(2);
    }

    private static Line read(int number) throws MalformedJson {
        return RecordCodec.read(
                "{\"name\":{\"value\":\"web\"},\"note\":\"web\",\"text\":\"web\",\"number\":" + number + "}",
                Line.class);
    }
}

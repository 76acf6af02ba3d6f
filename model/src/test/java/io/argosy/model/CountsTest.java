package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountsTest {
    /// Counted beside a map, with what it says of the difference to an earlier one applied to a copy of that.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void countsAsAMapDoesAndTellsWhatIsDifferent(long seed) {
        var random = new Random(seed);
        Counts counts = Counts.NONE;
        Counts earlier = counts;
        Map<String, Integer> map = new TreeMap<>();
        Map<String, Integer> copy = new TreeMap<>();
        for (int step = 0; step < 5_000; step++) {
            String name = "n" + random.nextInt(12);
            int more = random.nextInt(5) - Math.min(2, map.getOrDefault(name, 0));
            counts = counts.plus(name, more);
            put(map, name, map.getOrDefault(name, 0) + more);
            assertThat(counts.of(name)).isEqualTo(map.getOrDefault(name, 0));
            if (step % 7 == 0) {
                counts.since(earlier, (of, was, is) -> {
                    assertThat(copy.getOrDefault(of, 0)).isEqualTo(was).isNotEqualTo(is);
                    put(copy, of, is);
                });
                earlier = counts;

                assertThat(copy).isEqualTo(map);
                assertThat(counts).isEqualTo(Counts.of(map)).hasSameHashCodeAs(Counts.of(map));
                assertThat(counts.names()).containsExactlyElementsOf(map.keySet());
            }
        }
    }

    private static void put(Map<String, Integer> map, String name, int number) {
        if (number == 0) {
            map.remove(name);
        } else {
            map.put(name, number);
        }
    }

    @Test
    void whatThereIsNoneOfIsNotThere() {
        Counts counts = Counts.of(Map.of("a", 1)).plus("b", 2).plus("a", -1);

        assertThat(counts.names()).containsExactly("b");
        assertThat(counts.of("a")).isZero();
        assertThat(counts).hasToString("{b=2}");
    }
}

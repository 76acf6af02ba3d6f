package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProviderStrategyTest {
    private static CapacityProviderStrategyItem item(String name, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(name)
                .base(base)
                .weight(weight)
                .build();
    }

    private static Map<String, Long> after(int tasks, List<CapacityProviderStrategyItem> strategy) {
        Map<String, Long> placed = new HashMap<>();
        IntStream.range(0, tasks)
                .forEach(_ -> placed.merge(
                        ProviderStrategy.next(strategy, name -> placed.getOrDefault(name, 0L)), 1L, Long::sum));
        return placed;
    }

    @Test
    void theBaseComesFirstAndTheRestGoesByWeight() {
        var strategy = List.of(item("on", 2, 1), item("spot", 0, 3));

        assertThat(after(2, strategy)).isEqualTo(Map.of("on", 2L));
        assertThat(after(3, strategy)).isEqualTo(Map.of("on", 2L, "spot", 1L));
        assertThat(after(10, strategy)).isEqualTo(Map.of("on", 4L, "spot", 6L));
    }

    @Test
    void oneOfWeightZeroIsNotUsedBeyondItsBase() {
        assertThat(after(5, List.of(item("on", 1, 0), item("spot", 0, 1)))).isEqualTo(Map.of("on", 1L, "spot", 4L));
    }

    @Test
    void whatEndedIsMadeUpForWhereItIsMissing() {
        var strategy = List.of(item("on", 1, 1), item("spot", 0, 1));

        assertThat(ProviderStrategy.next(strategy, name -> name.equals("spot") ? 5 : 0))
                .isEqualTo("on");
        assertThat(ProviderStrategy.next(strategy, name -> name.equals("on") ? 5 : 0))
                .isEqualTo("spot");
    }

    @Test
    void theOnlyOneNeedsNoWeight() {
        var alone =
                CapacityProviderStrategyItem.builder().capacityProvider("on").build();

        assertThat(ProviderStrategy.refusal(List.of(alone))).isEmpty();
        assertThat(after(3, List.of(alone))).isEqualTo(Map.of("on", 3L));
    }

    @Test
    void refusals() {
        assertThat(ProviderStrategy.refusal(List.of(item("on", 1, 1), item("spot", 1, 1))))
                .hasValueSatisfying(text -> assertThat(text).startsWith("There are multiple capacity providers"));
        assertThat(ProviderStrategy.refusal(List.of(item("on", 1, 0), item("spot", 0, 0))))
                .hasValueSatisfying(text -> assertThat(text).startsWith("There are no capacity providers"));
        assertThat(ProviderStrategy.refusal(List.of(item("on", 0, 1), item("on", 0, 1))))
                .hasValueSatisfying(text -> assertThat(text).contains("duplicate"));
        assertThat(ProviderStrategy.refusal(Collections.nCopies(21, item("on", 0, 1))))
                .hasValueSatisfying(text -> assertThat(text).contains("at most 20"));
        assertThat(ProviderStrategy.refusal(List.of(item("on", 1, 1), item("spot", 0, 0))))
                .isEmpty();
    }
}

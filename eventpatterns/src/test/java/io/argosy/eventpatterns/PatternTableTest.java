package io.argosy.eventpatterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The pattern language by cases with their expected results, alone and many at once.
final class PatternTableTest {
    /// `event` is a reason where the pattern is refused.
    private record Case(char kind, String pattern, String event) {
        boolean meant() {
            return kind == '+';
        }
    }

    private static List<Case> cases() throws IOException {
        try (InputStream table = PatternTableTest.class.getResourceAsStream("/patterns.txt")) {
            List<Case> cases = new ArrayList<>();
            String pattern = "";
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("? ") || line.startsWith("! ")) {
                    pattern = line.substring(2);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    cases.add(new Case(line.charAt(0), pattern, line.substring(2)));
                }
            }
            return cases;
        }
    }

    @Test
    void theTableHasAHundredAndFiftyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(150);
    }

    @TestFactory
    Stream<DynamicTest> aPatternMeansWhatTheTableSays() throws IOException {
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.pattern() + " " + one.kind() + " " + one.event(), () -> check(one)));
    }

    private static void check(Case one) throws MalformedPattern {
        if (one.kind() == '=') {
            assertThatThrownBy(() -> EventPattern.of(one.pattern()))
                    .isInstanceOf(MalformedPattern.class)
                    .hasMessageStartingWith(one.event());
            return;
        }
        EventPattern pattern = EventPattern.of(one.pattern());

        assertThat(pattern.matches(one.event())).isEqualTo(one.meant());
        assertThat(new PatternSet(Map.of("it", pattern)).matching(one.event()))
                .isEqualTo(one.meant() ? List.of("it") : List.of());
    }

    /// All patterns in one machine, as the rules of a bus are: none changes what another means.
    @Test
    void manyPatternsAtOnceMeanWhatEachMeansAlone() throws IOException, MalformedPattern {
        List<Case> events = cases().stream().filter(one -> one.kind() != '=').toList();
        List<String> texts = events.stream().map(Case::pattern).distinct().toList();
        Map<String, EventPattern> all = IntStream.range(0, texts.size())
                .boxed()
                .collect(Collectors.toMap(String::valueOf, i -> new EventPattern(texts.get(i))));
        var machine = new PatternSet(all);

        for (Case one : events) {
            boolean meant = machine.matching(one.event()).contains(String.valueOf(texts.indexOf(one.pattern())));
            assertThat(meant).as(one.toString()).isEqualTo(one.meant());
        }
    }

    @Test
    void moreThanAThousandCombinationsAreRefused() {
        String or = Stream.of("p", "q", "r", "s", "t")
                .map(field -> "\"" + field + "\":{\"$or\":["
                        + Stream.of("a", "b", "c", "d")
                                .map(name -> "{\"" + name + "\":[1]}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> EventPattern.of("{" + or + "}")).hasMessageStartingWith("Rule is too complex");
    }
}

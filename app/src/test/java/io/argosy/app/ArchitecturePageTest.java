package io.argosy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The architecture page draws the rooms there are, and no others: its table is the doors of `DoorsTest` and the
/// modules of the build, its picture shows them and their packages.
final class ArchitecturePageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\[?`.*) \\| (.*) \\| (.*) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z]+)`");
    private static final Pattern BOX = Pattern.compile("│+ +([a-z]+) +(?=[│├])");
    private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");

    @Test
    void theTableHasTheDoors() throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (MatchResult row : ROW.matcher(page()).results().toList()) {
            String mayKnow = row.group(3);
            if (!mayKnow.equals("tests only")) {
                table.put(names(row.group(1)).getFirst(), doors(mayKnow));
            }
        }

        assertThat(table).containsExactlyInAnyOrderEntriesOf(DoorsTest.DOORS);
    }

    @Test
    void theTableHasTheModules() throws IOException {
        assertThat(ROW.matcher(page()).results().flatMap(row -> names(row.group(1)).stream()))
                .containsExactlyInAnyOrderElementsOf(MODULE.matcher(Checkout.text("pom.xml"))
                        .results()
                        .map(module -> module.group(1))
                        .toList());
    }

    @Test
    void thePictureShowsEveryRoomAndItsBoxesArePackages() throws IOException {
        String picture = page().split("```")[1];

        assertThat(picture).contains(DoorsTest.DOORS.keySet());
        assertThat(boxes(picture)).contains("wire", "operations", "agent").isSubsetOf(packages());
    }

    private static String page() throws IOException {
        return Checkout.text("docs/architecture.md");
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    private static List<String> doors(String cell) {
        return switch (cell) {
            case "nothing" -> List.of();
            case "all" -> requireNonNull(DoorsTest.DOORS.get("app"));
            default -> Arrays.asList(cell.split(", "));
        };
    }

    private static Set<String> boxes(String picture) {
        return BOX.matcher(picture).results().map(box -> box.group(1)).collect(Collectors.toSet());
    }

    /// The last words of the names of all packages.
    private static Set<String> packages() throws IOException {
        return Checkout.sources().keySet().stream()
                .map(path -> path.split("/"))
                .flatMap(parts -> Stream.of(parts[parts.length - 2]))
                .collect(Collectors.toSet());
    }
}

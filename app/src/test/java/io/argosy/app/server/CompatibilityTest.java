package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.Operation;
import io.argosy.wire.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompatibilityTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    @TempDir
    Path data;

    /// The page is what the server is wired to do. After a change, rerun with -Dgolden.write=true and read the diff.
    @Test
    void thePageListsEveryOperationAndWhetherItWorks() throws Exception {
        String page = page(built());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    private Set<String> built() throws Exception {
        var configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of());
        try (Rooms rooms = Rooms.open(configuration, data, Chance.real())) {
            return rooms.operations().stream()
                    .map(Operation::model)
                    .map(Object::toString)
                    .collect(Collectors.toSet());
        }
    }

    private static String page(Set<String> built) throws IOException {
        var page = new StringBuilder("""
                # Compatibility

                Every operation of the services Argosy speaks, generated from what the server is wired to do. What works
                behaves as the service does; the rest is refused with a proper error that says so, never answered by a
                silent success.

                """);
        for (ServiceModel service : Services.ALL) {
            appendService(page, service, built);
        }
        page.append(RegistryMembers.section());
        return page.toString();
    }

    private static void appendService(StringBuilder page, ServiceModel service, Set<String> built) {
        Set<String> works = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        for (String name : service.operations()) {
            boolean there = built.contains(service.operation(name).orElseThrow().toString());
            (there ? works : refused).add(name);
        }
        page.append("## %s: %d of %d%n%n"
                .formatted(
                        service.signingName(),
                        works.size(),
                        service.operations().size()));
        page.append("Works: %s.%n%n".formatted(works.isEmpty() ? "nothing yet" : String.join(", ", works)));
        page.append("Refused: %s.%n%n".formatted(refused.isEmpty() ? "nothing" : String.join(", ", refused)));
    }
}

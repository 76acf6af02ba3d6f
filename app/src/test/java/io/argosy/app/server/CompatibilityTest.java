package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.FirstKey;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.Operation;
import io.argosy.wire.Services;
import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompatibilityTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    private static final Path MEMBERS = Path.of("..", "services", "src", "test", "resources", "members.csv");

    @TempDir
    Path data;

    /// The page is what the server is wired to do. After a change, rerun with -Dgolden.write=true and read the diff.
    @Test
    void thePageListsEveryOperationAndWhetherItWorks() throws Exception {
        String page = page(built());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("rerun with -Dgolden.write=true and read the diff").hasContent(page);
    }

    private Set<String> built() throws Exception {
        var configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of());
        try (ServerModules rooms = ServerModules.open(
                configuration,
                data,
                RootKey.of(data, "local-1", new FirstKey.Given(AccessKey.lasting("AKID", "secret"))),
                Environment.real())) {
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
                silent success. Of ssm only the Parameter Store is known at all, of CloudWatch only its logs.

                """);
        for (ServiceModel service : Services.ALL) {
            appendService(page, service, built);
        }
        appendMembers(page);
        page.append(RegistryMembers.section());
        return page.toString();
    }

    /// Of the table that `MembersTest` walks over the model and tries, so that it cannot drift.
    private static void appendMembers(StringBuilder page) throws IOException {
        page.append("""
                ## Members of task definitions, tasks and services

                Every member that is not listed here does what it does in ECS. `a=b` is the value b of a; below a listed
                member nothing is listed.

                **Refused**, where it is sent or when a task of it is run, with an error that says so:

                """);
        members("refused")
                .forEach((structure, names) ->
                        page.append("- %s: %s%n".formatted(structure, String.join(", ", names.keySet()))));
        page.append("""

                **Registered, and never run without**: the definition is taken, as ECS takes it; a task that asks
                for one of these is not placed, and RunTask's failure or the service's event names the member:

                """);
        members("unplaced")
                .forEach((structure, names) ->
                        page.append("- %s: %s%n".formatted(structure, String.join(", ", names.keySet()))));
        page.append("%n**Ignored**: kept and shown, and nothing comes of it:%n%n".formatted());
        members("ignored")
                .forEach((structure, names) ->
                        names.forEach((name, why) -> page.append("- %s %s: %s%n".formatted(structure, name, why))));
        page.append(System.lineSeparator());
    }

    /// By structure: member and the table's word for it.
    private static Map<String, Map<String, String>> members(String treatment) throws IOException {
        Map<String, Map<String, String>> members = new LinkedHashMap<>();
        for (String line : Files.readAllLines(MEMBERS)) {
            String[] columns = line.split(" \\| ");
            if (columns[1].equals(treatment)) {
                String[] name = columns[0].split("\\.", 2);
                String structure = name[0].replaceFirst("Request$", "");
                members.computeIfAbsent(structure, _ -> new LinkedHashMap<>()).put("`" + name[1] + "`", columns[2]);
            }
        }
        return members;
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
        appendNames(page, "Works", works);
        appendNames(page, "Refused", refused);
    }

    /// A line a name: a difference can be read, and two branches that each build an operation merge.
    private static void appendNames(StringBuilder page, String what, Set<String> names) {
        page.append(what).append(names.isEmpty() ? ": nothing.%n%n".formatted() : ":%n%n".formatted());
        names.forEach(name -> page.append("- %s%n".formatted(name)));
        page.append(names.isEmpty() ? "" : System.lineSeparator());
    }
}

package io.argosy.app.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the compatibility page says of the members of ECR's requests: the table that `EcrMembersTest` walks over the
/// model and tries.
final class RegistryMembers {
    private static final Path MEMBERS = Path.of("..", "registry", "src", "test", "resources", "members.csv");

    private RegistryMembers() {}

    static String section() throws IOException {
        var section = new StringBuilder("""
                ## Members of ECR's requests

                Every member that is not listed here does what it does in ECR. `a=b` is the value b of a.

                """);
        for (String line : Files.readAllLines(MEMBERS)) {
            List<String> columns = List.of(line.split(" \\| "));
            if (!columns.get(1).equals("honoured")) {
                section.append("- `%s` is %s: %s.%n".formatted(columns.get(0), columns.get(1), columns.get(2)));
            }
        }
        return section.append(System.lineSeparator()).toString();
    }
}

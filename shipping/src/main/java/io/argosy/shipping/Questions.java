package io.argosy.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// What `argosy init` asks a person about a folder: what no flag says and no file of it. Each question has an
/// answer that is taken where nothing is said.
public final class Questions {
    private static final int TRIES = 3;
    private static final int HIGHEST_PORT = 65_535;
    private static final int LEAST_MIB = 6;
    private static final int USUAL_MIB = 256;

    private final Asking asking;

    /// Where answers come from.
    public interface Asking {
        /// A line for a prompt; empty where nothing is said.
        String line(String prompt) throws IOException;
    }

    /// What flags say.
    public record Said(
            Optional<String> name,
            Optional<String> cluster,
            Optional<Integer> port,
            Optional<Integer> memoryMib,
            Optional<String> healthCheck) {}

    public Questions(Asking asking) {
        this.asking = asking;
    }

    /// Of somebody who says nothing.
    public static Questions ofNobody() {
        return new Questions(_ -> "");
    }

    /// What is to be written into the folder. A folder that has it all is asked nothing.
    public NewProject.Answers about(Path folder, Said said, String region) throws IOException {
        Dockerfile dockerfile = Dockerfile.read(folder.resolve("Dockerfile"));
        boolean settled = Files.exists(folder.resolve(Project.FILE));
        boolean defined = Files.exists(folder.resolve(NewProject.DEFINITION));
        String name = settled && defined
                ? said.name().orElse("")
                : text(said.name(), "name of the service", NewProject.named(folder), _ -> true, "");
        String cluster = settled
                ? said.cluster().orElse("default")
                : text(
                        said.cluster(),
                        "cluster",
                        "default",
                        given -> given.matches("[A-Za-z0-9_-]{1,255}"),
                        "a cluster has letters, digits, - and _");
        int port = settled && defined || dockerfile.ports().isEmpty()
                ? said.port().orElse(0)
                : number(
                        said.port(),
                        "port of the host for " + dockerfile.ports().getFirst() + " (0: any)",
                        0,
                        0,
                        HIGHEST_PORT);
        int memory = defined
                ? said.memoryMib().orElse(USUAL_MIB)
                : number(said.memoryMib(), "memory of a task in MiB", USUAL_MIB, LEAST_MIB, Integer.MAX_VALUE);
        return new NewProject.Answers(name, cluster, port, memory, health(said, dockerfile, defined), region);
    }

    /// Without one, a task counts as good only when it has run for a while.
    private Optional<String> health(Said said, Dockerfile dockerfile, boolean defined) throws IOException {
        if (defined
                || said.healthCheck().isPresent()
                || dockerfile.healthCheck().isPresent()) {
            return said.healthCheck();
        }
        String command = asking.line("command in the container that tells its health (none): ")
                .strip();
        return command.isEmpty() ? Optional.empty() : Optional.of(command);
    }

    private int number(Optional<Integer> said, String what, int usual, int least, int most) throws IOException {
        String range = most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        return Integer.parseInt(text(
                said.map(String::valueOf),
                what,
                String.valueOf(usual),
                given -> given.matches("[0-9]{1,9}")
                        && Integer.parseInt(given) >= least
                        && Integer.parseInt(given) <= most,
                "it is a number " + range));
    }

    /// What is said, by a flag or in time.
    private String text(Optional<String> said, String what, String usual, Predicate<String> right, String how)
            throws IOException {
        if (said.isPresent() && !right.test(said.get())) {
            throw new IOException(what + ": " + said.get() + ": " + how);
        }
        for (int i = 0; said.isEmpty() && i < TRIES; i++) {
            String given = asking.line((i == 0 ? "" : how + "\n") + what + " (" + usual + "): ")
                    .strip();
            if (given.isEmpty() || right.test(given)) {
                return given.isEmpty() ? usual : given;
            }
        }
        return said.orElseThrow(() -> new IOException(what + ": " + how));
    }
}

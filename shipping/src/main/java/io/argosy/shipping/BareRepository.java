package io.argosy.shipping;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// A bare git repository whose `git push` starts the runs of a pipeline: its hook brings the commit to the server, with
/// the rights of whoever pushes.
record BareRepository(Path folder, String pipeline, URI endpoint) {
    private static final String HOOK = """
            #!/bin/sh
            # Starts a run of the pipeline %1$s for each push to %2$s.
            while read -r before commit ref; do
              if [ "$ref" = 'refs/heads/%2$s' ] && [ -n "$(git rev-parse --quiet --verify "$commit^{commit}")" ]; then
                %3$s pipeline push '%1$s' --commit "$commit" --endpoint '%4$s'
              fi
            done
            """;

    void make(String branch) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        new Program(folder, Map.of())
                .run(List.of("git", "init", "--quiet", "--bare", "--initial-branch=" + branch, "."), "", _ -> {});
        Path hook = folder.resolve("hooks").resolve("post-receive");
        if (Files.exists(hook)) {
            throw new IOException(hook + " is there already: it stays as it is");
        }
        Files.createDirectories(hook.resolveSibling("."));
        Files.writeString(hook, HOOK.formatted(pipeline, branch, program(), endpoint));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// The launcher that this was started by, if it says where it is.
    private static String program() {
        Path launcher = Path.of(System.getenv().getOrDefault("ARGOSY_HOME", "/usr/bin"), "argosy");
        return Files.isExecutable(launcher) ? "'" + launcher + "'" : "argosy";
    }
}

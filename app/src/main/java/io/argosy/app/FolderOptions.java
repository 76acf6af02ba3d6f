package io.argosy.app;

import io.argosy.shipping.Project;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What commands have in common that build a folder. `--version` is the image's here, so these have their own `--help`.
final class FolderOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "a folder with an argosy.toml (.)")
    private Path folder = Path.of(".");

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "the version, which is the image's tag (what git describe says, or what the image is)")
    private String version = "";

    Project project() throws IOException {
        return Project.read(folder);
    }

    String version() {
        return version;
    }
}

package io.argosy.logs;

import java.nio.file.Path;

/// Where the events lie.
public record LogsSettings(Path dataDir) {}

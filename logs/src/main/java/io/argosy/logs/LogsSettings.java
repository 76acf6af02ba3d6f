package io.argosy.logs;

import io.argosy.logs.store.StoreLimits;
import java.nio.file.Path;

/// Where the events lie, and how much of them there may be.
public record LogsSettings(Path dataDir, StoreLimits limits) {}

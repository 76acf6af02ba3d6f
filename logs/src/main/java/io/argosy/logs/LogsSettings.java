package io.argosy.logs;

import io.argosy.logs.store.StoreLimits;
import io.argosy.model.AccountRegion;
import java.nio.file.Path;

/// Where the events lie, how much of them there may be, and whose log group the audit is.
public record LogsSettings(Path dataDir, StoreLimits limits, AccountRegion audited) {}

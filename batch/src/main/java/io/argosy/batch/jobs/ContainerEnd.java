package io.argosy.batch.jobs;

import java.util.Optional;

/// How one container of an attempt ended: without an exit code if it never ran.
public record ContainerEnd(String name, Optional<Integer> exitCode, Optional<String> reason) {}

package io.argosy.batch.jobs;

import io.argosy.model.ContainerInstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An attempt that is over (batch-semantics 8.4). `counted` is false for one that the job was made to give up.
public record Attempt(
        Seat on,
        Optional<ContainerInstanceId> instance,
        Optional<Instant> startedAt,
        Instant stoppedAt,
        String statusReason,
        List<ContainerEnd> containers,
        boolean counted) {

    public Attempt {
        containers = List.copyOf(containers);
    }
}

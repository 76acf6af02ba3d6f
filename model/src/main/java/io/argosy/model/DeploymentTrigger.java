package io.argosy.model;

import java.time.Instant;

/// What moves a service deployment from one stage to the next.
public sealed interface DeploymentTrigger {
    Instant at();

    /// The scheduler took it up.
    record Begun(Instant at) implements DeploymentTrigger {}

    /// Every task that is wanted is there and good; of a roll-back, every task of the earlier revision.
    record Completed(Instant at) implements DeploymentTrigger {}

    /// A newer deployment takes its place, its service is deleted, or it failed and stays as it is.
    record GivenUp(String because, Instant at) implements DeploymentTrigger {}

    /// A caller stops it and wants the revision before it back.
    record RollbackAsked(String because, Instant at) implements DeploymentTrigger {}

    /// The revision `to` is made the one that should run again.
    record RolledBack(DeploymentId to, String because, Instant at) implements DeploymentTrigger {}

    /// The scheduler does no more for it.
    record Ended(Instant at) implements DeploymentTrigger {}
}

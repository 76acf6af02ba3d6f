package io.argosy.reconcilers;

import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What reconcilers work with: `clock` is the time of day, `steady` the one that only moves forward. `ids` gives 32
/// random hex digits each time.
public record ReconcilerDependencies(
        TaskLauncher launch,
        ControlSettings settings,
        InstantSource clock,
        InstantSource steady,
        Supplier<String> ids,
        RandomGenerator chance) {

    /// With one clock for both, which nobody sets.
    public ReconcilerDependencies(
            TaskLauncher launch,
            ControlSettings settings,
            InstantSource clock,
            Supplier<String> ids,
            RandomGenerator chance) {
        this(launch, settings, clock, clock, ids, chance);
    }
}

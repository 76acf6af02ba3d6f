package io.argosy.control.reconcilers;

import io.argosy.control.ControlSettings;
import io.argosy.control.Launch;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What reconcilers work with. `ids` gives 32 random hex digits each time.
public record ReconcilerMeans(
        Launch launch, ControlSettings settings, InstantSource clock, Supplier<String> ids, RandomGenerator chance) {}

package io.argosy.foresight;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.argosy.PlanChangeResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// `PlanChange`: what an update of a service, a drain or a registration would do, by the operations and
/// reconcilers that do it. It writes nothing. One plan is made at a time: each takes the memory of what it tries.
public final class PlanChange implements Operation<PlanChangeRequest, PlanChangeResponse> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Clusters clusters;
    private final ControlSettings settings;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final RandomGenerator chance;
    private final ReentrantLock turn = new ReentrantLock(true);

    /// `ids` gives 32 random hex digits each time.
    public PlanChange(
            Clusters clusters,
            ControlSettings settings,
            InstantSource clock,
            Supplier<String> ids,
            RandomGenerator chance) {
        this.clusters = clusters;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.chance = chance;
    }

    @Override
    public OperationModel<PlanChangeRequest, PlanChangeResponse> model() {
        return Argosy.PLAN_CHANGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, PlanChangeRequest request) {
        return List.of(Permission.on(
                "argosy:PlanChange", RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public PlanChangeResponse handle(Caller caller, PlanChangeRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        WantedChange change = WantedChange.of(request);
        if (!mine()) {
            throw new ApiError("LimitExceededException", "Other plans are being made. Try again later.").thrown();
        }
        try (var trial =
                new Trial(clusters.stores(), scope, caller, settings, new Draws(chance, ids), clock.instant())) {
            return new Prediction(trial, settings).of(change);
        } finally {
            turn.unlock();
        }
    }

    private boolean mine() {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

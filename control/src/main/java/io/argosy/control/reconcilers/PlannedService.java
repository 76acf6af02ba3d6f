package io.argosy.control.reconcilers;

import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServicePlan;

/// A plan and what it was made from.
record PlannedService(ServiceView view, ServiceContext context, ServicePlan plan) {
    static PlannedService of(ServiceView view, ServiceContext context) {
        return new PlannedService(view, context, view.plan(context));
    }

    boolean atRest() {
        return plan.tasksToStart() == 0
                && plan.tasksToStop().isEmpty()
                && plan.events().isEmpty()
                && plan.service().equals(view.service())
                && plan.tally().equals(view.tally());
    }
}

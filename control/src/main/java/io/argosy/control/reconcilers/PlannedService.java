package io.argosy.control.reconcilers;

import io.argosy.planning.ServicePlan;

/// A plan and what it was made from.
record PlannedService(ServiceView view, ServicePlan plan) {
    boolean atRest() {
        return plan.tasksToStart() == 0
                && plan.tasksToStop().isEmpty()
                && plan.events().isEmpty()
                && plan.service().equals(view.service())
                && plan.tally().equals(view.tally());
    }
}

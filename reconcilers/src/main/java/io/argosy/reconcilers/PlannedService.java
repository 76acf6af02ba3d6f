package io.argosy.reconcilers;

import io.argosy.model.Service;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServicePlan;
import java.util.Optional;
import java.util.stream.Stream;

/// A plan and what it was made from.
record PlannedService(ServiceView view, ServiceContext context, ServicePlan plan) {
    static PlannedService of(ServiceView view, ServiceContext context) {
        return new PlannedService(view, context, view.plan(context));
    }

    boolean atRest() {
        return plan.tasksToStart() == 0
                && plan.tasksToStop().isEmpty()
                && plan.events().isEmpty()
                && plan.deployments().isEmpty()
                && !view.unrecorded()
                && plan.service().equals(view.service())
                && plan.tally().equals(view.tally());
    }

    /// What may give it something to do that is no change of itself. A daemon goes by every instance.
    DueServices.WaitsFor waitsFor() {
        if (plan.tasksToStart() == 0 && !view.service().daemon()) {
            return DueServices.WaitsFor.NOTHING;
        }
        return expressions().anyMatch(expression -> expression.contains("task:"))
                ? DueServices.WaitsFor.COMPANY
                : DueServices.WaitsFor.ROOM;
    }

    /// Of the constraints on where its tasks may go.
    private Stream<String> expressions() {
        Service service = view.service();
        return Stream.concat(
                        service.configuration().placementConstraints().stream()
                                .flatMap(constraints -> constraints.stream().map(one -> one.expression())),
                        service
                                .primary()
                                .flatMap(primary -> context.definitions().apply(primary.definition()))
                                .stream()
                                .flatMap(definition -> definition.content().placementConstraints().stream())
                                .flatMap(constraints -> constraints.stream().map(one -> one.expression())))
                .flatMap(Optional::stream);
    }
}

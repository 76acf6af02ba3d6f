package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.DeleteScheduleInput;
import io.argosy.shapes.scheduler.DeleteScheduleOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeleteSchedule`: at once. What it started runs on.
final class DeleteSchedule implements Operation<DeleteScheduleInput, DeleteScheduleOutput> {
    private final ScheduleStore schedules;

    DeleteSchedule(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<DeleteScheduleInput, DeleteScheduleOutput> model() {
        return Scheduler.DELETE_SCHEDULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteScheduleInput request) {
        return ScheduleStore.on("DeleteSchedule", caller, request.groupName(), request.name());
    }

    @Override
    public DeleteScheduleOutput handle(Caller caller, DeleteScheduleInput request) {
        return schedules.write(caller, tx -> removed(tx, request));
    }

    private static DeleteScheduleOutput removed(AccountTransaction tx, DeleteScheduleInput request) {
        DeleteScheduleInput asked =
                request.toBuilder().clientToken(Optional.empty()).build();
        if (!Idempotency.repeated(tx, "DeleteSchedule", request.clientToken(), asked)) {
            ScheduleStore.remove(
                    tx, ScheduleStore.existing(SchedulerState.of(tx.state()), request.groupName(), request.name()));
        }
        return DeleteScheduleOutput.builder().build();
    }
}

package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.DeleteScheduleGroupInput;
import io.argosy.shapes.scheduler.DeleteScheduleGroupOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeleteScheduleGroup`: the group and all its schedules, at once.
final class DeleteScheduleGroup implements Operation<DeleteScheduleGroupInput, DeleteScheduleGroupOutput> {
    private final ScheduleStore schedules;

    DeleteScheduleGroup(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<DeleteScheduleGroupInput, DeleteScheduleGroupOutput> model() {
        return Scheduler.DELETE_SCHEDULE_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteScheduleGroupInput request) {
        return ScheduleStore.onGroup("DeleteScheduleGroup", caller, request.name());
    }

    @Override
    public DeleteScheduleGroupOutput handle(Caller caller, DeleteScheduleGroupInput request) {
        GroupTags.requireNamed(request.name());
        return schedules.write(caller, tx -> removed(tx, request));
    }

    private static DeleteScheduleGroupOutput removed(AccountTransaction tx, DeleteScheduleGroupInput request) {
        DeleteScheduleGroupInput asked =
                request.toBuilder().clientToken(Optional.empty()).build();
        if (!Idempotency.repeated(tx, "DeleteScheduleGroup", request.clientToken(), asked)) {
            SchedulerState state = SchedulerState.of(tx.state());
            ScheduleGroup group =
                    state.groups().get(request.name()).orElseThrow(() -> SchedulerErrors.noGroup(request.name()));
            state.schedules()
                    .under(Schedule.BY_GROUP, group.name())
                    .forEach(schedule -> ScheduleStore.remove(tx, schedule));
            tx.remove(group);
        }
        return DeleteScheduleGroupOutput.builder().build();
    }
}

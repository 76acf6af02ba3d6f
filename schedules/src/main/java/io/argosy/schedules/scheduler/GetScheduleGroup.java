package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.GetScheduleGroupInput;
import io.argosy.shapes.scheduler.GetScheduleGroupOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `GetScheduleGroup`. The default group has been there for ever and has no dates.
final class GetScheduleGroup implements Operation<GetScheduleGroupInput, GetScheduleGroupOutput> {
    private final ScheduleStore schedules;

    GetScheduleGroup(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<GetScheduleGroupInput, GetScheduleGroupOutput> model() {
        return Scheduler.GET_SCHEDULE_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetScheduleGroupInput request) {
        return ScheduleStore.onGroup("GetScheduleGroup", caller, request.name());
    }

    @Override
    public GetScheduleGroupOutput handle(Caller caller, GetScheduleGroupInput request) {
        SchedulerState state = schedules.read(caller);
        if (!state.hasGroup(request.name())) {
            throw SchedulerErrors.noGroup(request.name());
        }
        Optional<ScheduleGroup> group = state.groups().get(request.name());
        return GetScheduleGroupOutput.builder()
                .arn(ScheduleGroup.arn(caller.realm(), request.name()))
                .name(request.name())
                .state("ACTIVE")
                .creationDate(group.map(ScheduleGroup::createdAt))
                .lastModificationDate(group.map(ScheduleGroup::changedAt))
                .build();
    }
}

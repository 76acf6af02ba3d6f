package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.GetScheduleInput;
import io.argosy.shapes.scheduler.GetScheduleOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetSchedule`: all of a schedule.
final class GetSchedule implements Operation<GetScheduleInput, GetScheduleOutput> {
    private final ScheduleStore schedules;

    GetSchedule(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<GetScheduleInput, GetScheduleOutput> model() {
        return Scheduler.GET_SCHEDULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetScheduleInput request) {
        return ScheduleStore.on("GetSchedule", caller, request.groupName(), request.name());
    }

    @Override
    public GetScheduleOutput handle(Caller caller, GetScheduleInput request) {
        Schedule schedule = ScheduleStore.existing(schedules.read(caller), request.groupName(), request.name());
        UpdateScheduleInput content = schedule.content();
        return GetScheduleOutput.builder()
                .arn(schedule.id().arn(caller.realm()))
                .groupName(schedule.group())
                .name(schedule.name())
                .scheduleExpression(content.scheduleExpression())
                .scheduleExpressionTimezone(content.scheduleExpressionTimezone())
                .startDate(content.startDate())
                .endDate(content.endDate())
                .description(content.description())
                .state(content.state())
                .kmsKeyArn(content.kmsKeyArn())
                .target(content.target())
                .flexibleTimeWindow(content.flexibleTimeWindow())
                .actionAfterCompletion(content.actionAfterCompletion())
                .creationDate(schedule.createdAt())
                .lastModificationDate(schedule.changedAt())
                .build();
    }
}

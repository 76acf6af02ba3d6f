package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.CreateScheduleInput;
import io.argosy.shapes.scheduler.CreateScheduleOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `CreateSchedule`: a schedule in a group that is there.
final class CreateSchedule implements Operation<CreateScheduleInput, CreateScheduleOutput> {
    private static final int MOST = 100_000;

    private final ScheduleStore schedules;

    CreateSchedule(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<CreateScheduleInput, CreateScheduleOutput> model() {
        return Scheduler.CREATE_SCHEDULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateScheduleInput request) {
        return ScheduleStore.toWrite("CreateSchedule", caller, content(request));
    }

    @Override
    public CreateScheduleOutput handle(Caller caller, CreateScheduleInput request) {
        UpdateScheduleInput content = content(request);
        String arn = schedules.write(caller, tx -> made(tx, caller, request.clientToken(), content));
        return CreateScheduleOutput.builder().scheduleArn(arn).build();
    }

    private static String made(
            AccountTransaction tx, Caller caller, Optional<String> token, UpdateScheduleInput content) {
        Schedule schedule = ScheduleStore.described(content, Optional.empty(), caller.realm(), tx);
        String arn = schedule.id().arn(caller.realm());
        if (Idempotency.repeated(tx, "CreateSchedule", token, content)) {
            return arn;
        }
        SchedulerState state = SchedulerState.of(tx.state());
        if (!state.hasGroup(schedule.group())) {
            throw SchedulerErrors.noGroup(schedule.group());
        }
        if (state.schedule(schedule.group(), schedule.name()).isPresent()) {
            throw SchedulerErrors.exists("Schedule", schedule.name());
        }
        if (state.schedules().size() >= MOST) {
            throw SchedulerErrors.quota("The limit of " + MOST + " schedules is reached.");
        }
        tx.add(schedule);
        ScheduleStore.expect(tx, schedule);
        return arn;
    }

    /// The two requests have the same members.
    private static UpdateScheduleInput content(CreateScheduleInput given) {
        return UpdateScheduleInput.builder()
                .name(given.name())
                .scheduleExpression(given.scheduleExpression())
                .target(given.target())
                .flexibleTimeWindow(given.flexibleTimeWindow())
                .groupName(given.groupName())
                .startDate(given.startDate())
                .endDate(given.endDate())
                .description(given.description())
                .scheduleExpressionTimezone(given.scheduleExpressionTimezone())
                .state(given.state())
                .kmsKeyArn(given.kmsKeyArn())
                .actionAfterCompletion(given.actionAfterCompletion())
                .build();
    }
}

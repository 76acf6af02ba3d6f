package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import io.argosy.shapes.scheduler.UpdateScheduleOutput;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateSchedule`: all of a schedule anew; what is left out goes back to what it is by itself.
final class UpdateSchedule implements Operation<UpdateScheduleInput, UpdateScheduleOutput> {
    private final ScheduleStore schedules;

    UpdateSchedule(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<UpdateScheduleInput, UpdateScheduleOutput> model() {
        return Scheduler.UPDATE_SCHEDULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateScheduleInput request) {
        return ScheduleStore.toWrite("UpdateSchedule", caller, request);
    }

    @Override
    public UpdateScheduleOutput handle(Caller caller, UpdateScheduleInput request) {
        String arn = schedules.write(caller, tx -> changed(tx, caller, request));
        return UpdateScheduleOutput.builder().scheduleArn(arn).build();
    }

    private static String changed(AccountTransaction tx, Caller caller, UpdateScheduleInput request) {
        Schedule before = ScheduleStore.existing(SchedulerState.of(tx.state()), request.groupName(), request.name());
        UpdateScheduleInput content =
                request.toBuilder().clientToken(Optional.empty()).build();
        Schedule after = ScheduleStore.described(content, Optional.of(before), caller.realm(), tx);
        if (!Idempotency.repeated(tx, "UpdateSchedule", request.clientToken(), content)) {
            tx.update(after);
            ScheduleStore.expect(tx, after);
        }
        return after.id().arn(caller.realm());
    }
}

package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.CreateScheduleGroupInput;
import io.argosy.shapes.scheduler.CreateScheduleGroupOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `CreateScheduleGroup`: a group with its tags, which hold for all its schedules.
final class CreateScheduleGroup implements Operation<CreateScheduleGroupInput, CreateScheduleGroupOutput> {
    private static final int MOST = 500;

    private final ScheduleStore schedules;

    CreateScheduleGroup(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<CreateScheduleGroupInput, CreateScheduleGroupOutput> model() {
        return Scheduler.CREATE_SCHEDULE_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateScheduleGroupInput request) {
        List<Tag> tags = request.tags().orElse(List.of());
        return Stream.concat(
                        ScheduleStore.onGroup("CreateScheduleGroup", caller, request.name()).stream()
                                .map(wanted -> wanted.withTags(ScheduleStore.values(tags))),
                        ScheduleStore.toAlert(tags).stream())
                .toList();
    }

    @Override
    public CreateScheduleGroupOutput handle(Caller caller, CreateScheduleGroupInput request) {
        GroupTags.requireNamed(request.name());
        schedules.write(caller, tx -> made(tx, request));
        return CreateScheduleGroupOutput.builder()
                .scheduleGroupArn(ScheduleGroup.arn(caller.realm(), request.name()))
                .build();
    }

    private static String made(AccountTransaction tx, CreateScheduleGroupInput request) {
        CreateScheduleGroupInput asked =
                request.toBuilder().clientToken(Optional.empty()).build();
        if (Idempotency.repeated(tx, "CreateScheduleGroup", request.clientToken(), asked)) {
            return request.name();
        }
        SchedulerState state = SchedulerState.of(tx.state());
        if (state.hasGroup(request.name())) {
            throw SchedulerErrors.exists("Schedule group", request.name());
        }
        if (state.groups().size() >= MOST) {
            throw SchedulerErrors.quota("The limit of " + MOST + " schedule groups is reached.");
        }
        List<Tag> tags = GroupTags.with(List.of(), request.tags().orElse(List.of()));
        tx.add(new ScheduleGroup(request.name(), tags, tx.now(), tx.now()));
        return request.name();
    }
}

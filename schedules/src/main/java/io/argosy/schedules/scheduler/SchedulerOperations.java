package io.argosy.schedules.scheduler;

import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.util.List;

/// What EventBridge Scheduler can be asked here: everything.
public final class SchedulerOperations {
    /// The kinds of entities that it keeps in the account's store.
    public static final List<Kind<?>> KINDS = List.of(ScheduleGroup.KIND, Schedule.KIND, UsedToken.KIND);

    private SchedulerOperations() {}

    public static List<Operation<?, ?>> all(Stores stores) {
        var schedules = new ScheduleStore(stores);
        return List.of(
                new CreateSchedule(schedules),
                new GetSchedule(schedules),
                new UpdateSchedule(schedules),
                new DeleteSchedule(schedules),
                new ListSchedules(schedules),
                new CreateScheduleGroup(schedules),
                new GetScheduleGroup(schedules),
                new DeleteScheduleGroup(schedules),
                new ListScheduleGroups(schedules),
                new TagResource(schedules),
                new UntagResource(schedules),
                new ListTagsForResource(schedules));
    }
}

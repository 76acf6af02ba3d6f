package io.argosy.schedules.scheduler;

import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Optional;

/// The schedules of an account region at one moment.
record SchedulerState(Table<ScheduleGroup> groups, Table<Schedule> schedules) {
    static SchedulerState of(AccountState account) {
        return new SchedulerState(account.table(ScheduleGroup.KIND), account.table(Schedule.KIND));
    }

    Optional<Schedule> schedule(String group, String name) {
        return schedules.get(Schedule.key(group, name));
    }

    boolean hasGroup(String name) {
        return name.equals(ScheduleGroup.DEFAULT) || groups.get(name).isPresent();
    }
}

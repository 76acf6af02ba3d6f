package io.argosy.schedules.scheduler;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.ListSchedulesInput;
import io.argosy.shapes.scheduler.ListSchedulesOutput;
import io.argosy.shapes.scheduler.ScheduleSummary;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.TargetSummary;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `ListSchedules`: of a group or of all, by group and name.
final class ListSchedules implements Operation<ListSchedulesInput, ListSchedulesOutput> {
    private final ScheduleStore schedules;

    ListSchedules(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<ListSchedulesInput, ListSchedulesOutput> model() {
        return Scheduler.LIST_SCHEDULES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListSchedulesInput request) {
        return List.of(Permission.on("scheduler:ListSchedules"));
    }

    @Override
    public ListSchedulesOutput handle(Caller caller, ListSchedulesInput request) {
        SchedulerState state = schedules.read(caller);
        if (request.groupName().filter(group -> !state.hasGroup(group)).isPresent()) {
            throw SchedulerErrors.noGroup(request.groupName().get());
        }
        NamedPage<Schedule> page = NamedPage.of(
                chosen(state, request),
                Schedule::key,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListSchedulesOutput.builder()
                .schedules(page.items().stream()
                        .map(schedule -> summary(schedule, caller.realm()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<Schedule> chosen(SchedulerState state, ListSchedulesInput request) {
        String prefix = request.namePrefix().orElse("");
        return request.groupName()
                .map(group -> state.schedules().under(Schedule.BY_GROUP, group).stream())
                .orElseGet(() -> state.schedules().values().stream())
                .filter(schedule -> schedule.name().startsWith(prefix))
                .filter(schedule -> request.state().isEmpty()
                        || request.state().equals(schedule.content().state()));
    }

    private static ScheduleSummary summary(Schedule schedule, AccountRegion realm) {
        return ScheduleSummary.builder()
                .arn(schedule.id().arn(realm))
                .name(schedule.name())
                .groupName(schedule.group())
                .state(schedule.content().state())
                .creationDate(schedule.createdAt())
                .lastModificationDate(schedule.changedAt())
                .target(TargetSummary.builder()
                        .arn(schedule.content().target().arn())
                        .build())
                .build();
    }
}

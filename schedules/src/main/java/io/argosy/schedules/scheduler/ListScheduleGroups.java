package io.argosy.schedules.scheduler;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.ListScheduleGroupsInput;
import io.argosy.shapes.scheduler.ListScheduleGroupsOutput;
import io.argosy.shapes.scheduler.ScheduleGroupSummary;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// `ListScheduleGroups`: by name, the default group among them.
final class ListScheduleGroups implements Operation<ListScheduleGroupsInput, ListScheduleGroupsOutput> {
    private final ScheduleStore schedules;

    ListScheduleGroups(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<ListScheduleGroupsInput, ListScheduleGroupsOutput> model() {
        return Scheduler.LIST_SCHEDULE_GROUPS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListScheduleGroupsInput request) {
        return List.of(Permission.on("scheduler:ListScheduleGroups"));
    }

    @Override
    public ListScheduleGroupsOutput handle(Caller caller, ListScheduleGroupsInput request) {
        SchedulerState state = schedules.read(caller);
        String prefix = request.namePrefix().orElse("");
        Stream<String> names = Stream.concat(
                        Stream.of(ScheduleGroup.DEFAULT),
                        state.groups().values().stream().map(ScheduleGroup::name))
                .filter(name -> name.startsWith(prefix))
                .sorted();
        NamedPage<String> page = NamedPage.of(
                names,
                Function.identity(),
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListScheduleGroupsOutput.builder()
                .scheduleGroups(page.items().stream()
                        .map(name -> summary(name, state.groups().get(name), caller.realm()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static ScheduleGroupSummary summary(String name, Optional<ScheduleGroup> group, AccountRegion realm) {
        return ScheduleGroupSummary.builder()
                .arn(ScheduleGroup.arn(realm, name))
                .name(name)
                .state("ACTIVE")
                .creationDate(group.map(ScheduleGroup::createdAt))
                .lastModificationDate(group.map(ScheduleGroup::changedAt))
                .build();
    }
}

package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.ListTagsForResourceInput;
import io.argosy.shapes.scheduler.ListTagsForResourceOutput;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of a group.
final class ListTagsForResource implements Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
    private final ScheduleStore schedules;

    ListTagsForResource(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<ListTagsForResourceInput, ListTagsForResourceOutput> model() {
        return Scheduler.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceInput request) {
        return GroupTags.on("ListTagsForResource", request.resourceArn());
    }

    @Override
    public ListTagsForResourceOutput handle(Caller caller, ListTagsForResourceInput request) {
        String name = GroupTags.group(request.resourceArn(), caller.realm());
        SchedulerState state = schedules.read(caller);
        if (!state.hasGroup(name)) {
            throw SchedulerErrors.noGroup(name);
        }
        return ListTagsForResourceOutput.builder()
                .tags(state.groups().get(name).map(ScheduleGroup::tags).orElse(List.of()))
                .build();
    }
}

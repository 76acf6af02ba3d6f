package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.TagResourceInput;
import io.argosy.shapes.scheduler.TagResourceOutput;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `TagResource`: tags of a group, added or replaced.
final class TagResource implements Operation<TagResourceInput, TagResourceOutput> {
    private final ScheduleStore schedules;

    TagResource(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<TagResourceInput, TagResourceOutput> model() {
        return Scheduler.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceInput request) {
        return Stream.concat(
                        GroupTags.on("TagResource", request.resourceArn()).stream()
                                .map(wanted -> wanted.withTags(ScheduleStore.values(request.tags()))),
                        ScheduleStore.toAlert(request.tags()).stream())
                .toList();
    }

    @Override
    public TagResourceOutput handle(Caller caller, TagResourceInput request) {
        schedules.write(
                caller,
                tx -> GroupTags.change(
                        tx, caller, request.resourceArn(), tags -> GroupTags.with(tags, request.tags())));
        return TagResourceOutput.builder().build();
    }
}

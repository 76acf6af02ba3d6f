package io.argosy.schedules.scheduler;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.Tag;
import io.argosy.shapes.scheduler.UntagResourceInput;
import io.argosy.shapes.scheduler.UntagResourceOutput;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagResource`: tags of a group, taken away.
final class UntagResource implements Operation<UntagResourceInput, UntagResourceOutput> {
    private final ScheduleStore schedules;

    UntagResource(ScheduleStore schedules) {
        this.schedules = schedules;
    }

    @Override
    public OperationModel<UntagResourceInput, UntagResourceOutput> model() {
        return Scheduler.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceInput request) {
        return GroupTags.on("UntagResource", request.resourceArn()).stream()
                .map(wanted -> wanted.withTagKeys(request.tagKeys()))
                .toList();
    }

    @Override
    public UntagResourceOutput handle(Caller caller, UntagResourceInput request) {
        schedules.write(
                caller,
                tx -> GroupTags.change(tx, caller, request.resourceArn(), tags -> without(tags, request.tagKeys())));
        return UntagResourceOutput.builder().build();
    }

    private static List<Tag> without(List<Tag> tags, List<String> keys) {
        return tags.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }
}

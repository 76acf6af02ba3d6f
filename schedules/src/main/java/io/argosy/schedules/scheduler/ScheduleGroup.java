package io.argosy.schedules.scheduler;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.shapes.scheduler.Tag;
import java.time.Instant;
import java.util.List;

/// A group of schedules with its tags. `default` is always there and is not stored.
public record ScheduleGroup(String name, List<Tag> tags, Instant createdAt, Instant changedAt)
        implements AccountEntity {
    static final String DEFAULT = "default";
    static final Kind<ScheduleGroup> KIND = Kind.of("ScheduleGroup", ScheduleGroup.class);

    public ScheduleGroup {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    static String arn(AccountRegion realm, String name) {
        return "arn:aws:scheduler:" + realm.region() + ":" + realm.account() + ":schedule-group/" + name;
    }

    ScheduleGroup tagged(List<Tag> other, Instant now) {
        return new ScheduleGroup(name, other, createdAt, now);
    }
}

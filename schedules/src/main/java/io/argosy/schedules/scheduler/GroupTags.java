package io.argosy.schedules.scheduler;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.scheduler.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Tags, which groups have and schedules have not.
final class GroupTags {
    private static final int MOST = 50;

    private GroupTags() {}

    static void requireNamed(String group) {
        if (group.equals(ScheduleGroup.DEFAULT)) {
            throw SchedulerErrors.invalid("This operation cannot be performed on schedule group default.");
        }
    }

    /// The limits of the input let ARNs of groups pass only.
    static String group(String arn, AccountRegion realm) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        if (!arn.equals(ScheduleGroup.arn(realm, name))) {
            throw SchedulerErrors.noGroup(name);
        }
        return name;
    }

    static List<Permission> on(String action, String arn) {
        return List.of(Permission.on("scheduler:" + action, arn));
    }

    static List<Tag> with(List<Tag> before, List<Tag> more) {
        Map<String, Tag> all = new LinkedHashMap<>();
        before.forEach(tag -> all.put(tag.key(), tag));
        more.forEach(tag -> all.put(tag.key(), tag));
        if (all.size() > MOST) {
            throw SchedulerErrors.invalid("A schedule group can have at most " + MOST + " tags.");
        }
        List<Tag> tags = List.copyOf(all.values());
        ScheduleStore.options(ScheduleStore.values(tags), "");
        return tags;
    }

    static ScheduleGroup change(AccountTransaction tx, Caller caller, String arn, UnaryOperator<List<Tag>> change) {
        String name = group(arn, caller.realm());
        requireNamed(name);
        ScheduleGroup group =
                SchedulerState.of(tx.state()).groups().get(name).orElseThrow(() -> SchedulerErrors.noGroup(name));
        ScheduleGroup tagged = group.tagged(change.apply(group.tags()), tx.now());
        tx.update(tagged);
        SchedulerState.of(tx.state()).schedules().under(Schedule.BY_GROUP, name).stream()
                .filter(schedule -> !ScheduleStore.options(tx.state(), schedule)
                        .successWithin()
                        .equals(before(group, schedule)))
                .forEach(schedule -> ScheduleStore.expect(tx, schedule));
        return tagged;
    }

    private static Duration before(ScheduleGroup group, Schedule schedule) {
        return ScheduleStore.options(ScheduleStore.values(group.tags()), schedule.description())
                .successWithin();
    }
}

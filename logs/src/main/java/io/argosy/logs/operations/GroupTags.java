package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The tags of groups, for the operations of both generations.
public final class GroupTags {
    private static final int MOST = 50;

    private final LogGroups groups;

    public GroupTags(LogGroups groups) {
        this.groups = groups;
    }

    /// The name of the group that an ARN means.
    static String byArn(AccountRegion realm, String arn) {
        String name = new LogArns(realm).name(arn);
        if (name.equals(arn)) {
            String why = realm.foreign(arn).map(words -> " " + words).orElse("");
            throw LogErrors.invalid("The specified resourceArn is not the ARN of a log group." + why)
                    .thrown();
        }
        return name;
    }

    Map<String, String> of(Caller caller, String name) {
        return groups.find(caller.realm(), name)
                .orElseThrow(() -> LogErrors.noGroup().thrown())
                .sortedTags();
    }

    void add(Caller caller, String name, Map<String, String> more) {
        change(caller, name, group -> {
            Map<String, String> tags = new HashMap<>(group.tags());
            tags.putAll(more);
            if (tags.size() > MOST) {
                throw new ApiError("TooManyTagsException", "A log group can have " + MOST + " tags at most.").thrown();
            }
            return group.withTags(tags);
        });
    }

    void remove(Caller caller, String name, List<String> keys) {
        change(caller, name, group -> {
            Map<String, String> tags = new HashMap<>(group.tags());
            tags.keySet().removeAll(keys);
            return group.withTags(tags);
        });
    }

    private void change(Caller caller, String name, UnaryOperator<LogGroup> change) {
        if (!groups.change(caller.realm(), name, change)) {
            throw LogErrors.noGroup().thrown();
        }
    }
}

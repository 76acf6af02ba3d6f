package io.argosy.capacity.providers;

import io.argosy.model.AccountRegion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN by which ECS names an Auto Scaling group. What it says of the group is its name; the id in it may be any.
public final class GroupArn {
    private static final Pattern RULE =
            Pattern.compile("arn:aws[a-z-]*:autoscaling:([a-z0-9-]+):([0-9]{12}):autoScalingGroup:[^:]*:"
                    + "autoScalingGroupName/(.{1,255})");

    private GroupArn() {}

    /// The group that this ARN of the realm names.
    public static Optional<String> name(String arn, AccountRegion realm) {
        Matcher parts = RULE.matcher(arn);
        return parts.matches()
                        && parts.group(1).equals(realm.region())
                        && parts.group(2).equals(realm.account())
                ? Optional.of(parts.group(3))
                : Optional.empty();
    }
}

package io.argosy.schedules.targets;

import io.argosy.model.AccountRegion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the ARN of a target says it is.
public sealed interface TargetArn {
    Pattern UNIVERSAL = Pattern.compile("arn:aws:scheduler:::aws-sdk:([a-z0-9-]+):([a-zA-Z0-9]+)");
    int PARTS = 6;

    record Cluster(String arn) implements TargetArn {}

    record JobQueue(String arn) implements TargetArn {}

    record Destination(String arn) implements TargetArn {}

    record LogGroup(String arn) implements TargetArn {}

    /// An operation by the service's name and its own.
    record Universal(String service, String action) implements TargetArn {}

    static TargetArn of(String arn, AccountRegion realm) throws RefusedTarget {
        Matcher universal = UNIVERSAL.matcher(arn);
        if (universal.matches()) {
            return new Universal(universal.group(1), universal.group(2));
        }
        String[] parts = arn.split(":", PARTS);
        if (parts.length < PARTS || !parts[0].equals("arn") || parts[5].isEmpty()) {
            throw new RefusedTarget("Provided Arn is not in correct format.");
        }
        TargetArn target = resource(arn, parts[2], parts[5])
                .orElseThrow(() -> new RefusedTarget(parts[2] + " is not a supported service for a target."));
        if (!parts[3].equals(realm.region())) {
            throw new RefusedTarget(
                    "The target ARN provided does not match the current region " + realm.region() + ".");
        }
        return target;
    }

    private static Optional<TargetArn> resource(String arn, String service, String resource) {
        return switch (service) {
            case "ecs" ->
                Optional.of(arn).filter(_ -> resource.startsWith("cluster/")).map(Cluster::new);
            case "batch" ->
                Optional.of(arn).filter(_ -> resource.startsWith("job-queue/")).map(JobQueue::new);
            case "events" ->
                Optional.of(arn)
                        .filter(_ -> resource.startsWith("api-destination/"))
                        .map(Destination::new);
            case "logs" ->
                Optional.of(arn).filter(_ -> resource.startsWith("log-group:")).map(LogGroup::new);
            default -> Optional.empty();
        };
    }
}

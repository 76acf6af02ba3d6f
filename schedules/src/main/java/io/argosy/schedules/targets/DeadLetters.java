package io.argosy.schedules.targets;

import java.util.Optional;

/// Where it is told that something could not be done: a log group (decision 0218).
public final class DeadLetters {
    private DeadLetters() {}

    /// The ARN of the log group, checked.
    public static Optional<String> checked(Optional<String> arn) throws RefusedTarget {
        if (arn.isPresent()) {
            String[] parts = arn.get().split(":", 7);
            boolean group = parts.length == 7 && parts[2].equals("logs") && parts[5].equals("log-group");
            if (!group) {
                String service = parts.length > 2 ? parts[2] : arn.get();
                throw new RefusedTarget(service + " is not supported as a dead letter resource");
            }
        }
        return arn;
    }
}

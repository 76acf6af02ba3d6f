package io.argosy.schedules.targets;

import io.argosy.schedules.runs.Attempt;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import java.time.Instant;
import java.util.Optional;

/// What is done at a due time, ready to be done: the call, the role it is made as, how long is tried again, and where
/// it is told that it could not be done.
public record Aim(Call call, String role, Attempt.Retries retries, Optional<String> deadLetters, Letter letter) {
    /// What is called.
    public sealed interface Call {
        /// An operation of this server.
        record Operation(OperationModel<?, ?> model, Shape input) implements Call {}

        /// An address outside, behind the API destination of this ARN.
        record Webhook(String destination, String body) implements Call {}

        /// An event in a stream of the log group of this name.
        record Log(String group, String stream, Instant at, String message) implements Call {}
    }

    /// What a dead letter says of the target: its ARN in the universal form, and the input as it was sent.
    public record Letter(String targetArn, String input) {}

    public Aim with(Call other) {
        return new Aim(other, role, retries, deadLetters, letter);
    }
}

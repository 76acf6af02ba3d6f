package io.argosy.events.delivery;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.schedules.runs.Attempt;
import java.time.Instant;
import java.util.List;

/// An event that a target of a rule is still to get; the event itself is read from the log. `about` is what those
/// of one lane have in common: they go one after the other, in the order of `sequence`. `next` is when it is tried,
/// for the first time or again.
public record Delivery(
        String rule, String target, long sequence, String about, Instant since, int attempts, Instant next)
        implements AccountEntity {
    public static final Kind<Delivery> KIND =
            Kind.of("EventDelivery", Delivery.class).counted(delivery -> List.of(delivery.line()));

    /// Those of a target stand together, in the order of their events.
    @Override
    public String key() {
        return line() + "%019d".formatted(sequence);
    }

    /// What the keys of a target's deliveries begin with, and what they are counted under. No name has a blank.
    String line() {
        return line(rule, target);
    }

    static String line(String rule, String target) {
        return rule + " " + target + " ";
    }

    /// Tried once more later.
    Delivery again(Instant now) {
        return new Delivery(
                rule,
                target,
                sequence,
                about,
                since,
                attempts + 1,
                now.plus(Attempt.backOff(key(), attempts + 1, Attempt.LONGEST)));
    }
}

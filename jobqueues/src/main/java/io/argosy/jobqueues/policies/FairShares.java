package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.FairsharePolicy;
import io.argosy.shapes.batch.ShareAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a fair-share policy must be like (batch-semantics 5.2), and all its members.
final class FairShares {
    private static final int LONGEST_DECAY = 604_800;
    private static final int MOST_RESERVED = 99;
    private static final int MOST_SHARES = 500;
    private static final double LEAST_WEIGHT = 0.0001;
    private static final double MOST_WEIGHT = 999.9999;
    private static final Pattern SHARE = Pattern.compile("[A-Za-z0-9]{1,255}|[A-Za-z0-9]{0,254}\\*");

    private FairShares() {}

    static SchedulingPolicy.Rule rule(Caller caller, FairsharePolicy asked) {
        breach(asked).ifPresent(text -> {
            throw BatchErrors.wrapped(caller, text);
        });
        return new SchedulingPolicy.Rule.FairShare(FairsharePolicy.builder()
                .shareDecaySeconds(asked.shareDecaySeconds().orElse(0))
                .computeReservation(asked.computeReservation().orElse(0))
                .shareDistribution(asked.shareDistribution().orElse(List.of()).stream()
                        .map(share -> share.toBuilder()
                                .weightFactor(share.weightFactor().orElse(1.0))
                                .build())
                        .toList())
                .build());
    }

    private static Optional<String> breach(FairsharePolicy asked) {
        List<ShareAttributes> shares = asked.shareDistribution().orElse(List.of());
        int decay = asked.shareDecaySeconds().orElse(0);
        int reservation = asked.computeReservation().orElse(0);
        if (decay < 0 || decay > LONGEST_DECAY) {
            return Optional.of("shareDecaySeconds must be between 0 and " + LONGEST_DECAY);
        }
        if (reservation < 0 || reservation > MOST_RESERVED) {
            return Optional.of("computeReservation must be between 0 and " + MOST_RESERVED);
        }
        if (shares.size() > MOST_SHARES) {
            return Optional.of("shareDistribution can have at most " + MOST_SHARES + " shares");
        }
        return Stream.concat(shares.stream().flatMap(share -> breach(share).stream()), overlaps(shares))
                .findFirst();
    }

    private static Optional<String> breach(ShareAttributes share) {
        if (!SHARE.matcher(share.shareIdentifier()).matches()) {
            return Optional.of(
                    "shareIdentifier must be alphanumeric and may end in an asterisk: " + share.shareIdentifier());
        }
        double weight = share.weightFactor().orElse(1.0);
        return weight < LEAST_WEIGHT || weight > MOST_WEIGHT
                ? Optional.of("weightFactor must be between " + LEAST_WEIGHT + " and " + MOST_WEIGHT)
                : Optional.empty();
    }

    /// No share may be meant by two entries.
    private static Stream<String> overlaps(List<ShareAttributes> shares) {
        List<String> sorted =
                shares.stream().map(ShareAttributes::shareIdentifier).sorted().toList();
        return sorted.stream()
                .flatMap(one -> sorted.stream()
                        .filter(other -> sorted.indexOf(one) != sorted.lastIndexOf(one)
                                || !one.equals(other) && meansToo(one, other))
                        .map(other -> "shareIdentifier " + other + " overlaps with " + one));
    }

    private static boolean meansToo(String prefix, String other) {
        return prefix.endsWith("*") && other.startsWith(prefix.substring(0, prefix.length() - 1));
    }
}

package io.argosy.batch.scheduling;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// How a fair-share queue chooses (batch-semantics 5.3): the share with the lowest weighted use is next, and a part
/// of the queue is kept free for shares that have no jobs yet. The lower its weight, the more a share gets.
public record FairShare(Duration window, int reservationPercent, List<Weight> weights) {
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);

    /// For how long after its window a share without jobs is still an active one.
    private static final Duration LINGERING = Duration.ofMinutes(5);

    /// Of the share of this name; of all that begin so if it ends in `*`.
    public record Weight(String share, double factor) {
        private boolean prefix() {
            return share.endsWith("*");
        }

        private boolean covers(String name) {
            return prefix() && name.startsWith(share.substring(0, share.length() - 1));
        }
    }

    /// A share that has a job to run, the next of which takes `cpu` units; `position` is where that stands among all
    /// jobs of the queue. The lowest score comes first; of equals the one whose job was submitted earlier.
    public record Candidate(String share, double weight, ShareUse use, long cpu, String position)
            implements Comparable<Candidate> {
        private static final Comparator<Candidate> ORDER = Comparator.comparingDouble(Candidate::score)
                .thenComparing(Candidate::position)
                .thenComparing(Candidate::share);

        private double score() {
            return weight * use.total();
        }

        @Override
        public int compareTo(Candidate other) {
            return ORDER.compare(this, other);
        }

        /// The share once it has been given what its job takes, with its next job.
        public Candidate followed(long nextCpu, String nextPosition) {
            return new Candidate(share, weight, use.with(cpu), nextCpu, nextPosition);
        }
    }

    public FairShare {
        weights = List.copyOf(weights);
    }

    /// A decay of no seconds stands for the usual window.
    public static FairShare of(int decaySeconds, int reservationPercent, List<Weight> weights) {
        Duration window = decaySeconds == 0 ? USUAL_WINDOW : Duration.ofSeconds(decaySeconds);
        return new FairShare(window, reservationPercent, weights);
    }

    public double weight(String share) {
        return weights.stream()
                .filter(weight -> weight.share().equals(share))
                .findFirst()
                .or(() ->
                        weights.stream().filter(weight -> weight.covers(share)).findFirst())
                .map(Weight::factor)
                .orElse(1.0);
    }

    /// How many of the most vCPUs a queue may use, while so many shares are active. The rest waits for others.
    public int room(int mostVcpus, int activeShares) {
        double reserved = mostVcpus * Math.pow(reservationPercent / 100.0, Math.max(1, activeShares));
        return mostVcpus - (int) Math.floor(reserved);
    }

    /// For how long a share without jobs counts as active.
    public Duration lasting() {
        return window.plus(LINGERING);
    }
}

package io.argosy.agent.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often may be asked: each container for itself, so that one that asks without end keeps no other from its
/// answers. Keys have buckets of their own and never wait for what documents cost.
public final class RequestLimits {
    private static final int MOST_BUCKETS = 4_096;

    /// So many requests a second, and so many at once.
    private record Rate(double perSecond, double most) {}

    private static final Rate CONTAINER = new Rate(10, 20);
    private static final Rate STATISTICS = new Rate(1, 5);
    private static final Rate KEYS = new Rate(10, 20);
    private static final Rate STRANGERS = new Rate(5, 20);
    private static final Rate ALL_DOCUMENTS = new Rate(200, 400);

    private final LongSupplier nanos;
    private final TokenBucket documents;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /// `nanos` only goes forward, as [System#nanoTime] does.
    public RequestLimits(LongSupplier nanos) {
        this.nanos = nanos;
        this.documents = bucket(ALL_DOCUMENTS);
    }

    private TokenBucket bucket(Rate rate) {
        return new TokenBucket(rate.perSecond(), rate.most(), nanos);
    }

    boolean document(String endpointId) {
        return take("container " + endpointId, CONTAINER) && documents.take();
    }

    boolean statistics(String endpointId) {
        return take("statistics " + endpointId, STATISTICS) && document(endpointId);
    }

    boolean keys(String credentialsId) {
        return take("keys " + credentialsId, KEYS);
    }

    /// For who names no container of ours, by where it comes from.
    boolean stranger(String source) {
        return take("stranger " + source, STRANGERS);
    }

    private synchronized boolean take(String name, Rate rate) {
        TokenBucket own = buckets.computeIfAbsent(name, _ -> bucket(rate));
        if (buckets.size() > MOST_BUCKETS) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return own.take();
    }
}

package io.argosy.sessions;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceHealth;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings what agents say of their machines' parts into the store, where placement and clients look for it. Agents
/// repeat it, so only what changed is written.
final class InstanceHealthUpdate {
    private static final int MOST_PARTS = 10;
    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_REASON = 1_024;

    private InstanceHealthUpdate() {}

    static void take(PublishInstanceStatusRequest request, ClaimedIdentity agent) {
        var store = agent.scope().store();
        Optional<ContainerInstance> known = store.read().instance(agent.instance());
        if (known.filter(instance -> changes(request, instance, Instant.EPOCH)).isEmpty()) {
            return;
        }
        store.write(tx -> {
            tx.state()
                    .instance(agent.instance())
                    .filter(ContainerInstance::registered)
                    .filter(instance -> changes(request, instance, tx.now()))
                    .ifPresent(instance -> tx.update(instance.withHealth(after(instance, request, tx.now()))));
            return agent.instance();
        });
    }

    private static boolean changes(PublishInstanceStatusRequest request, ContainerInstance instance, Instant now) {
        return !after(instance, request, now).equals(instance.health());
    }

    private static List<InstanceHealth> after(
            ContainerInstance instance, PublishInstanceStatusRequest request, Instant now) {
        List<InstanceHealth> health = new ArrayList<>(instance.health());
        for (InstanceStatus status : request.statuses()) {
            InstanceHealth news = news(status, now);
            if (health.stream().noneMatch(known -> known.says(news))) {
                health.removeIf(known -> known.type().equals(news.type()));
                health.add(news);
            }
        }
        return health.size() <= MOST_PARTS ? health : instance.health();
    }

    private static InstanceHealth news(InstanceStatus status, Instant now) {
        Instant changed = status.lastStatusChange()
                .filter(seconds -> seconds > 0 && seconds <= now.getEpochSecond())
                .map(seconds -> Instant.ofEpochMilli((long) (seconds * 1000)))
                .orElse(now);
        return new InstanceHealth(
                cut(type(status.type()), LONGEST_TYPE),
                verdict(status.status()),
                cut(status.statusReason().orElse(""), LONGEST_REASON),
                changed,
                now);
    }

    /// Agents write `ContainerRuntime`, clients read `CONTAINER_RUNTIME`.
    private static String type(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static InstanceHealth.Status verdict(String status) {
        return switch (status) {
            case "OK" -> InstanceHealth.Status.OK;
            case "IMPAIRED" -> InstanceHealth.Status.IMPAIRED;
            case "INITIALIZING" -> InstanceHealth.Status.INITIALIZING;
            default -> InstanceHealth.Status.INSUFFICIENT_DATA;
        };
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}

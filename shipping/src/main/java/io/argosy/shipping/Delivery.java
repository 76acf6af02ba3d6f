package io.argosy.shipping;

import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.views.logs.LastLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service, brought to a definition: made where it is not there, watched until it is good, and where it does not get
/// good, taken back to what it had.
final class Delivery {
    private static final int LINES = 15;

    private final Calls calls;
    private final Telling telling;
    private final String cluster;
    private final String service;
    private final Rollout rollout;
    private Optional<String> before = Optional.empty();

    Delivery(Calls calls, Telling telling, String cluster, String service) {
        this.calls = calls;
        this.telling = telling;
        this.cluster = cluster;
        this.service = service;
        this.rollout = new Rollout(calls, telling, cluster, service);
    }

    /// Makes the service as it is wanted, or has the one that is there go to the definition; with the count that it
    /// has, unless it is `counted`.
    void begin(CreateServiceRequest wanted, boolean counted, String definition) throws IOException {
        Optional<Service> known = calls.service(cluster, service);
        if (known.isPresent()) {
            before = known.flatMap(Service::taskDefinition);
            telling.step("Updating the service " + service);
            rollout.standing();
            update(UpdateServiceRequest.builder()
                    .taskDefinition(definition)
                    .desiredCount(counted ? wanted.desiredCount() : Optional.empty()));
            return;
        }
        telling.step("Creating the service " + service);
        calls.call(
                Ecs.CREATE_SERVICE,
                wanted.toBuilder()
                        .cluster(cluster)
                        .serviceName(service)
                        .taskDefinition(definition)
                        .build());
    }

    private void update(UpdateServiceRequest.Builder change) throws IOException {
        calls.call(Ecs.UPDATE_SERVICE, change.cluster(cluster).service(service).build());
    }

    /// Whether it got good; what came of it is put to the values.
    boolean end(String definition, Map<String, Object> values, Duration patience)
            throws IOException, InterruptedException {
        Rollout.Result result = rollout.await(definition, Rollout.Until.GOOD, patience);
        boolean good = ended(result, values);
        if (!good) {
            values.put("back", takenBack(patience));
        }
        return good;
    }

    /// Has the service go to a definition that was good before. Whether it is there.
    boolean back(String definition, Map<String, Object> values, Duration patience)
            throws IOException, InterruptedException {
        rollout.standing();
        update(UpdateServiceRequest.builder().taskDefinition(definition));
        return ended(rollout.await(definition, Rollout.Until.RUNNING, patience), values);
    }

    private boolean ended(Rollout.Result result, Map<String, Object> values) throws IOException {
        return switch (result) {
            case Rollout.Result.Done(int leaving) -> {
                values.put("outcome", "DEPLOYED");
                if (leaving > 0) {
                    telling.fact("old tasks that are still on their way out: " + leaving);
                }
                yield true;
            }
            case Rollout.Result.Failed failed -> {
                values.put("outcome", "FAILED");
                values.put("cause", failed.cause());
                values.put("log", lines(failed.task()));
                yield false;
            }
        };
    }

    /// What a task said last, if the server has it.
    private List<String> lines(Optional<StoppedTask> task) throws IOException {
        if (task.isEmpty()) {
            return List.of();
        }
        List<String> lines = new LastLines(calls.client(), cluster).of(task.get(), LINES);
        lines.forEach(telling::fact);
        return lines;
    }

    /// A service that was never good has nothing to go back to: it gets no more tasks.
    private String takenBack(Duration patience) throws IOException, InterruptedException {
        if (before.isEmpty()) {
            telling.step("There is nothing to go back to: the service gets no more tasks");
            update(UpdateServiceRequest.builder().desiredCount(0));
            return "";
        }
        String good = before.get();
        telling.step("Going back to " + Definitions.id(good));
        update(UpdateServiceRequest.builder().taskDefinition(good));
        var way = new Rollout(calls, telling, cluster, service);
        return way.await(good, Rollout.Until.RUNNING, patience) instanceof Rollout.Result.Done
                ? Definitions.id(good)
                : Definitions.id(good) + ", which is not there yet";
    }
}

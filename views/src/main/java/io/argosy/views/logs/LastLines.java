package io.argosy.views.logs;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.OutputLogEvent;
import io.argosy.views.logs.LoggedContainer.Place;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The last lines that tasks wrote, of those containers whose logs the server keeps.
public final class LastLines {
    private final ApiClient client;
    private final LoggedTasks tasks;

    public LastLines(ApiClient client, String cluster) {
        this.client = client;
        this.tasks = new LoggedTasks(client, cluster);
    }

    /// So many of each container, behind its name.
    public List<String> of(StoppedTask task, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        for (LoggedContainer container : tasks.containers(LoggedTasks.asTask(task))) {
            if (container.place() instanceof Place.Stored place
                    && !place.stream().isEmpty()) {
                lines(place, most).forEach(line -> lines.add(container.name() + " | " + line));
            }
        }
        return lines;
    }

    private List<String> lines(Place.Stored place, int most) throws IOException {
        try {
            ApiClient there = place.region().isEmpty() ? client : client.in(place.region());
            return there
                    .call(
                            Logs.GET_LOG_EVENTS,
                            GetLogEventsRequest.builder()
                                    .logGroupName(place.group())
                                    .logStreamName(place.stream())
                                    .limit(most)
                                    .build())
                    .events()
                    .orElse(List.of())
                    .stream()
                    .map(OutputLogEvent::message)
                    .map(message -> message.orElse("").stripTrailing())
                    .toList();
        } catch (ApiException refused) {
            return List.of("not to be had: " + refused.error().message());
        }
    }
}

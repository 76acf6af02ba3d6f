package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.ListStoppedTasksResponse;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks that ended, the last first, however many pages they come in.
public final class StoppedTasks {
    private static final int A_CALL = 100;
    private static final int CALLS = 200;

    private StoppedTasks() {}

    public static List<StoppedTask> of(ApiClient client, ListStoppedTasksRequest.Builder asked, int most)
            throws IOException {
        Map<String, StoppedTask> found = new LinkedHashMap<>();
        Optional<String> next = Optional.empty();
        int calls = 0;
        do {
            ListStoppedTasksResponse page = page(
                    client,
                    asked.maxResults(Math.min(A_CALL, most - found.size()))
                            .nextToken(next)
                            .build());
            page.tasks()
                    .orElse(List.of())
                    .forEach(task -> found.putIfAbsent(task.taskArn().orElse(""), task));
            next = page.nextToken();
        } while (next.isPresent() && found.size() < most && ++calls < CALLS);
        return List.copyOf(found.values());
    }

    private static ListStoppedTasksResponse page(ApiClient client, ListStoppedTasksRequest asked) throws IOException {
        try {
            return client.call(Argosy.LIST_STOPPED_TASKS, asked);
        } catch (ApiException refused) {
            throw new IOException(refused.error().message(), refused);
        }
    }
}

package io.argosy.agent.metadata;

import io.argosy.agent.metadata.Routes.Answer;
import io.argosy.agent.tasks.TaskCredentials;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.GetTaskProtectionRequest;
import io.argosy.shapes.ecs.ProtectedTask;
import io.argosy.shapes.ecs.UpdateTaskProtectionRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A task's protection as its containers ask for it, and set it (agent-protocol 8.5). The control plane is asked with
/// the keys of the task's role, so that a policy says who may.
public final class TaskProtection {
    static final List<String> PATH = List.of("task-protection", "v1", "state");
    static final int LARGEST_BODY = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String ENABLED = "ProtectionEnabled";
    private static final String MINUTES = "ExpiresInMinutes";
    private static final int BAD_REQUEST = 400;

    private final ApiClient api;
    private final TaskCredentials keys;
    private final String cluster;

    public TaskProtection(ApiClient api, TaskCredentials keys, String cluster) {
        this.api = api;
        this.keys = keys;
        this.cluster = cluster;
    }

    Answer get(TaskRecord task) {
        return asked(task, client -> {
            var answer = client.call(
                    Ecs.GET_TASK_PROTECTION,
                    GetTaskProtectionRequest.builder()
                            .cluster(cluster(task))
                            .tasks(List.of(task.arn()))
                            .build(),
                    PATIENCE);
            return told(answer.protectedTasks(), answer.failures());
        });
    }

    /// `body` is the JSON that a container sent.
    Answer put(TaskRecord task, String body) {
        Map<String, Object> wanted;
        try {
            wanted = JsonTree.object(body);
        } catch (MalformedJson broken) {
            return error(task, BAD_REQUEST, "InvalidParameterException", "the request is no JSON object");
        }
        if (!Set.of(ENABLED, MINUTES).containsAll(wanted.keySet())
                || !(wanted.get(ENABLED) instanceof Boolean on)
                || !(wanted.getOrDefault(MINUTES, 1) instanceof Integer minutes)) {
            return error(
                    task,
                    BAD_REQUEST,
                    "InvalidParameterException",
                    "the request is not {\"" + ENABLED + "\": true or false, \"" + MINUTES + "\": a number}");
        }
        return asked(task, client -> {
            var request = UpdateTaskProtectionRequest.builder()
                    .cluster(cluster(task))
                    .tasks(List.of(task.arn()))
                    .protectionEnabled(on);
            if (wanted.containsKey(MINUTES)) {
                request.expiresInMinutes(minutes);
            }
            var answer = client.call(Ecs.UPDATE_TASK_PROTECTION, request.build(), PATIENCE);
            return told(answer.protectedTasks(), answer.failures());
        });
    }

    private String cluster(TaskRecord task) {
        return task.task().taskClusterArn().orElse(cluster);
    }

    private interface Question {
        Answer ask(ApiClient client) throws IOException;
    }

    private Answer asked(TaskRecord task, Question question) {
        Optional<AccessKey> key = task.credentialsId().flatMap(keys::role);
        if (key.isEmpty()) {
            return error(task, 403, "AccessDeniedException", "the task has no role whose keys could be used");
        }
        try {
            return question.ask(api.with(key.get()));
        } catch (ApiException refused) {
            return error(
                    task,
                    refused.error().status(),
                    refused.error().code(),
                    refused.error().message());
        } catch (IOException unreachable) {
            return error(task, 504, "RequestCanceled", "the control plane does not answer");
        }
    }

    private static Answer told(Optional<List<ProtectedTask>> tasks, Optional<List<Failure>> failures) {
        Map<String, Object> document = new LinkedHashMap<>();
        tasks.stream().flatMap(List::stream).findFirst().ifPresent(task -> document.put("protection", shape(task)));
        failures.stream()
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(failure -> document.put("failure", shape(failure)));
        return Answer.ok(document);
    }

    private static Map<String, Object> shape(ProtectedTask task) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put(ENABLED, task.protectionEnabled().orElse(false));
        task.expirationDate().ifPresent(end -> shape.put("ExpirationDate", end.toString()));
        shape.put("TaskArn", task.taskArn().orElse(""));
        return shape;
    }

    private static Map<String, Object> shape(Failure failure) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("Arn", failure.arn().orElse(""));
        shape.put("Reason", failure.reason().orElse(""));
        failure.detail().ifPresent(detail -> shape.put("Detail", detail));
        return shape;
    }

    private static Answer error(TaskRecord task, int status, String code, String message) {
        return new Answer(status, Map.of("error", Map.of("Arn", task.arn(), "Code", code, "Message", message)));
    }
}

package io.argosy.taskdefinitions;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.Arns;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request to register, as JSON: one container `app` that is in order, and what a test says over it. Of a member
/// given twice the later one counts.
final class Asked {
    private static final Arns ARNS = new Arns(new AccountRegion("123456789012", "local-1"));
    private static final String CONTAINER = "{\"name\":\"app\",\"image\":\"busybox\",\"memory\":64%s}";

    private Asked() {}

    static RegisterTaskDefinitionRequest of(String task, String container) {
        String json = "{\"family\":\"web\",\"containerDefinitions\":[" + CONTAINER.formatted(more(container)) + "]"
                + more(task.replace("<app>", CONTAINER.formatted(""))) + "}";
        return JsonCodec.read(json.getBytes(StandardCharsets.UTF_8), RegisterTaskDefinitionRequest.STRUCTURE);
    }

    private static String more(String members) {
        return members.isEmpty() ? "" : "," + members;
    }

    static TaskDefinition parsed(String task, String container) {
        return parsed(ClusterPolicy.SAFE, task, container);
    }

    static TaskDefinition parsed(ClusterPolicy policy, String task, String container) {
        return new TaskDefinitionParser("fleet.example:9080", policy, _ -> Optional.empty())
                .parse(of(task, container), ARNS);
    }

    /// What the caller is told; nothing when it is accepted.
    static String refusal(ClusterPolicy policy, String task, String container) {
        try {
            parsed(policy, task, container);
            return "";
        } catch (ApiException refused) {
            return refused.error().code().equals("ClientException")
                    ? refused.error().message()
                    : refused.error().toString();
        }
    }
}

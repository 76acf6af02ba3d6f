package io.argosy.control.taskdefinitions;

import io.argosy.control.ClusterPolicy;
import io.argosy.control.ControlSettings;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.Arns;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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
        var settings = new ControlSettings(
                URI.create("http://fleet.example:9080/"),
                policy,
                Duration.ofSeconds(40),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(24),
                Duration.ofMinutes(2));
        return new TaskDefinitionParser(settings).parse(of(task, container), ARNS);
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

package io.argosy.agent.session;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.json.RecordCodec;
import io.argosy.wire.acs.AcsTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A payload of which at least one task cannot be read (agent-protocol 4.8): the good tasks, and for each bad one that
/// has an ARN, what is wrong with it.
record BrokenPayload(
        String messageId, String cluster, String instance, List<AcsTask> tasks, Map<String, String> unreadable) {

    /// Nothing when the text is no payload at all.
    static Optional<BrokenPayload> read(String text) {
        try {
            Map<String, Object> envelope = JsonTree.object(text);
            if (!"PayloadMessage".equals(envelope.get("type"))
                    || !(envelope.get("message") instanceof Map<?, ?> body)) {
                return Optional.empty();
            }
            List<AcsTask> good = new ArrayList<>();
            Map<String, String> bad = new LinkedHashMap<>();
            for (Object task : body.get("tasks") instanceof List<?> tasks ? tasks : List.of()) {
                sort(task, good, bad);
            }
            return Optional.of(new BrokenPayload(
                    text(body, "messageId"), text(body, "clusterArn"), text(body, "containerInstanceArn"), good, bad));
        } catch (MalformedJson notEvenJson) {
            return Optional.empty();
        }
    }

    private static void sort(Object task, List<AcsTask> good, Map<String, String> bad) {
        if (!(task instanceof Map<?, ?> members)) {
            return;
        }
        try {
            Map<String, Object> tree = new LinkedHashMap<>();
            members.forEach((name, value) -> tree.put(String.valueOf(name), value));
            good.add(RecordCodec.read(tree, AcsTask.class));
        } catch (MalformedJson unreadable) {
            if (!text(members, "arn").isEmpty()) {
                bad.put(text(members, "arn"), String.valueOf(unreadable.getMessage()));
            }
        }
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}

package io.argosy.agent.metadata;

import io.argosy.agent.tasks.ContainerRecord;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskCredentials;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.shapes.json.JsonTree;
import io.argosy.usage.UsageSampler;
import io.argosy.wire.acs.RoleCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Which path gives which document (agent-protocol 8.2–8.5). The id in a path is a secret only its container was given.
public final class Routes implements Request.Handler {
    /// What the documents are made from.
    public record Dependencies(
            Supervisors supervisors,
            TaskCredentials keys,
            Docker docker,
            UsageSampler usage,
            Introspection introspection,
            Tags tags,
            TaskProtection protection) {}

    private static final String NOTHING = "there is nothing at this path";
    private static final Answer TOO_MANY = Answer.failed(429, "too many requests");

    record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(200, body);
        }

        static Answer failed(int status, String text) {
            return new Answer(status, text);
        }
    }

    private final Dependencies sources;
    private final Documents documents;
    private final RequestLimits limits;

    public Routes(Dependencies sources, Documents documents, RequestLimits limits) {
        this.sources = sources;
        this.documents = documents;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String connector =
                String.valueOf(request.getConnectionMetaData().getConnector().getName());
        List<String> path =
                List.of(Request.getPathInContext(request).substring(1).split("/"));
        Answer answer;
        if (connector.equals(MetadataServer.METADATA) && asksProtection(path)) {
            answer = protection(request, path.get(1));
        } else if (!request.getMethod().equals("GET")) {
            answer = Answer.failed(405, "only GET is understood here");
        } else if (connector.equals(MetadataServer.INTROSPECTION)) {
            answer = introspection(path, Request.extractQueryParameters(request).toMultiMap());
        } else {
            answer = metadata(
                    path, Request.extractQueryParameters(request).toMultiMap(), Request.getRemoteAddr(request));
        }
        send(answer, response, callback);
        return true;
    }

    private static boolean asksProtection(List<String> path) {
        return path.size() > 2
                && path.getFirst().equals("api")
                && path.subList(2, path.size()).equals(TaskProtection.PATH);
    }

    private Answer protection(Request request, String endpointId) {
        Optional<TaskRecord> task = sources.supervisors().withEndpoint(endpointId);
        if (task.isEmpty()) {
            return stranger(Request.getRemoteAddr(request), Answer.failed(404, "no container has this endpoint id"));
        }
        if (!limits.document(endpointId)) {
            return TOO_MANY;
        }
        return switch (request.getMethod()) {
            case "GET" -> sources.protection().get(task.get());
            case "PUT" -> sources.protection().put(task.get(), body(request));
            default -> Answer.failed(405, "only GET and PUT are understood here");
        };
    }

    /// What is longer than any such request is cut, and so no JSON any more.
    private static String body(Request request) {
        try (InputStream body = Content.Source.asInputStream(request)) {
            return new String(body.readNBytes(TaskProtection.LARGEST_BODY), StandardCharsets.UTF_8);
        } catch (IOException cutShort) {
            return "";
        }
    }

    private Answer introspection(List<String> path, Map<String, List<String>> query) {
        return sources.introspection()
                .find(String.join("/", path), query)
                .map(Answer::ok)
                .orElseGet(() -> Answer.failed(404, NOTHING));
    }

    private Answer metadata(List<String> path, Map<String, List<String>> query, String source) {
        String version = path.getFirst();
        if (path.size() == 3 && version.equals("v2") && path.get(1).equals("credentials")) {
            return credentials(path.get(2), source);
        }
        if (path.equals(List.of("v1", "credentials"))) {
            return credentials(query.getOrDefault("id", List.of("")).getFirst(), source);
        }
        if (version.equals("v2") && path.size() > 1) {
            return ofCaller(path.subList(1, path.size()), source);
        }
        if (path.size() < 2 || !(version.equals("v3") || version.equals("v4"))) {
            return stranger(source, Answer.failed(404, NOTHING));
        }
        Optional<TaskRecord> task = sources.supervisors().withEndpoint(path.get(1));
        if (task.isEmpty()) {
            return stranger(source, Answer.failed(404, "no container has this endpoint id"));
        }
        boolean statistics = path.getLast().equals("stats");
        if (!(statistics ? limits.statistics(path.get(1)) : limits.document(path.get(1)))) {
            return TOO_MANY;
        }
        try {
            return document(task.get(), path, version.equals("v4"));
        } catch (DockerException failure) {
            return Answer.failed(500, failure.text());
        }
    }

    /// Version 2 knows the caller by its address, which only a task of network mode `awsvpc` has for itself: nothing
    /// else on this host can send under it.
    private Answer ofCaller(List<String> path, String source) {
        Optional<TaskRecord> task = sources.supervisors().withAddress(source);
        if (task.isEmpty()) {
            return stranger(source, Answer.failed(404, "no task has the address " + source));
        }
        boolean statistics = path.getFirst().equals("stats");
        if (!(statistics ? limits.statistics(source) : limits.document(source))) {
            return TOO_MANY;
        }
        try {
            return path.size() == 1 ? ofTask(task.get(), path.getFirst()) : ofContainer(task.get(), path);
        } catch (DockerException failure) {
            return Answer.failed(500, failure.text());
        }
    }

    private Answer ofTask(TaskRecord task, String what) throws DockerException {
        return switch (what) {
            case "metadata" -> Answer.ok(documents.task(task, false));
            case "metadataWithTags" -> Answer.ok(withTags(documents.task(task, false), task));
            case "stats" -> Answer.ok(taskStats(task, false));
            default -> Answer.failed(404, NOTHING);
        };
    }

    private Answer ofContainer(TaskRecord task, List<String> path) throws DockerException {
        Optional<ContainerRecord> container = task.containers().stream()
                .filter(one -> path.size() == 2 && one.state().dockerId().equals(Optional.of(path.get(1))))
                .findFirst();
        if (container.isEmpty()) {
            return Answer.failed(404, "the task has no such container");
        }
        return switch (path.getFirst()) {
            case "metadata" -> Answer.ok(documents.container(task, container.get(), false));
            case "stats" -> Answer.ok(stats(task, container.get(), false));
            default -> Answer.failed(404, NOTHING);
        };
    }

    private Answer stranger(String source, Answer answer) {
        return limits.stranger(source) ? answer : TOO_MANY;
    }

    private Answer document(TaskRecord task, List<String> path, boolean v4) throws DockerException {
        ContainerRecord container = task.containers().stream()
                .filter(one -> one.endpointId().equals(path.get(1)))
                .findFirst()
                .orElseThrow();
        return switch (String.join("/", path.subList(2, path.size()))) {
            case "" -> Answer.ok(documents.container(task, container, v4));
            case "task" -> Answer.ok(documents.task(task, v4));
            case "taskWithTags" -> Answer.ok(withTags(documents.task(task, v4), task));
            case "stats" -> Answer.ok(stats(task, container, v4));
            case "task/stats" -> Answer.ok(taskStats(task, v4));
            // Nothing is ever associated with a container here: that takes accelerators.
            case String one when one.matches("associations/[^/]+") -> Answer.ok(Map.of("Associations", List.of()));
            default -> Answer.failed(404, NOTHING);
        };
    }

    private Map<String, Object> withTags(Map<String, Object> document, TaskRecord task) {
        document.putAll(sources.tags().of(task.arn()));
        return document;
    }

    private Map<String, Object> stats(TaskRecord task, ContainerRecord container, boolean v4) throws DockerException {
        Optional<String> id = container.state().dockerId();
        if (id.isEmpty()) {
            return Map.of();
        }
        Optional<Map<String, Object>> sampled = sources.usage().statistics(id.get(), task.ownNetwork());
        Map<String, Object> stats = new LinkedHashMap<>(
                sampled.isPresent() ? sampled.get() : sources.docker().stats(id.get()));
        stats.put("name", "/" + container.dockerName());
        stats.put("id", id.get());
        if (!v4) {
            stats.remove("network_rate_stats");
        }
        return stats;
    }

    private Map<String, Object> taskStats(TaskRecord task, boolean v4) throws DockerException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (ContainerRecord container : task.containers()) {
            Optional<String> id = container.state().dockerId();
            if (id.isPresent()) {
                all.put(id.get(), stats(task, container, v4));
            }
        }
        return all;
    }

    /// The keys of a task's role end with the task.
    private Answer credentials(String id, String source) {
        Optional<RoleCredentials> keys = sources.keys()
                .find(id)
                .filter(_ -> sources.supervisors().tasks().stream()
                        .anyMatch(task -> !task.over() && task.credentialsId().equals(Optional.of(id))));
        if (keys.isEmpty()) {
            return stranger(
                    source,
                    new Answer(
                            400,
                            Map.of(
                                    "code", "InvalidIdInRequest",
                                    "message", "CredentialsV2Request: ID not found",
                                    "HTTPErrorCode", 400)));
        }
        if (!limits.keys(id)) {
            return TOO_MANY;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("RoleArn", keys.get().roleArn());
        document.put("AccessKeyId", keys.get().accessKeyId());
        document.put("SecretAccessKey", keys.get().secretAccessKey());
        document.put("Token", keys.get().sessionToken());
        document.put("Expiration", keys.get().expiration());
        return Answer.ok(document);
    }

    private static void send(Answer answer, Response response, Callback callback) {
        byte[] body = JsonTree.write(answer.body()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}

package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Protocol;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.access.QueryString;
import io.argosy.wire.access.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the operation a request names: by target header, by form action, or by path, as its service's protocol has it.
final class Dispatcher {
    private final Map<String, ServiceModel> bySigningName;
    private final Map<String, RestPaths> restPaths = new ConcurrentHashMap<>();

    Dispatcher(Collection<ServiceModel> services) {
        bySigningName = services.stream().collect(Collectors.toMap(ServiceModel::signingName, Function.identity()));
    }

    Optional<ServiceModel> service(String signingName) {
        return Optional.ofNullable(bySigningName.get(signingName));
    }

    /// The service an unsigned request seems to mean, so that its refusal has the right form.
    Optional<ServiceModel> serviceByTarget(RequestHead head) {
        String target = head.header("x-amz-target").orElse("");
        return bySigningName.values().stream()
                .filter(service -> !service.targetPrefix().isEmpty() && target.startsWith(service.targetPrefix() + "."))
                .findFirst();
    }

    /// The operation that a request names in its head, before anybody looked who asks.
    Optional<OperationModel<?, ?>> targeted(RequestHead head) {
        return serviceByTarget(head)
                .map(service -> byTarget(service, head))
                .flatMap(resolved -> resolved instanceof ResolvedOperation.To to
                        ? Optional.<OperationModel<?, ?>>of(to.operation())
                        : Optional.empty());
    }

    ResolvedOperation find(String signingName, RequestHead head, byte[] body) {
        ServiceModel service = bySigningName.get(signingName);
        if (service == null) {
            return new ResolvedOperation.NoSuchService();
        }
        return switch (service.protocol()) {
            case AWS_JSON_1_0, AWS_JSON_1_1 -> byTarget(service, head);
            case QUERY -> byAction(service, head, body);
            case REST_JSON_1 ->
                restPaths
                        .computeIfAbsent(signingName, _ -> new RestPaths(service))
                        .find(head);
        };
    }

    private static ResolvedOperation byTarget(ServiceModel service, RequestHead head) {
        String target = head.header("x-amz-target").orElse("");
        String prefix = service.targetPrefix() + ".";
        boolean proper = head.method().equals("POST") && head.rawPath().equals("/") && target.startsWith(prefix);
        return proper
                ? named(service, target.substring(prefix.length()))
                : new ResolvedOperation.NoSuchOperation(
                        service, target.isEmpty() ? head.method() + " " + head.rawPath() : target);
    }

    private static ResolvedOperation byAction(ServiceModel service, RequestHead head, byte[] body) {
        return named(service, form(head, body).first("Action").orElse(""));
    }

    /// The parameters of a query protocol request: from its body, or from its URL when it is a GET.
    static QueryString form(RequestHead head, byte[] body) {
        return QueryString.parse(
                head.method().equals("GET") ? head.rawQuery() : new String(body, StandardCharsets.UTF_8));
    }

    private static ResolvedOperation named(ServiceModel service, String name) {
        Optional<OperationModel<?, ?>> operation =
                service.operations().contains(name) ? service.operation(name) : Optional.empty();
        return operation.isPresent()
                ? new ResolvedOperation.To(operation.get(), Map.of())
                : new ResolvedOperation.NoSuchOperation(service, name);
    }

    /// What to answer with when nothing better is known.
    static final Protocol FALLBACK = Protocol.AWS_JSON_1_1;
}

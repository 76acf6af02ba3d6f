package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.access.PercentCode;
import io.argosy.wire.access.RequestHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The URI templates of a REST service, matched segment by segment. `{name+}` takes the rest of the path, and so does
/// an ARN at the end of a template: clients differ in what of it they encode.
final class RestPaths {
    private final ServiceModel service;
    private final List<Template> templates;

    private record Template(OperationModel<?, ?> operation, String method, List<String> segments) {
        Optional<Map<String, String>> match(String givenMethod, List<String> given) {
            Map<String, String> values = new HashMap<>();
            if (!method.equals(givenMethod)) {
                return Optional.empty();
            }
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (takesTheRest(segment, i) && i < given.size()) {
                    String rest = String.join("/", given.subList(i, given.size()));
                    values.put(segment.replaceAll("[{+}]", ""), PercentCode.decode(rest));
                    return rest.isEmpty() ? Optional.empty() : Optional.of(values);
                }
                if (i >= given.size() || !fits(segment, given.get(i), values)) {
                    return Optional.empty();
                }
            }
            return segments.size() == given.size() ? Optional.of(values) : Optional.empty();
        }

        private boolean takesTheRest(String segment, int place) {
            return segment.endsWith("+}") || segment.endsWith("Arn}") && place == segments.size() - 1;
        }

        private static boolean fits(String segment, String given, Map<String, String> values) {
            if (segment.startsWith("{")) {
                values.put(segment.substring(1, segment.length() - 1), PercentCode.decode(given));
                return !given.isEmpty();
            }
            return segment.equals(given);
        }
    }

    RestPaths(ServiceModel service) {
        this.service = service;
        this.templates = service.operations().stream()
                .flatMap(name -> service.operation(name).stream())
                .<Template>map(operation -> new Template(
                        operation,
                        operation.http().method(),
                        segments(operation.http().uri())))
                .toList();
    }

    ResolvedOperation find(RequestHead head) {
        List<String> given = segments(head.rawPath());
        for (Template template : templates) {
            Optional<Map<String, String>> values = template.match(head.method(), given);
            if (values.isPresent()) {
                return new ResolvedOperation.To(template.operation(), values.get());
            }
        }
        return new ResolvedOperation.NoSuchOperation(service, head.method() + " " + head.rawPath());
    }

    private static List<String> segments(String path) {
        int query = path.indexOf('?');
        String bare = query < 0 ? path : path.substring(0, query);
        return List.of(bare.replaceAll("^/|/$", "").split("/", -1));
    }
}

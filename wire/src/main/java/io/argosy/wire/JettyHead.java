package io.argosy.wire;

import io.argosy.wire.access.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/// A Jetty request's head in the form that signatures are checked on.
final class JettyHead {
    private JettyHead() {}

    static RequestHead of(Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(value == null ? "" : value);
        }
        String query = request.getHttpURI().getQuery();
        return new RequestHead(
                request.getMethod(), request.getHttpURI().getPath(), query == null ? "" : query, headers);
    }
}

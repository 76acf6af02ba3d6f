package io.argosy.wire;

import io.argosy.wire.access.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
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
        nameHost(headers, request);
        String query = request.getHttpURI().getQuery();
        return new RequestHead(
                request.getMethod(), request.getHttpURI().getPath(), query == null ? "" : query, headers);
    }

    /// With HTTP/2 the host stands beside the headers. One that is named twice, and not alike, is a fault.
    private static void nameHost(Map<String, List<String>> headers, Request request) {
        String authority = request.getHttpURI().getAuthority();
        boolean beside = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
        if (beside && authority != null) {
            List<String> hosts = headers.computeIfAbsent("host", _ -> new ArrayList<>(1));
            if (!hosts.contains(authority)) {
                hosts.add(authority);
            }
        }
    }
}

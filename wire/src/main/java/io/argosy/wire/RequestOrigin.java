package io.argosy.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/// Where a request came from, as conditions of policies ask it: the address of the other end, which no header changes;
/// whether it came encrypted; what the client calls itself.
record RequestOrigin(String address, boolean secure, String userAgent) {
    static final RequestOrigin UNKNOWN = new RequestOrigin("", false, "");

    static RequestOrigin of(Request request) {
        String agent = request.getHeaders().get("user-agent");
        return new RequestOrigin(
                Request.getRemoteAddr(request).replaceAll("[\\[\\]]", ""),
                request.isSecure(),
                agent == null ? "" : agent);
    }

    /// As condition keys, together with the region that the request was signed for.
    Map<String, List<String>> keys(String region) {
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("aws:RequestedRegion", List.of(region));
        keys.put("aws:SecureTransport", List.of(String.valueOf(secure)));
        if (!address.isEmpty()) {
            keys.put("aws:SourceIp", List.of(address));
        }
        if (!userAgent.isEmpty()) {
            keys.put("aws:UserAgent", List.of(userAgent));
        }
        return keys;
    }
}

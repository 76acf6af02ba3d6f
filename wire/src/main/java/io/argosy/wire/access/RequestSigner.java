package io.argosy.wire.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Signs requests with one key for one region and service: the client's side of `SignatureVerifier`.
public final class RequestSigner {
    private static final Set<String> UNSIGNED =
            Set.of("authorization", "user-agent", "connection", "expect", "transfer-encoding", "x-amzn-trace-id");

    private final AccessKey key;
    private final String region;
    private final String service;
    private final InstantSource clock;

    public RequestSigner(AccessKey key, String region, String service, InstantSource clock) {
        this.key = key;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /// The headers to add to the request: date, token and authorization. `head` must carry `host` and all headers that
    /// are to be covered, by lower-case name.
    public Map<String, String> sign(RequestHead head, byte[] body) {
        Instant now = clock.instant();
        var scope = CredentialScope.of(now, region, service);
        Map<String, String> added = new LinkedHashMap<>();
        added.put("x-amz-date", SignatureV4.TIMESTAMP.format(now));
        if (!key.sessionToken().isEmpty()) {
            added.put("x-amz-security-token", key.sessionToken().reveal());
        }
        Map<String, List<String>> covered = new HashMap<>(head.headers());
        added.forEach((name, value) -> covered.put(name, List.of(value)));
        covered.keySet().removeAll(UNSIGNED);
        var names = new TreeSet<>(covered.keySet());
        var signed = new RequestHead(head.method(), head.rawPath(), head.rawQuery(), new TreeMap<>(covered));
        String canonical = SignatureV4.canonicalRequest(
                signed, SignatureV4.canonicalPath(head.rawPath()), names, SignatureV4.sha256(body));
        String signature = SignatureV4.sign(canonical, now, scope, key.secret());
        added.put("authorization", AuthorizationHeader.write(key.id(), scope, String.join(";", names), signature));
        return added;
    }
}

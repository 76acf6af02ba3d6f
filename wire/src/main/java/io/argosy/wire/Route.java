package io.argosy.wire;

import org.eclipse.jetty.server.Request;

/// Everything below a path prefix goes to one handler instead of the AWS APIs. The handler runs on a virtual thread,
/// may block, streams bodies of any size, and checks its own callers.
public record Route(String prefix, Request.Handler handler) {
    boolean covers(String path) {
        return prefix.endsWith("/")
                ? path.startsWith(prefix) || prefix.equals(path + "/")
                : path.equals(prefix) || path.startsWith(prefix + "/");
    }
}

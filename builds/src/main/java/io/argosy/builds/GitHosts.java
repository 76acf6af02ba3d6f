package io.argosy.builds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.stream.Stream;

/// Where sources may be fetched from: not from what only the server's own machine can reach, unless it is set so.
final class GitHosts {
    private GitHosts() {}

    static void require(String url, boolean local) throws IOException {
        String host = URI.create(url).getHost();
        if (!local && Stream.of(InetAddress.getAllByName(host)).anyMatch(GitHosts::ours)) {
            throw new IOException(host + " is this machine or on its links");
        }
    }

    private static boolean ours(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }
}

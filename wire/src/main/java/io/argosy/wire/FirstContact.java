package io.argosy.wire;

import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.tls.CaFingerprint;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;

/// A host's first word with a server whose CA it does not have yet: the CA is fetched from whoever answers, and kept
/// only if it is the one that was named.
public final class FirstContact {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 1 << 16;

    private FirstContact() {}

    /// Puts the CA with this fingerprint into `file`. Another one is an `UntrustedServer`.
    public static void fetch(URI endpoint, CaFingerprint expected, Path file) throws IOException {
        try (var outbound = new Outbound(TIMEOUT, new Trust.OfAnybody())) {
            Request request = outbound.http()
                    .newRequest(endpoint.resolve(CaRoute.PATH))
                    .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            ContentResponse answer =
                    ApiClient.await(new CompletableResponseListener(request, MAX_ANSWER).send(), endpoint, TIMEOUT);
            if (answer.getStatus() != 200) {
                throw new UntrustedServer(endpoint + " has no CA of its own to trust (status " + answer.getStatus()
                        + " for " + CaRoute.PATH + "): leave out the fingerprint, and give its CA by --ca-file if this"
                        + " machine does not trust it");
            }
            keep(answer.getContentAsString(), endpoint, expected, file);
        }
    }

    private static void keep(String text, URI endpoint, CaFingerprint expected, Path file) throws IOException {
        CaFingerprint shown = CaFingerprint.of(text, endpoint + CaRoute.PATH);
        if (!shown.equals(expected)) {
            throw new UntrustedServer(endpoint + " has the CA " + shown + ", not " + expected
                    + ": it is another server, or somebody is in between; the server's log says at each start which it"
                    + " has");
        }
        KeyFiles.write(file, text);
    }
}

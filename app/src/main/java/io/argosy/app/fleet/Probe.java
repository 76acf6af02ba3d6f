package io.argosy.app.fleet;

import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;

/// Asks whether a page answers, and waits until something is so.
final class Probe {
    private static final int TIMEOUT_MS = 2_000;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    /// A question about the outside.
    interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    private Probe() {}

    static boolean answers(URI page, Trust trust) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            if (connection instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(trust.sockets());
            }
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// False when it was not so within the limit.
    static boolean await(Duration limit, Question question) throws IOException, InterruptedException {
        return await(limit, BETWEEN, question);
    }

    static boolean await(Duration limit, Duration between, Question question) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!question.isSo()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(between);
        }
        return true;
    }
}

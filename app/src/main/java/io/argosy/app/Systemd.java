package io.argosy.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// systemd, where it started this process and waits to hear that it is ready. Java has no sockets for datagrams between
/// processes, so its own `systemd-notify` says so.
final class Systemd {
    private static final Logger log = LoggerFactory.getLogger(Systemd.class);
    private static final long PATIENCE_SECONDS = 10;

    private Systemd() {}

    static void ready() throws InterruptedException {
        if (!System.getenv().getOrDefault("NOTIFY_SOCKET", "").isEmpty()) {
            tell(List.of("systemd-notify", "--ready"));
        }
    }

    /// Who is not heard is stopped by systemd, and its log says why.
    private static void tell(List<String> words) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(words).inheritIO().start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                log.warn("systemd-notify did not end within {} s", PATIENCE_SECONDS);
            }
        } catch (IOException failure) {
            log.warn("systemd is not told that this program is ready: {}", failure.getMessage());
        }
    }
}

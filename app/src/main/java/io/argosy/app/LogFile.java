package io.argosy.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/// The file that a keeper appends a program's log to. When it has grown to its limit, what is in it goes to a second
/// file and what is in that to a third; the third's is lost. Looked at when something was written, never by the clock.
final class LogFile {
    private static final Path ERR = Path.of("/proc/self/fd/2");

    private final Path file;
    private final long limit;
    private long left;

    LogFile(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /// Only a keeper says that a log is this program's to shorten.
    static Optional<LogFile> kept(Map<String, String> environment) {
        String limit = environment.getOrDefault("ARGOSY_KEEP_LOG_BYTES", "");
        try {
            Path file = ERR.toRealPath();
            return limit.matches("[0-9]{1,12}") && Files.isRegularFile(file)
                    ? Optional.of(new LogFile(file, Long.parseLong(limit)))
                    : Optional.empty();
        } catch (IOException noFile) {
            return Optional.empty();
        }
    }

    /// So many bytes more were written to it. One that cannot be kept aside is shortened all the same: a full disk is
    /// worse than a log with a gap.
    void grew(int bytes) {
        left -= bytes;
        if (left > 0) {
            return;
        }
        try {
            long size = Files.size(file);
            if (size < limit) {
                left = limit - size;
                return;
            }
            keepAside();
        } catch (IOException full) {
            System.out.println("argosy: the log could not be kept aside: " + full.getMessage());
        }
        shorten();
    }

    private void keepAside() throws IOException {
        Path second = aside(1);
        if (Files.exists(second)) {
            Files.move(second, aside(2), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(file, second, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private void shorten() {
        left = limit;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        } catch (IOException gone) {
            System.out.println("argosy: the log could not be shortened: " + gone.getMessage());
        }
    }
}

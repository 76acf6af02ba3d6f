package io.argosy.logshipping;

import io.argosy.docker.Docker;
import io.argosy.model.ApiException;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logs of this host's containers on their way to the Logs API. Each container has a shipper on a virtual thread of
/// its own; few of them read and send at once, which bounds what that takes of memory and of the server.
public final class LogShipping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogShipping.class);
    private static final int AT_ONCE = 4;

    private final ContainerShipper.Shared shared;
    private final Map<String, ContainerShipper> shippers = new ConcurrentHashMap<>();

    /// Whose log goes where; `client` signs as whoever may send it.
    public record Source(String containerId, Destination to, Supplier<ApiClient> client) {}

    /// Writes down in `folder` how far the server has each log.
    public LogShipping(Docker docker, Path folder) throws IOException {
        Files.createDirectories(folder);
        this.shared = new ContainerShipper.Shared(docker, folder, new Semaphore(AT_ONCE, true));
    }

    /// Makes the stream before the container starts, and the group if that is asked for. Without one a container that
    /// is to be blocked by its log does not start. Where nobody answers it starts all the same: the stream is made
    /// before the first lines are sent.
    public static void prepare(Source source) throws LogsRefused {
        try {
            new LogsClient(source.to(), source.client()).prepare();
        } catch (ApiException refused) {
            if (source.to().blocking()) {
                throw LogsRefused.because(refused.error());
            }
            log.warn("container={} its log goes nowhere yet: {}", source.containerId(), refused.error());
        } catch (IOException away) {
            log.warn("container={} its stream is not made yet: {}", source.containerId(), away.getMessage());
        }
    }

    /// Sends what the container has written and writes, from where an earlier life left off. Repeats change nothing.
    public void follow(Source source) {
        shippers.computeIfAbsent(source.containerId(), id -> {
            var client = new LogsClient(source.to(), source.client());
            var shipper = new ContainerShipper(id, source.to(), client, shared);
            shipper.start();
            return shipper;
        });
    }

    /// The container has ended: its shipper ends with the last of its log.
    public void ended(String containerId) {
        Optional.ofNullable(shippers.get(containerId)).ifPresent(ContainerShipper::end);
    }

    /// Whether nothing of the container's log is left to send.
    public boolean sent(String containerId) {
        return Optional.ofNullable(shippers.get(containerId))
                .map(ContainerShipper::finished)
                .orElse(true);
    }

    /// The container is to go, whether or not all of its log was sent.
    public void forget(String containerId) {
        Optional.ofNullable(shippers.remove(containerId)).ifPresent(ContainerShipper::close);
        delete(shared.folder().resolve(containerId));
    }

    /// Forgets how far the logs of all other containers were sent.
    public void keepOnly(Set<String> containerIds) {
        try (Stream<Path> files = Files.list(shared.folder())) {
            List<Path> others = files.filter(
                            file -> !containerIds.contains(file.getFileName().toString()))
                    .toList();
            others.forEach(LogShipping::delete);
        } catch (IOException unlisted) {
            log.warn("what is known of sent logs cannot be looked through", unlisted);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            log.warn("{} cannot be deleted", file, failure);
        }
    }

    /// The server is there again.
    public void retryNow() {
        shippers.values().forEach(ContainerShipper::wake);
    }

    @Override
    public void close() {
        shippers.values().forEach(ContainerShipper::close);
    }
}

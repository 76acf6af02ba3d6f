package io.argosy.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's `docker-registry` as a process of its own in one folder.
final class DebianRegistry implements AutoCloseable {
    private final URI uri;
    private final Process process;

    DebianRegistry(Path folder) throws IOException {
        try (var free = new ServerSocket(0)) {
            uri = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        Path configuration = folder.resolve("docker-registry.yml");
        Files.writeString(configuration, """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, cache: {blobdescriptor: inmemory}}
                http: {addr: "%s"}
                """.formatted(folder.resolve("docker-registry"), uri.getAuthority()));
        process = new ProcessBuilder(List.of("docker-registry", "serve", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("docker-registry.log").toFile())
                .start();
        Program.until(() -> {
            try (var socket = new Socket(uri.getHost(), uri.getPort())) {
                return socket.isConnected();
            }
        });
    }

    ImageRegistry.Door door() {
        return new ImageRegistry.Door(uri, "", "bench");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}

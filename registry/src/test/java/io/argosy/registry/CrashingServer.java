package io.argosy.registry;

import java.nio.file.Path;

/// A registry in a process of its own, to be killed: prints where it listens and how to log in.
final class CrashingServer {
    private CrashingServer() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = RegistryServer.over(Path.of(arguments[0]));
                var client = server.client()) {
            System.out.println(server.endpoint());
            System.out.println(client.authorization());
            Thread.sleep(60_000);
        }
    }
}

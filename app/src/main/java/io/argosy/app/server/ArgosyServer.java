package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerLimits;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running control plane: its data directory, its rooms, its port. Closing it finishes what is in flight first.
public final class ArgosyServer implements AutoCloseable {
    private final URI endpoint;
    private final DataDirectory directory;
    private final Rooms rooms;
    private final ApiServer api;
    private final AtomicBoolean serving = new AtomicBoolean();

    private ArgosyServer(
            ServerConfiguration configuration, DataDirectory directory, Rooms rooms, AccessKey key, Chance chance) {
        this.endpoint = configuration.endpoint();
        this.directory = directory;
        this.rooms = rooms;
        var roots = new CredentialStore(List.of(Credential.root(key, configuration.accountId())));
        this.api = new ApiServer(
                settings(configuration, chance),
                roots,
                rooms.operations(),
                rooms.routes(serving::get),
                rooms.sockets());
    }

    /// Opens what is durable and listens; an `IOException` says what stood in the way.
    public static ArgosyServer start(ServerConfiguration asked, Chance chance) throws IOException {
        ServerConfiguration configuration = asked.listen().port() == 0
                ? asked.onPort(freePort(asked.listen().host()))
                : asked;
        DataDirectory directory = DataDirectory.hold(configuration.dataDir());
        try {
            AccessKey key = RootKey.of(directory.path(), configuration.region(), configuration.firstKey());
            Rooms rooms = Rooms.open(configuration, directory.path(), chance);
            return listening(new ArgosyServer(configuration, directory, rooms, key, chance));
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    private static ArgosyServer listening(ArgosyServer server) throws IOException {
        try {
            server.api.start();
        } catch (IOException failure) {
            server.rooms.close();
            throw failure;
        }
        server.serving.set(true);
        return server;
    }

    private static int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    private static ApiServerSettings settings(ServerConfiguration configuration, Chance chance) {
        ServerConfiguration.Limits limits = configuration.limits();
        ApiServerLimits usual = ApiServerLimits.usual();
        return new ApiServerSettings(
                configuration.listen().host(),
                configuration.listen().port(),
                configuration.regions(),
                new ApiServerLimits(
                        limits.bodyBytes(),
                        usual.headerBytes(),
                        limits.connections(),
                        limits.requestsAtOnce(),
                        limits.idle(),
                        usual.channelIdle(),
                        limits.stop()),
                chance.clock(),
                UUID::randomUUID);
    }

    /// The URL that agents and clients use.
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        serving.set(false);
        try (directory;
                rooms) {
            rooms.farewell();
            api.close();
        }
    }
}

package io.argosy.app.server;

import io.argosy.agent.session.AgentVersion;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.datadirectory.RestoredFiles;
import io.argosy.insight.metrics.ServerFigures;
import io.argosy.joining.JoinPages;
import io.argosy.usage.PortHolder;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerLimits;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Audit;
import io.argosy.wire.HeldSocket;
import io.argosy.wire.Route;
import io.argosy.wire.connections.ConnectionLimits;
import io.argosy.wire.tls.Encryption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A running control plane: its data directory, its rooms, its port. Closing it finishes what is in flight first.
public final class ArgosyServer implements AutoCloseable {
    private final URI endpoint;
    private final DataDirectory directory;
    private final ServerModules rooms;
    private final ApiServer api;
    private final AtomicBoolean serving = new AtomicBoolean();

    private ArgosyServer(
            ServerConfiguration configuration,
            DataDirectory directory,
            ServerModules rooms,
            PortEncryption port,
            List<Route> pages,
            Environment chance) {
        this.endpoint = configuration.endpoint();
        this.directory = directory;
        this.rooms = rooms;
        this.api = new ApiServer(
                settings(configuration, chance)
                        .withEncryption(port.encryption())
                        .withAudit(rooms.audit()),
                rooms.credentials(),
                rooms.operations(),
                Stream.of(port.routes(), pages, rooms.routes(serving::get))
                        .flatMap(List::stream)
                        .toList(),
                rooms.sockets());
        rooms.metrics()
                .add(new ServerFigures(api, AgentVersion.VERSION, chance.clock().instant()));
    }

    /// Opens what is durable and listens; an `IOException` says what stood in the way.
    public static ArgosyServer start(ServerConfiguration asked, Environment chance) throws IOException {
        return start(asked, chance, Optional.empty());
    }

    /// The same for a program that knows where it is installed: it offers itself to hosts that want to join.
    public static ArgosyServer start(ServerConfiguration asked, Environment chance, Optional<Path> home)
            throws IOException {
        ServerConfiguration configuration = onItsPort(asked);
        DataDirectory directory = DataDirectory.hold(configuration.dataDir());
        try {
            RestoredFiles.finish(directory.path());
            RootKeys key = RootKey.of(directory.path(), configuration.region(), configuration.firstKey());
            return listening(
                    opened(configuration, directory, key, chance, home),
                    configuration.listen().port());
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    /// A first start makes a CA, which takes as long as opening a journal and making a port: all at once.
    private static ArgosyServer opened(
            ServerConfiguration configuration,
            DataDirectory directory,
            RootKeys key,
            Environment chance,
            Optional<Path> home)
            throws IOException {
        var port = PortEncryption.of(configuration, directory.path(), chance.clock());
        try (var beside = Beside.start("tls", port.encryption()::open)) {
            var beyond = ServerModule.Beyond.of(home, port.ca());
            ServerModules rooms = ServerModules.open(configuration, directory.path(), key, chance, beyond);
            try {
                List<Route> pages = home.map(program ->
                                JoinPages.routes(configuration.endpoint(), port.ca(), program, directory.path()))
                        .orElse(List.of());
                var server = new ArgosyServer(configuration, directory, rooms, port, pages, chance);
                beside.get();
                return server;
            } catch (IOException | RuntimeException failure) {
                rooms.close();
                throw failure;
            }
        }
    }

    private static ArgosyServer listening(ArgosyServer server, int port) throws IOException {
        try {
            server.api.start();
        } catch (IOException failure) {
            server.rooms.close();
            throw PortHolder.of(port)
                    .map(holder -> new IOException(
                            "port " + port + " is in use by " + holder + ": stop it, or choose another with --listen",
                            failure))
                    .orElse(failure);
        }
        server.serving.set(true);
        return server;
    }

    /// A socket that whoever started this holds for it has a port already.
    private static ServerConfiguration onItsPort(ServerConfiguration asked) throws IOException {
        int port = asked.listen().port();
        OptionalInt held = HeldSocket.port();
        if (port == 0) {
            return asked.onPort(
                    held.isPresent() ? held.getAsInt() : freePort(asked.listen().host()));
        }
        if (held.isPresent() && held.getAsInt() != port) {
            throw new IOException("the socket that this server was given listens on port " + held.getAsInt()
                    + ", and its settings say " + asked.listen() + ": make them the same");
        }
        return asked;
    }

    private static int freePort(String host) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    private static ApiServerSettings settings(ServerConfiguration configuration, Environment chance) {
        ServerConfiguration.Limits limits = configuration.limits();
        ApiServerLimits usual = ApiServerLimits.usual();
        return new ApiServerSettings(
                configuration.listen().host(),
                configuration.listen().port(),
                new Encryption.Off(),
                configuration.regions(),
                new ApiServerLimits(
                        bodies(limits.bodies()),
                        usual.headerBytes(),
                        connections(limits.connections(), limits.slowestUpload()),
                        limits.requestsAtOnce(),
                        limits.idle(),
                        usual.channelIdle(),
                        limits.stop()),
                chance.clock(),
                UUID::randomUUID,
                Audit.NONE);
    }

    private static ApiServerLimits.Bodies bodies(ServerConfiguration.Bodies set) {
        return new ApiServerLimits.Bodies(set.each(), set.together(), set.time());
    }

    private static ConnectionLimits connections(ServerConfiguration.Connections set, int slowest) {
        return new ConnectionLimits(
                set.all(),
                set.ofAnAddress(),
                set.channels(),
                set.head(),
                ConnectionLimits.usual().patience(),
                slowest);
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

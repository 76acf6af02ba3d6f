package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.shapes.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Debian's `aws`, unmodified, but for when its modules are loaded: once, and not for each of the hundreds of commands
/// that the tests type. One process of Python forks a process for each command.
final class LoadedCli {
    private static final String PATH = "/usr/bin/aws";
    private static final boolean IS_DEBIANS = isDebians();

    /// Begun with the first command.
    private static final class One {
        private static final LoadedCli INSTANCE = new LoadedCli();
    }

    private final ScheduledExecutorService limits = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final UnixDomainSocketAddress address;

    /// Its standard input is closed by this process's end, whichever that is.
    private LoadedCli() {
        try {
            Path folder = Files.createTempDirectory("argosy-aws");
            folder.toFile().deleteOnExit();
            Path socket = folder.resolve("socket");
            socket.toFile().deleteOnExit();
            address = UnixDomainSocketAddress.of(socket);
            Process server = new ProcessBuilder(
                            "/usr/bin/python3",
                            Path.of("src/test/resources/awscli-server.py")
                                    .toAbsolutePath()
                                    .toString(),
                            socket.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
            if (!"ready".equals(said)) {
                throw new IllegalStateException("the CLI could not be loaded: " + said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isDebians() {
        try (var lines = Files.lines(Path.of(PATH), ISO_8859_1)) {
            return lines.findFirst().orElse("").equals("#!/usr/bin/python3");
        } catch (IOException missing) {
            return false;
        }
    }

    static boolean runs(String program) {
        return IS_DEBIANS && program.equals(PATH);
    }

    static Command run(Path folder, Map<String, String> environment, Duration limit, List<String> words) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(One.INSTANCE.address);
            String asked = JsonTree.write(
                    Map.of("folder", folder.toAbsolutePath().toString(), "environment", environment, "words", words));
            Channels.newOutputStream(channel).write((asked + "\n").getBytes(UTF_8));
            var late = One.INSTANCE.limits.schedule(() -> close(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
            String said = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
            late.cancel(false);
            int end = said.lastIndexOf('\0');
            return new Command(Integer.parseInt(said.substring(end + 1)), said.substring(0, end));
        } catch (AsynchronousCloseException late) {
            throw new AssertionError("aws " + String.join(" ", words) + "\nwas not done after " + limit, late);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

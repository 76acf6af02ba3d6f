package io.argosy.agent.metadata;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The address containers reach the agent at. AWS's own is 169.254.170.2:80: as an address of the loopback device it is
/// reached through a container's gateway without any NAT rule, but it takes root and can be had once on a host. The
/// gateway of Docker's bridge is what is left otherwise.
public record MetadataAddress(ServerSocketChannel channel, String base) {
    private static final Logger log = LoggerFactory.getLogger(MetadataAddress.class);
    private static final String USUAL = "169.254.170.2";
    private static final int BACKLOG = 64;

    /// Claims the best address there is. `lastPort` is the one used before, so that containers made then still find us;
    /// 0 for any.
    public static MetadataAddress claim(boolean usual, List<String> bridgeGateways, int lastPort) throws IOException {
        if (usual && addToLoopback()) {
            try {
                return new MetadataAddress(bound(USUAL, 80), "http://" + USUAL);
            } catch (IOException taken) {
                log.info("metadata address {} cannot be had: {}", USUAL, taken.getMessage());
            }
        }
        for (String gateway : bridgeGateways) {
            try {
                return at(gateway, lastPort);
            } catch (IOException elsewhere) {
                log.info("metadata address {} cannot be had: {}", gateway, elsewhere.getMessage());
            }
        }
        log.warn("containers on Docker's bridge cannot ask for metadata: no address they reach could be had");
        return at("127.0.0.1", lastPort);
    }

    private static MetadataAddress at(String host, int lastPort) throws IOException {
        ServerSocketChannel channel;
        try {
            channel = bound(host, lastPort);
        } catch (IOException taken) {
            channel = bound(host, 0);
        }
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return new MetadataAddress(channel, "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static ServerSocketChannel bound(String host, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(host, port), BACKLOG);
            return channel;
        } catch (IOException taken) {
            channel.close();
            throw taken;
        }
    }

    public int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /// True when the loopback device has the address now.
    private static boolean addToLoopback() {
        try {
            Process added = new ProcessBuilder("ip", "addr", "replace", USUAL + "/32", "dev", "lo")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return added.waitFor(5, TimeUnit.SECONDS) && added.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

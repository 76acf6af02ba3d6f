package io.argosy.wire;

import java.util.List;

/// A server with the usual limits in a process of its own, to be attacked. Prints its port and runs until its input
/// ends.
final class AttackedServer {
    private AttackedServer() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0), List.of(new TestServer.NamesItsCluster()))) {
            System.out.println(server.port());
            System.in.read();
        }
    }
}

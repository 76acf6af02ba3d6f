package io.argosy.app;

import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Route;
import io.argosy.wire.access.CredentialStore;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A server in a process of its own in which a request, or a thread, meets an error that nobody can mend.
final class BreakingServer {
    private BreakingServer() {}

    public static void main(String[] arguments) throws Exception {
        UncaughtErrors.end();
        try (var server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of()),
                List.of(),
                List.of(new Route("/break", new Breaks()), new Route("/bug", new HasABug())),
                List.of())) {
            server.start();
            System.out.println(server.localPort());
            if (arguments[0].equals("thread")) {
                Thread.startVirtualThread(() -> {
                    throw new NoClassDefFoundError("a part of the program");
                });
            }
            System.in.read();
        }
    }

    private static final class Breaks extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            throw new InternalError("the machine is broken");
        }
    }

    private static final class HasABug extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            throw new IllegalStateException("a bug of one request");
        }
    }
}

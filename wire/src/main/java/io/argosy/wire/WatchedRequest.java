package io.argosy.wire;

import io.argosy.wire.connections.OpenRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/// A request whose reader can be told from its client: who waits for whom, and how much has come.
final class WatchedRequest extends Request.Wrapper {
    private final OpenRequest open;

    WatchedRequest(Request request, OpenRequest open) {
        super(request);
        this.open = open;
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            open.came(chunk.remaining());
        }
        return chunk;
    }

    @Override
    public void demand(Runnable reader) {
        open.waits();
        super.demand(Invocable.from(Invocable.getInvocationType(reader), () -> {
            open.goesOn();
            reader.run();
        }));
    }
}

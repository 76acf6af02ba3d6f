package io.argosy.wire;

import io.argosy.wire.tls.Encryption;
import io.argosy.wire.tls.ServerTls;
import io.argosy.wire.tls.TlsOrLocal;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/// What the port speaks: HTTP/1.1, and with TLS also HTTP/2 to clients that offer it. Agents' channels stay on
/// HTTP/1.1, which has a connection for each.
final class Protocols {
    /// As clients write it when they offer it.
    private static final String ONE = "http/1.1";
    /// Large bodies come in steps of this; a connection holds one only while it reads.
    private static final int INPUT_BUFFER = 1 << 16;
    /// What a client may have under way at once on one connection, and how much of it unread in the server's memory.
    static final int STREAMS = 64;

    private static final int UNREAD_OF_STREAM = 1 << 17;
    private static final int UNREAD_OF_CONNECTION = 1 << 18;

    private Protocols() {}

    static ConnectionFactory[] of(HttpConfiguration http, ApiServerSettings settings) {
        var plain = new HttpConnectionFactory(http);
        plain.setInputBufferSize(INPUT_BUFFER);
        return settings.encryption() instanceof Encryption.On(ServerTls tls)
                ? encrypted(http, plain, tls)
                : new ConnectionFactory[] {plain};
    }

    private static ConnectionFactory[] encrypted(HttpConfiguration http, HttpConnectionFactory plain, ServerTls tls) {
        // Says that a request came encrypted; what name it was for is the client's to check.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var two = new HTTP2ServerConnectionFactory(http);
        two.setMaxConcurrentStreams(STREAMS);
        two.setInitialStreamRecvWindow(UNREAD_OF_STREAM);
        two.setInitialSessionRecvWindow(UNREAD_OF_CONNECTION);
        two.setConnectProtocolEnabled(false);
        var choice = new ALPNServerConnectionFactory(two.getProtocol(), ONE);
        choice.setDefaultProtocol(ONE);
        var secure = new SslConnectionFactory(tls.context(), choice.getProtocol());
        return new ConnectionFactory[] {new TlsOrLocal(secure, plain), secure, choice, two, plain};
    }
}

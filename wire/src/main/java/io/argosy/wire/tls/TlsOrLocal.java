package io.argosy.wire.tls;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;

/// What a new connection speaks, told by its first bytes: TLS, or plain HTTP when it comes from this machine itself.
/// Plain HTTP from elsewhere is answered once, in words, and closed.
public final class TlsOrLocal extends DetectorConnectionFactory {
    private static final int FIRST_BYTES = 8 << 10;
    private static final String BODY =
            "{\"message\":\"This port speaks TLS: ask by https://. Plain HTTP is for the machine itself.\"}";
    private static final byte[] ANSWER =
            ("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                            + BODY.length() + "\r\n\r\n" + BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private final HttpConnectionFactory plain;

    public TlsOrLocal(SslConnectionFactory tls, HttpConnectionFactory plain) {
        super(tls);
        this.plain = plain;
        setInputBufferSize(FIRST_BYTES);
    }

    @Override
    protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
        if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress().isLoopbackAddress()) {
            upgradeToConnectionFactory(plain, connector, endPoint);
        } else {
            endPoint.write(Callback.from(endPoint::close, failure -> endPoint.close(failure)), ByteBuffer.wrap(ANSWER));
        }
    }
}

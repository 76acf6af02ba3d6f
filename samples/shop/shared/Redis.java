package shop;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// One connection to the queue, speaking its protocol: a command out, its answer back. Nil is read as an empty text.
final class Redis implements AutoCloseable {
    private static final int PATIENCE_MS = 5_000;
    private static final int CONNECT_MS = 1_000;

    /// Where the queue was found last, to be asked first.
    private static volatile String lastHost = "";

    private static final SSLSocketFactory TLS = factory();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Redis(String host, int port) throws IOException {
        var plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), CONNECT_MS);
        plain.setSoTimeout(PATIENCE_MS);
        plain.setTcpNoDelay(true);
        socket = TLS == null ? plain : TLS.createSocket(plain, host, port, true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// Connects to where QUEUE_HOST, QUEUE_PORT and QUEUE_PASSWORD say; without a host, to the one this container is
    /// on. Of several hosts, with commas between them, the queue is on the first that answers.
    static Redis connect() throws IOException {
        var failure = new IOException("no queue answers");
        for (String host : hosts()) {
            try {
                return connect(host);
            } catch (IOException notHere) {
                failure.addSuppressed(notHere);
            }
        }
        throw failure;
    }

    /// With QUEUE_CA, a certificate of that CA and no other is taken; it vouches for the queue alone, wherever that is.
    private static SSLSocketFactory factory() {
        String ca = setting("QUEUE_CA", "");
        if (ca.isEmpty()) {
            return null;
        }
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var bytes = new ByteArrayInputStream(ca.getBytes(StandardCharsets.US_ASCII));
            store.setCertificateEntry("queue", CertificateFactory.getInstance("X.509").generateCertificate(bytes));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalStateException("QUEUE_CA is no certificate", wrong);
        }
    }

    private static List<String> hosts() throws IOException {
        List<String> hosts = new ArrayList<>(List.of(setting("QUEUE_HOST", gateway()).split(",")));
        if (hosts.remove(lastHost)) {
            hosts.addFirst(lastHost);
        }
        return hosts;
    }

    private static Redis connect(String host) throws IOException {
        var redis = new Redis(host, Integer.parseInt(setting("QUEUE_PORT", "6379")));
        try {
            String password = setting("QUEUE_PASSWORD", "");
            if (!password.isEmpty()) {
                redis.call("AUTH", password);
            }
            lastHost = host;
            return redis;
        } catch (IOException failure) {
            redis.close();
            throw failure;
        }
    }

    /// Where this container's packets leave: the host, on a bridge. Linux tells it in hexadecimal, last byte first.
    private static String gateway() throws IOException {
        for (String route : Files.readAllLines(Path.of("/proc/net/route"))) {
            String[] columns = route.split("\\s+");
            if (columns[1].equals("00000000") && columns[2].length() == 8) {
                int address = Integer.reverseBytes((int) Long.parseLong(columns[2], 16));
                return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array()).getHostAddress();
            }
        }
        return "localhost";
    }

    static String setting(String name, String otherwise) {
        String value = System.getenv().getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    Object call(String... command) throws IOException {
        var bytes = new ByteArrayOutputStream();
        line(bytes, "*" + command.length);
        for (String word : command) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            line(bytes, "$" + text.length);
            bytes.write(text);
            line(bytes, "");
        }
        out.write(bytes.toByteArray());
        out.flush();
        return answer();
    }

    String text(String... command) throws IOException {
        return call(command).toString();
    }

    List<?> list(String... command) throws IOException {
        return (List<?>) call(command);
    }

    private static void line(ByteArrayOutputStream bytes, String text) throws IOException {
        bytes.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Object answer() throws IOException {
        String head = readLine();
        String rest = head.substring(1);
        return switch (head.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> rest.startsWith("-") ? "" : array(Integer.parseInt(rest));
            default -> throw new IOException("the queue refused: " + head);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] text = in.readNBytes(length);
        readLine();
        return new String(text, StandardCharsets.UTF_8);
    }

    private List<Object> array(int length) throws IOException {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            all.add(answer());
        }
        return all;
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the queue hung up");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

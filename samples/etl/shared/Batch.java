package shop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// AWS Batch as this task's role may use it, without an SDK, whose image would be ten times this one: the role's keys
/// from where every SDK finds them, and AWS's Signature Version 4.
final class Batch {
    private static final String CREDENTIALS = "http://169.254.170.2";
    private static final int PATIENCE_MS = 20_000;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL"));
    private final String region = System.getenv("AWS_REGION");
    private final String id;
    private final String secret;
    private final String token;

    private Batch(String keys) {
        id = member(keys, "AccessKeyId");
        secret = member(keys, "SecretAccessKey");
        token = member(keys, "Token");
    }

    static Batch withTheTasksRole() throws IOException {
        URI keys = URI.create(CREDENTIALS + System.getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
        return new Batch(answer((HttpURLConnection) keys.toURL().openConnection()));
    }

    private static String member(String json, String name) {
        var matcher = Pattern.compile("\"" + name + "\" ?: ?\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("the keys of the role have no " + name);
        }
        return matcher.group(1);
    }

    String call(String operation, String body) throws IOException {
        String path = "/v1/" + operation.toLowerCase(Locale.ROOT);
        String moment = MOMENT.format(Instant.now());
        var connection = (HttpURLConnection) endpoint.resolve(path).toURL().openConnection();
        if (connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(trusting(System.getenv("SERVER_CA")).getSocketFactory());
        }
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("X-Amz-Date", moment);
        connection.setRequestProperty("X-Amz-Security-Token", token);
        connection.setRequestProperty("Authorization", authorization(path, body, moment));
        try (var out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return answer(connection);
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!good) {
                throw new IOException(connection.getURL().getPath() + " was refused: " + text);
            }
            return text;
        }
    }

    private static SSLContext trusting(String ca) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var bytes = new ByteArrayInputStream(ca.getBytes(StandardCharsets.US_ASCII));
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(bytes));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException wrong) {
            throw new IOException("SERVER_CA is no certificate", wrong);
        }
    }

    private String authorization(String path, String body, String moment) throws IOException {
        String signed = "content-type;host;x-amz-date;x-amz-security-token";
        String request = String.join("\n",
                "POST", path, "",
                "content-type:application/json",
                "host:" + endpoint.getAuthority(),
                "x-amz-date:" + moment,
                "x-amz-security-token:" + token,
                "", signed, hash(body));
        String day = moment.substring(0, 8);
        String scope = day + "/" + region + "/batch/aws4_request";
        String text = String.join("\n", "AWS4-HMAC-SHA256", moment, scope, hash(request));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, "batch", "aws4_request"}) {
            key = code(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + signed + ", Signature="
                + HexFormat.of().formatHex(code(key, text));
    }

    private static byte[] code(byte[] key, String text) throws IOException {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IOException(missing);
        }
    }

    private static String hash(String text) throws IOException {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException missing) {
            throw new IOException(missing);
        }
    }
}

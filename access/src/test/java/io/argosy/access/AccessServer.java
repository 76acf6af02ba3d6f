package io.argosy.access;

import io.argosy.model.AccountRegion;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IAM and STS behind a real port, over a journal, asked in their own protocol.
final class AccessServer implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final AccessKey ROOT = AccessKey.lasting("AKIAROOT", "root-secret");
    static final String EVERYTHING = policy("Allow", "*", "*");

    private final Path folder;
    private final boolean createRoles;
    private HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Stores stores;
    private AccessControl control;
    private ApiServer server;

    AccessServer(Path folder) throws IOException {
        this(folder, false);
    }

    AccessServer(Path folder, boolean createRoles) throws IOException {
        this.folder = folder;
        this.createRoles = createRoles;
        this.stores = opened();
        this.control = controlled();
        this.server = served();
    }

    private Stores opened() throws IOException {
        return Stores.open(folder.resolve("journal.sqlite"), Kinds.with(List.of(AccessControl.KINDS)), () -> now);
    }

    private AccessControl controlled() {
        return AccessControl.open(
                stores, ACCOUNT, createRoles, new AccessControl.Sources(() -> now, AccessServer::id, AccessServer::id));
    }

    private ApiServer served() throws IOException {
        var credentials = new CredentialStore(List.of(Credential.root(ROOT, ACCOUNT)), control::credential);
        var started = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0).withClock(() -> now),
                credentials,
                control.operations(),
                List.of(),
                List.of());
        started.start();
        return started;
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void restart() throws IOException {
        close();
        http = HttpClient.newHttpClient();
        stores = opened();
        control = controlled();
        server = served();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    AccessControl control() {
        return control;
    }

    Stores stores() {
        return stores;
    }

    AccountRegion realm() {
        return new AccountRegion(ACCOUNT, "local-1");
    }

    /// What came back: a status, and XML.
    record Reply(int status, String text) {
        String value(String element) {
            Matcher found = Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                    .matcher(text);
            return found.find() ? found.group(1) : "";
        }

        /// `NoSuchEntity: The user …`, or `ok`.
        String outcome() {
            return status == 200
                    ? "ok"
                    : value("Code") + ": " + value("Message").replace("&quot;", "\"");
        }

        AccessKey key() {
            return new AccessKey(
                    value("AccessKeyId"), new Secret(value("SecretAccessKey")), new Secret(value("SessionToken")));
        }
    }

    Reply iam(AccessKey key, String action, String... parameters) throws Exception {
        return asked(key, "iam", "2010-05-08", action, parameters);
    }

    Reply sts(AccessKey key, String action, String... parameters) throws Exception {
        return asked(key, "sts", "2011-06-15", action, parameters);
    }

    private Reply asked(AccessKey key, String service, String version, String action, String... parameters)
            throws IOException, InterruptedException {
        var form = new StringBuilder("Action=" + action + "&Version=" + version);
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(parameters[i]).append('=');
            form.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create("http://127.0.0.1:" + server.localPort() + "/");
        var head = new RequestHead("POST", "/", "", Map.of("host", List.of(uri.getAuthority())));
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        new RequestSigner(key, "us-east-1", service, () -> now).sign(head, body).forEach(request::header);
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    /// A user with a key.
    AccessKey user(String name) throws Exception {
        iam(ROOT, "CreateUser", "UserName", name);
        return iam(ROOT, "CreateAccessKey", "UserName", name).key();
    }

    void role(String name, String trust) throws Exception {
        iam(ROOT, "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust);
    }

    static String policy(String effect, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"}]}";
    }

    static String trusting(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                + ",\"Action\":\"sts:AssumeRole\"}]}";
    }

    @Override
    public void close() {
        // A connection that is kept open is waited for.
        http.shutdownNow();
        server.close();
        stores.close();
    }
}

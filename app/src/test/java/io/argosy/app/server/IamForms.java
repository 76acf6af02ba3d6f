package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// IAM speaks in forms: makes roles for services.
record IamForms(URI endpoint, AccessKey key) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// A role that this service may take, and that may do this to anything.
    void role(String name, String service, String action) throws Exception {
        ask(Map.of(
                "Action",
                "CreateRole",
                "RoleName",
                name,
                "AssumeRolePolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + "{\"Service\":\""
                        + service + "\"},\"Action\":\"sts:AssumeRole\"}]}"));
        ask(Map.of(
                "Action",
                "PutRolePolicy",
                "RoleName",
                name,
                "PolicyName",
                "call",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                        + "\",\"Resource\":\"*\"}]}"));
    }

    private void ask(Map<String, String> parameters) throws Exception {
        var form = new StringBuilder("Version=2010-05-08");
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
        String type = "application/x-www-form-urlencoded; charset=utf-8";
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of(endpoint.getAuthority()), "content-type", List.of(type)));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        new RequestSigner(key, "us-east-1", "iam", InstantSource.system())
                .sign(head, body)
                .forEach(request::header);

        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}

package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.LoggedText;
import io.argosy.wire.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where git hosts tell of pushes: `POST /argosy/hooks/REGION/PIPELINE`, signed with the secret of the pipeline,
/// as GitHub, GitLab, Gitea and Forgejo do it. To whom does not know the secret every pipeline looks as if it were not
/// there at all.
final class Webhook implements Request.Handler {
    private static final Logger log = LoggerFactory.getLogger(Webhook.class);
    private static final String PATH = "/argosy/hooks/";
    private static final int LARGEST = 5 << 20;
    private static final int PARTS = 2;

    private final PipelineStore pipelines;
    private final WebhookSecrets secrets;
    private final String account;

    private Webhook(PipelineStore pipelines, WebhookSecrets secrets, String account) {
        this.pipelines = pipelines;
        this.secrets = secrets;
        this.account = account;
    }

    static Route route(PipelineStore pipelines, WebhookSecrets secrets, String account) {
        return new Route(PATH, new Webhook(pipelines, secrets, account));
    }

    static String path(AccountRegion realm, String pipeline) {
        return PATH + realm.region() + "/" + pipeline;
    }

    /// What the host is told.
    private record Said(int status, String text) {
        static final Said NOBODY = new Said(403, "no pipeline of this name has this secret");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Said said;
        try {
            said = answer(request);
        } catch (ApiException refused) {
            said = new Said(429, refused.error().message());
        } catch (IOException gone) {
            callback.failed(gone);
            return true;
        }
        log.info("webhook path={} status={} {}", LoggedText.of(path(request)), said.status(), said.text());
        response.setStatus(said.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, ByteBuffer.wrap((said.text() + "\n").getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static String path(Request request) {
        return request.getHttpURI().getPath();
    }

    private Said answer(Request request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return new Said(405, "pushes are told by POST");
        }
        byte[] body;
        try (InputStream in = Content.Source.asInputStream(request)) {
            body = in.readNBytes(LARGEST + 1);
        }
        if (body.length > LARGEST) {
            return new Said(413, "a push is told in " + LARGEST + " bytes at most");
        }
        String[] parts = path(request).substring(PATH.length()).split("/");
        if (parts.length != PARTS || !parts[0].matches("[a-z0-9-]{1,64}")) {
            return Said.NOBODY;
        }
        var realm = new AccountRegion(account, parts[0]);
        Optional<Pipeline> pipeline = pipelines
                .in(realm)
                .table(Pipeline.KIND)
                .get(parts[1])
                .filter(known -> signed(realm, known, request.getHeaders(), body));
        return pipeline.map(known -> told(realm, known, request.getHeaders(), body))
                .orElse(Said.NOBODY);
    }

    private boolean signed(AccountRegion realm, Pipeline pipeline, HttpFields headers, byte[] body) {
        return !pipeline.secret().isEmpty()
                && new PushSignature(secrets.get(realm, pipeline.secret())).signs(headers::get, body);
    }

    private Said told(AccountRegion realm, Pipeline pipeline, HttpFields headers, byte[] body) {
        if (!(pipeline.source() instanceof PipelineSource.Git git)) {
            return Said.NOBODY;
        }
        if (!Push.isPush(headers::get)) {
            return new Said(200, "only pushes start runs");
        }
        Optional<Push> push;
        try {
            push = Push.of(JsonTree.object(new String(body, StandardCharsets.UTF_8)));
        } catch (MalformedJson broken) {
            return new Said(400, "the push is no JSON: its content type is application/json");
        }
        if (push.isEmpty() || !push.get().ref().equals("refs/heads/" + git.branch())) {
            return new Said(200, "only pushes to " + git.branch() + " start runs");
        }
        String commit = push.get().commit();
        if (pipeline.progress().seen().equals(commit)) {
            return new Said(200, "there is a run of " + commit);
        }
        var change =
                new PipelineRun.Change(commit, push.get().message(), push.get().by(), "", "");
        return pipelines
                .start(realm, pipeline.name(), change, commit)
                .map(run -> new Said(202, "run " + run.number()))
                .orElse(Said.NOBODY);
    }
}

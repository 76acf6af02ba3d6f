package io.argosy.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PushTest {
    private static final String COMMIT = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";

    /// The example of GitHub's own documents.
    @Test
    void aSignatureIsTheCodeOfTheBody() {
        byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
        String code = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        var signature = new PushSignature("It's a Secret to Everybody");

        assertThat(signature.signs(Map.of("X-Hub-Signature-256", "sha256=" + code)::get, body))
                .isTrue();
        assertThat(signature.signs(Map.of("X-Gitea-Signature", code)::get, body))
                .isTrue();
        assertThat(signature.signs(Map.of("X-Gitlab-Token", "It's a Secret to Everybody")::get, body))
                .isTrue();
        assertThat(signature.signs(Map.of("X-Hub-Signature-256", "sha256=" + code)::get, new byte[0]))
                .isFalse();
        assertThat(signature.signs(Map.of("X-Hub-Signature-256", code)::get, body))
                .isFalse();
        assertThat(signature.signs(Map.of("X-Gitlab-Token", "")::get, body)).isFalse();
        assertThat(signature.signs(Map.<String, String>of()::get, body)).isFalse();
    }

    @Test
    void aPushIsReadAsEachHostTellsOfIt() throws Exception {
        var gitHub = JsonTree.object("{\"ref\":\"refs/heads/main\",\"after\":\"" + COMMIT + "\",\"pusher\":"
                + "{\"name\":\"ada\"},\"head_commit\":{\"id\":\"" + COMMIT + "\",\"message\":\"one\\ntwo\"}}");
        var gitLab = JsonTree.object("{\"ref\":\"refs/heads/main\",\"after\":\"" + COMMIT + "\",\"user_username\":"
                + "\"ada\",\"commits\":[{\"id\":\"" + COMMIT + "\",\"message\":\"one\"}]}");
        var wanted = new Push("refs/heads/main", COMMIT, "one", "ada");

        assertThat(Push.of(gitHub)).contains(wanted);
        assertThat(Push.of(gitLab)).contains(wanted);
    }

    @Test
    void aBranchThatWentIsNoPush() throws Exception {
        assertThat(Push.of(JsonTree.object("{\"ref\":\"refs/heads/main\",\"after\":\"" + "0".repeat(40) + "\"}")))
                .isEqualTo(Optional.empty());
        assertThat(Push.of(Map.of())).isEqualTo(Optional.empty());
        assertThat(Push.isPush(Map.of("X-GitHub-Event", "ping")::get)).isFalse();
        assertThat(Push.isPush(Map.of("X-Gitlab-Event", "Push Hook")::get)).isTrue();
    }
}

package io.argosy.wire.acs;

import java.util.Optional;

/// Keys of a task's role. The id is the path by which containers fetch them, so it is a secret too.
public record RoleCredentials(
        String credentialsId,
        String roleArn,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        String expiration,
        Optional<String> credentialScope) {
    @Override
    public String toString() {
        return "RoleCredentials[roleArn=" + roleArn + ", expiration=" + expiration + ", keys=***]";
    }
}

package io.argosy.wire.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds keys and region where every AWS tool looks for them: variables first, then the profile's entries in the shared
/// credentials and configuration files.
public final class AwsCredentialsChain {
    private final Map<String, String> environment;

    public AwsCredentialsChain(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// What a client signs with; an `IOException` says where nothing was found or what could not be read.
    public ClientIdentity find() throws IOException {
        return new ClientIdentity(key(), region());
    }

    private AccessKey key() throws IOException {
        Optional<AccessKey> given =
                key(variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN"));
        if (given.isPresent()) {
            return given.get();
        }
        Map<String, String> profile = credentials().section(profileName());
        return key(
                        entry(profile, "aws_access_key_id"),
                        entry(profile, "aws_secret_access_key"),
                        entry(profile, "aws_session_token"))
                .orElseThrow(() -> new IOException("no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " or name a file in AWS_SHARED_CREDENTIALS_FILE that has profile [" + profileName() + "]"));
    }

    private static Optional<AccessKey> key(Optional<String> id, Optional<String> secret, Optional<String> token) {
        return id.flatMap(name -> secret.map(text ->
                new AccessKey(name, new Secret(text), token.map(Secret::new).orElse(Secret.NONE))));
    }

    private String region() throws IOException {
        Map<String, String> profile = configuration();
        return Stream.of(variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"), entry(profile, "region"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IOException("no region: set AWS_REGION, or name a file in AWS_CONFIG_FILE that"
                        + " has one for profile [" + profileName() + "]"));
    }

    private IniFile credentials() throws IOException {
        return IniFile.read(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"));
    }

    private Map<String, String> configuration() throws IOException {
        IniFile file = IniFile.read(file("AWS_CONFIG_FILE", "config"));
        String name = profileName();
        return file.section(name.equals("default") ? name : "profile " + name);
    }

    private Path file(String variable, String usualName) {
        return variable(variable)
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("/"), ".aws", usualName));
    }

    private String profileName() {
        return variable("AWS_PROFILE").orElse("default");
    }

    private Optional<String> variable(String name) {
        return entry(environment, name);
    }

    private static Optional<String> entry(Map<String, String> entries, String name) {
        return Optional.ofNullable(entries.get(name)).filter(value -> !value.isBlank());
    }
}

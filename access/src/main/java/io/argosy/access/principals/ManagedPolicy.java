package io.argosy.access.principals;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.shapes.iam.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A policy that users and roles may share, in its one version. `owner` is the account, or `aws` for the built-in ones.
public record ManagedPolicy(
        String owner,
        String name,
        String path,
        String id,
        String document,
        String description,
        List<Tag> tags,
        Instant createdAt)
        implements AccountEntity {
    public static final Kind<ManagedPolicy> KIND = Kind.of("ManagedPolicy", ManagedPolicy.class);

    public ManagedPolicy {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public String arn() {
        return "arn:aws:iam::" + owner + ":policy" + path + name;
    }
}

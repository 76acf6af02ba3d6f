package io.argosy.access.principals;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.shapes.iam.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A role: whom it trusts, and what who takes it may do. `id` is another one when a role of the same name is made
/// again, so that keys of the former are nobody's.
public record Role(
        String name,
        String path,
        String id,
        String trust,
        Settings settings,
        List<Tag> tags,
        Grants grants,
        Instant createdAt)
        implements AccountEntity, Principal {
    public static final Index<Role> BY_POLICY =
            new Index<>("policy", role -> role.grants().attached());
    public static final Kind<Role> KIND = Kind.of("Role", Role.class).indexed(BY_POLICY);

    /// What is said of it, and how long its sessions may be.
    public record Settings(String description, int maxSessionSeconds) {}

    public Role {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String arn(String account) {
        return "arn:aws:iam::" + account + ":role" + path + name;
    }

    /// Of a session, whose ARN leaves the role's path out.
    public String sessionArn(String account, String session) {
        return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
    }

    public Role granted(Grants other) {
        return new Role(name, path, id, trust, settings, tags, other, createdAt);
    }

    public Role trusting(String document) {
        return new Role(name, path, id, document, settings, tags, grants, createdAt);
    }

    public Role tagged(List<Tag> other) {
        return new Role(name, path, id, trust, settings, other, grants, createdAt);
    }
}

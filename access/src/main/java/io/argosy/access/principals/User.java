package io.argosy.access.principals;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.shapes.iam.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A user of the account. No two have names that differ in case only.
public record User(String name, String path, String id, List<Tag> tags, Grants grants, Instant createdAt)
        implements AccountEntity, Principal {
    public static final Index<User> BY_POLICY =
            new Index<>("policy", user -> user.grants().attached());
    public static final Kind<User> KIND = Kind.of("User", User.class).indexed(BY_POLICY);

    public User {
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
        return "arn:aws:iam::" + account + ":user" + path + name;
    }

    public User granted(Grants other) {
        return new User(name, path, id, tags, other, createdAt);
    }
}

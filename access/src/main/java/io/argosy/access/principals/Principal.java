package io.argosy.access.principals;

import io.argosy.shapes.iam.Tag;
import java.util.List;

/// A user or a role: who has policies.
public sealed interface Principal permits User, Role {
    String name();

    String path();

    String id();

    List<Tag> tags();

    Grants grants();

    String arn(String account);
}

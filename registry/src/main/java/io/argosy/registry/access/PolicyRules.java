package io.argosy.registry.access;

import io.argosy.wire.access.Permission;

/// Says what the policy of a repository means: the registry only keeps them.
public interface PolicyRules {
    /// Whether it is a policy that a resource can have.
    boolean readable(String text);

    /// Whether it denies this to whoever acts under this ARN.
    boolean denies(String text, String principalArn, Permission permission);
}

package io.argosy.wire.access;

/// What one request needs: the IAM action (`ecs:RunTask`) and the ARN of the resource it acts on (`*` for none).
public record Permission(String action, String resource) {
    public static final String ANY_RESOURCE = "*";

    public static Permission on(String action) {
        return new Permission(action, ANY_RESOURCE);
    }
}

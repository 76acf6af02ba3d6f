package io.argosy.registry.access;

import io.argosy.wire.access.Permission;

/// Says whether the holder of a registry token may do something; asked for each push and pull.
@FunctionalInterface
public interface RegistryRights {
    RegistryRights EVERYTHING = (_, _) -> true;

    boolean allow(TokenHolder holder, Permission permission);
}

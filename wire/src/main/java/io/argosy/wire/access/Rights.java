package io.argosy.wire.access;

import java.util.function.Predicate;

/// What the holder of a key may do, asked anew for each request.
@FunctionalInterface
public interface Rights {
    Rights EVERYTHING = _ -> Verdict.allowed();

    Verdict verdict(Permission permission);

    /// Those things only that pass.
    static Rights where(Predicate<Permission> test) {
        return permission -> test.test(permission) ? Verdict.allowed() : Verdict.notAllowed(permission);
    }

    /// What both let through.
    default Rights and(Rights other) {
        return permission -> switch (verdict(permission)) {
            case Verdict.Allowed _ -> other.verdict(permission);
            case Verdict.Denied denied -> denied;
        };
    }
}

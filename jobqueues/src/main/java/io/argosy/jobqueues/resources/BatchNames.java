package io.argosy.jobqueues.resources;

import io.argosy.model.Caller;
import java.util.regex.Pattern;

/// The rule that names of resources and jobs share (batch-semantics 2).
public final class BatchNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

    private BatchNames() {}

    public static boolean valid(String name) {
        return NAME.matcher(name).matches();
    }

    /// `member` is what the name was given as.
    public static void check(Caller caller, String member, String name) {
        if (!valid(name)) {
            throw BatchErrors.wrapped(caller, member + " should match valid pattern " + NAME.pattern() + ": " + name);
        }
    }
}

package io.argosy.compose;

import java.io.IOException;
import java.util.List;

/// A compose file that has mistakes, or parts that cannot be: all of them at once, each with the place it stands at.
public final class ComposeRefused extends IOException {
    private static final long serialVersionUID = 1;

    ComposeRefused(List<String> refusals) {
        super(String.join("\n", refusals));
    }
}

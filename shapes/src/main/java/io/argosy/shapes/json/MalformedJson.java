package io.argosy.shapes.json;

import java.io.IOException;

/// Text that is not JSON, or JSON that is not the shape its reader was promised.
public final class MalformedJson extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
        super(message);
    }

    MalformedJson(String message, Throwable cause) {
        super(message, cause);
    }
}

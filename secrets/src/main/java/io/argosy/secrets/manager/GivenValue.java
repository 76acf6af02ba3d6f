package io.argosy.secrets.manager;

import io.argosy.secrets.manager.SecretVersion.Form;
import io.argosy.shapes.Blob;
import io.argosy.wire.access.Secret;
import java.util.Base64;
import java.util.Optional;

/// A value as a request gives it, or an answer has it.
record GivenValue(Form form, Secret text) {
    static Optional<GivenValue> of(Optional<String> text, Optional<Blob> bytes) {
        if (text.isPresent() && bytes.isPresent()) {
            throw SecretErrors.parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        return text.map(given -> new GivenValue(Form.TEXT, new Secret(given)))
                .or(() -> bytes.map(given -> new GivenValue(
                        Form.BINARY, new Secret(Base64.getEncoder().encodeToString(given.bytes())))));
    }

    Optional<String> string() {
        return form == Form.TEXT ? Optional.of(text.reveal()) : Optional.empty();
    }

    Optional<Blob> binary() {
        return form == Form.BINARY
                ? Optional.of(new Blob(Base64.getDecoder().decode(text.reveal())))
                : Optional.empty();
    }
}

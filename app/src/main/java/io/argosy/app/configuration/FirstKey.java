package io.argosy.app.configuration;

import io.argosy.wire.access.AccessKey;
import java.nio.file.Path;

/// Where the account's first key pair comes from when a data directory is new.
public sealed interface FirstKey {
    record Made() implements FirstKey {}

    record InFile(Path file) implements FirstKey {}

    record Given(AccessKey key) implements FirstKey {}
}

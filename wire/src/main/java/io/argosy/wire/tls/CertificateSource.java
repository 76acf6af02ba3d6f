package io.argosy.wire.tls;

import java.io.IOException;
import java.time.Duration;

/// Where a server's certificate comes from.
public sealed interface CertificateSource permits OwnCertificates, GivenCertificates {
    /// The one to show from now on; made, where it is ours to make.
    ServerKey load() throws IOException;

    /// Whether `load` would give another than it gave last.
    boolean due();

    /// How often that is worth asking.
    Duration period();

    /// Where clients find whom to trust, in words for the log.
    String told();
}

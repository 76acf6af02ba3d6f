/// Certificates of a server, made or given, and what its clients trust.
@NullMarked
package io.argosy.wire.tls;

import org.jspecify.annotations.NullMarked;

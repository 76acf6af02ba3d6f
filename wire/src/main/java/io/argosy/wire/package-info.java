/// Everything between a socket and an `Operation`: HTTP, protocols, bodies, errors, websockets; and the client of the
/// same.
@NullMarked
package io.argosy.wire;

import org.jspecify.annotations.NullMarked;

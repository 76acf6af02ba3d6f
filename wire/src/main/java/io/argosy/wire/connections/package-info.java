/// The connections to the port: how many there may be, which of them go when there are too many, who is too slow.
@NullMarked
package io.argosy.wire.connections;

import org.jspecify.annotations.NullMarked;

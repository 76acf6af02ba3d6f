/// Docker's API over its Unix socket: the only place that knows its paths, its JSON and its errors.
@NullMarked
package io.argosy.docker;

import org.jspecify.annotations.NullMarked;

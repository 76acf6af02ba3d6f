/// Log events on disk: segments of blocks by group, one writer that makes many calls durable at once, and walks in the
/// order of time.
@NullMarked
package io.argosy.logs.store;

import org.jspecify.annotations.NullMarked;

/// Whom agents' keys belong to, and what their holders may do.
@NullMarked
package io.argosy.control.access;

import org.jspecify.annotations.NullMarked;

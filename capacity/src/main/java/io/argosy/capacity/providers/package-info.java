/// The operations on capacity providers.
@NullMarked
package io.argosy.capacity.providers;

import org.jspecify.annotations.NullMarked;

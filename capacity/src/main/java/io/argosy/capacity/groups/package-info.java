/// The hosts that are made for capacity providers: who makes them, and what is known of each.
@NullMarked
package io.argosy.capacity.groups;

import org.jspecify.annotations.NullMarked;

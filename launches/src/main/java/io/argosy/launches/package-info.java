/// What a launch of a task asks for: where it may run, what it takes there, in which network, and what of it cannot be
/// had.
@NullMarked
package io.argosy.launches;

import org.jspecify.annotations.NullMarked;

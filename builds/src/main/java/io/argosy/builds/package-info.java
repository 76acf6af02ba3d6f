/// Builds of images on the fleet: what is to be built, on which instance, and what came of it.
@NullMarked
package io.argosy.builds;

import org.jspecify.annotations.NullMarked;

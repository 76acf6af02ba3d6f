/// Managed scaling: how many instances a capacity provider needs, and which of them go.
@NullMarked
package io.argosy.capacity.scaling;

import org.jspecify.annotations.NullMarked;

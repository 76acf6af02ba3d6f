/// Placement by structure: the answers of `PlacementPlanner` without asking every instance.
@NullMarked
package io.argosy.planning.index;

import org.jspecify.annotations.NullMarked;

/// What happens at its time: due times become runs, runs are started, their ends are seen, and who wants to hear of
/// them is told.
@NullMarked
package io.argosy.schedules.firing;

import org.jspecify.annotations.NullMarked;

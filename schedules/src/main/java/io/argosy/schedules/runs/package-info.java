/// What becomes of each due time of a schedule: the memory of it, and the decisions about it.
@NullMarked
package io.argosy.schedules.runs;

import org.jspecify.annotations.NullMarked;

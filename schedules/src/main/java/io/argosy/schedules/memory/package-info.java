/// What is remembered of runs, for other tools: it only reads.
@NullMarked
package io.argosy.schedules.memory;

import org.jspecify.annotations.NullMarked;

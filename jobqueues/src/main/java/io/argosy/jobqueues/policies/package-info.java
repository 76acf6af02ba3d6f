/// Scheduling policies: what a share of a queue is worth (batch-semantics 5.2).
@NullMarked
package io.argosy.jobqueues.policies;

import org.jspecify.annotations.NullMarked;

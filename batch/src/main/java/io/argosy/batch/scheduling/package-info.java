/// What queues and jobs decide, as pure functions of what is known: whose turn it is, whether an attempt is
/// repeated, what a job waits for. No clock, no stores.
@NullMarked
package io.argosy.batch.scheduling;

import org.jspecify.annotations.NullMarked;

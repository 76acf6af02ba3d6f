/// What Batch keeps beside its jobs, and what every operation on it shares: references, ARNs, refusals.
@NullMarked
package io.argosy.jobqueues.resources;

import org.jspecify.annotations.NullMarked;

/// Compute environments: each a cluster of our own ECS (batch-semantics 3).
@NullMarked
package io.argosy.jobqueues.environments;

import org.jspecify.annotations.NullMarked;

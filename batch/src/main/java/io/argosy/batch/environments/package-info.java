/// Compute environments: each a cluster of our own ECS (batch-semantics 3).
@NullMarked
package io.argosy.batch.environments;

import org.jspecify.annotations.NullMarked;

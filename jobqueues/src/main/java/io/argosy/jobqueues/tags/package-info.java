/// Tags of what Batch keeps, by ARN (batch-semantics 10.3).
@NullMarked
package io.argosy.jobqueues.tags;

import org.jspecify.annotations.NullMarked;

/// AWS Batch: compute environments, queues, job definitions, policies, and jobs whose attempts are tasks of our own
/// ECS.
@NullMarked
package io.argosy.batch;

import org.jspecify.annotations.NullMarked;
